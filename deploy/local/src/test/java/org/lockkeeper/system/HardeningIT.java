package org.lockkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server brings along and nobody asked for is absent or refused. */
@Order(2)
@ExtendWith(RunningProduct.Extension.class)
class HardeningIT {

  private static final String LISTENING = "0A";
  private static final String LOOPBACK = "0100007F";
  private static final String LOOPBACK_MAPPED = "0000000000000000FFFF00000100007F";

  private final RunningProduct product;

  HardeningIT(RunningProduct product) {
    this.product = product;
  }

  @Test
  void the_portal_listens_at_its_one_port_of_this_machine_and_joins_no_group() throws IOException {
    Path process = Path.of("/proc", String.valueOf(product.portal().orElseThrow().pid()));
    assumeTrue(Files.isDirectory(process.resolve("fd")), "open sockets are read from /proc");
    Set<String> own = sockets(process);
    List<String> listening = new ArrayList<>();
    for (String protocol : List.of("tcp", "tcp6")) {
      for (String[] line : lines(process.resolve("net").resolve(protocol))) {
        if (line[3].equals(LISTENING) && own.contains(line[9])) {
          listening.add(line[1]);
        }
      }
    }
    String port = String.format("%04X", product.portalPort());
    assertThat(listening).isNotEmpty();
    assertThat(listening)
        .allSatisfy(
            address ->
                assertThat(address).isIn(LOOPBACK + ":" + port, LOOPBACK_MAPPED + ":" + port));
    for (String protocol : List.of("udp", "udp6")) {
      assertThat(lines(process.resolve("net").resolve(protocol)))
          .as(protocol)
          .noneMatch(line -> own.contains(line[9]));
    }
  }

  private static Set<String> sockets(Path process) throws IOException {
    try (Stream<Path> files = Files.list(process.resolve("fd"))) {
      return files
          .map(HardeningIT::target)
          .filter(name -> name.startsWith("socket:["))
          .map(name -> name.substring("socket:[".length(), name.length() - 1))
          .collect(Collectors.toSet());
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      // Closed since it was listed.
      return "";
    }
  }

  private static List<String[]> lines(Path table) throws IOException {
    return Files.readAllLines(table).stream()
        .skip(1)
        .map(line -> line.strip().split("\\s+"))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "admin, admin",
    "admin, password",
    "administrator, changeit",
    "root, root",
    "lockkeeper, lockkeeper",
    "postgres, postgres"
  })
  @Tag("ASVS-V6.3.2")
  void nobody_has_a_password_that_everybody_knows(String login, String password) {
    Answer answer = product.visitor().signIn(login, password);
    assertThat(answer.status() == 302 && !answer.location().startsWith("/sign-in")).isFalse();
    Answer demo = product.visitor().signIn(product.said("admin.user"), password);
    assertThat(demo.status() == 302 && !demo.location().startsWith("/sign-in")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/health/live", "/health/ready"})
  @Tag("ASVS-V13.4.5")
  void health_says_up_or_down_and_no_more(String path) {
    Answer answer = product.visitor().get(path);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .doesNotContainIgnoringCase("postgres")
        .doesNotContainIgnoringCase("jdbc")
        .doesNotContainIgnoringCase("version")
        .doesNotContainIgnoringCase("host")
        .doesNotContainIgnoringCase("disk");
  }

  @Test
  @Tag("ASVS-V13.4.2")
  @Tag("ASVS-V16.5.1")
  void an_error_tells_nothing_about_what_runs_here() {
    for (String path : List.of("/no-such-page.xhtml", "/seller/no-such.xhtml", "/sign-in?x=%00")) {
      Answer answer = product.visitor().get(path);
      assertThat(answer.body())
          .as(path)
          .doesNotContain(
              "Payara", "GlassFish", "Mojarra", "PrimeFaces ", "Development", "Caused by")
          .doesNotContain("org.lockkeeper", "at java.");
      assertThat(answer.header("Server")).as(path).doesNotContain("Payara");
      assertThat(answer.header("X-Powered-By")).as(path).isEmpty();
    }
  }
}
