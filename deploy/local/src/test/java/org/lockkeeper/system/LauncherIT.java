package org.lockkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One terminal: everything starts, everything stops, and what was kept is kept. */
@Order(6)
@ExtendWith(RunningProduct.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LauncherIT {

  private final RunningProduct product;
  @TempDir private Path folder = Path.of("");

  LauncherIT(RunningProduct product) {
    this.product = product;
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "0, portal.port",
    "1, sandbox.port",
    "2, smtp.port",
    "3, database.port",
  })
  void a_port_in_use_is_told_in_one_sentence_and_nothing_is_left_running(int which, String name)
      throws IOException, InterruptedException {
    List<Integer> ports = new ArrayList<>(RunningProduct.freePorts(4));
    try (ServerSocket mine = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ports.set(which, mine.getLocalPort());
      Path terminal = folder.resolve("terminal.log");
      Process launcher =
          new ProcessBuilder(
                  RunningProduct.command(
                      folder.resolve("data"), folder.resolve("run.properties"), true, ports))
              .redirectErrorStream(true)
              .redirectOutput(terminal.toFile())
              .start();

      assertThat(launcher.waitFor(60, TimeUnit.SECONDS)).isTrue();

      assertThat(launcher.exitValue()).isEqualTo(1);
      assertThat(Files.readString(terminal, StandardCharsets.UTF_8))
          .contains("Port " + mine.getLocalPort() + " is in use.")
          .contains("-D" + name + "=")
          .doesNotContain("Exception")
          .doesNotContain("\tat ");
      assertThat(launcher.descendants()).isEmpty();
      assertThat(folder.resolve("run.properties")).doesNotExist();
      assertThat(folder.resolve("data/postgres")).doesNotExist();
    }
  }

  @Test
  void ctrl_c_stops_every_part_and_what_was_kept_is_there_after_the_next_start() {
    Seller seller = product.seller(1);
    long id =
        product.outside().placeOne(Outside.wish(seller, seller.shopOnlySku()).to(Buyers.ada()));
    product.rows().awaitTrouble(id, "UNMAPPED_SKU");
    Optional<String> order = product.rows().order(id);
    List<ProcessHandle> parts = product.parts();
    assertThat(parts).hasSizeGreaterThanOrEqualTo(3);

    product.end("INT");

    Await.that("every part has ended", () -> parts.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(product.ports()).noneMatch(product::listens);

    product.startAgain();

    assertThat(product.rows().order(id)).isEqualTo(order);
    assertThat(product.outside().order(id).path("id").asLong()).isEqualTo(id);
    assertThat(product.seller(1)).as("the same people and secrets").isEqualTo(seller);
    Answer page = product.visitor().as(seller).get("/seller/order?id=" + order.orElseThrow());
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("Boise").doesNotContain("Lovelace");
  }
}
