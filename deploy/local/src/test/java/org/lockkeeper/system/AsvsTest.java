package org.lockkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What of OWASP ASVS 5.0 holds, and what shows it. A test that is evidence carries the tag {@code
 * ASVS-<id>}; {@code deploy/asvs.txt} says the rest; {@code deploy/ASVS.md} is made of both.
 */
class AsvsTest {

  private static final Path LIST = Contracts.repository().resolve("deploy/asvs.txt");
  private static final Path TABLE = Contracts.repository().resolve("deploy/ASVS.md");
  private static final Pattern LINE =
      Pattern.compile("(V[0-9.]+) (test|evidence|not applicable|open)(?:: (.+))?");
  private static final Pattern TAGGED =
      Pattern.compile(
          "((?:[ ]{2}@Tag\\(\"ASVS-V[0-9.]+\"\\)\\R)+)\\s*(?:@[^\\n"
              + "]+\\n"
              + "\\s*)*(?:static )?void (\\w+)\\(");
  private static final Pattern TAG = Pattern.compile("@Tag\\(\"ASVS-(V[0-9.]+)\"\\)");
  private static final Pattern OFF = Pattern.compile("@Disabled");

  /** What is said of an id. */
  private record Said(String kind, String text) {}

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Said> said() {
    Map<String, Said> all = new LinkedHashMap<>();
    for (String line : text(LIST).split("\n", -1)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Matcher matcher = LINE.matcher(line);
      assertThat(matcher.matches()).as(line).isTrue();
      Said one = new Said(matcher.group(2), matcher.group(3) == null ? "" : matcher.group(3));
      assertThat(all.put(matcher.group(1), one)).as("twice: " + line).isNull();
    }
    return all;
  }

  /** The tests that are evidence, by id. */
  private static Map<String, Set<String>> tests() {
    Map<String, Set<String>> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Contracts.repository())) {
      for (Path file :
          files
              .filter(file -> file.toString().replace('\\', '/').contains("/src/test/java/"))
              .filter(file -> file.toString().endsWith(".java"))
              .sorted()
              .toList()) {
        String source = text(file);
        String type = file.getFileName().toString().replace(".java", "");
        Matcher tagged = TAGGED.matcher(source);
        int tags = 0;
        while (tagged.find()) {
          Matcher tag = TAG.matcher(tagged.group(1));
          while (tag.find()) {
            tags++;
            found
                .computeIfAbsent(tag.group(1), id -> new TreeSet<>())
                .add(type + "." + tagged.group(2));
          }
        }
        long all = TAG.matcher(source).results().count();
        assertThat((long) tags).as("tags of %s that stand at a test", type).isEqualTo(all);
        assertThat(tags == 0 || !OFF.matcher(source).find()).as(type + " is switched on").isTrue();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  @Test
  void what_is_said_to_be_tested_has_its_test_and_the_other_way_round() {
    Set<String> covered =
        said().entrySet().stream()
            .filter(one -> one.getValue().kind().equals("test"))
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(covered).isEqualTo(tests().keySet()).isNotEmpty();
  }

  @Test
  void evidence_is_there_and_whatever_is_no_test_says_why() {
    said()
        .forEach(
            (id, one) -> {
              assertThat(one.text().isEmpty()).as(id).isEqualTo(one.kind().equals("test"));
              if (one.kind().equals("evidence")) {
                Path file = Contracts.repository().resolve(one.text().split(" – ", -1)[0]);
                assertThat(file).as(id).exists();
              }
            });
  }

  @Test
  void every_id_of_the_first_two_levels_is_spoken_of() {
    Path standard =
        Contracts.repository().resolveSibling("shared/standards/OWASP_ASVS_5.0.0_en.csv");
    assumeTrue(
        Files.exists(standard),
        "skipped: ../shared/standards/OWASP_ASVS_5.0.0_en.csv is not beside this repository");
    Set<String> ids = new TreeSet<>();
    Matcher row =
        Pattern.compile("(?m)^V\\d+,[^\\n]*?,(V\\d+\\.\\d+\\.\\d+),.*,([123])\\s*$")
            .matcher(text(standard));
    while (row.find()) {
      if (!row.group(2).equals("3")) {
        ids.add(row.group(1));
      }
    }
    assertThat(ids).hasSizeGreaterThan(240);
    assertThat(new TreeSet<>(said().keySet())).isEqualTo(ids);
  }

  @Test
  void the_table_is_made_of_them() throws IOException {
    String table = table();
    Path made = Path.of("target/asvs.md");
    Files.createDirectories(made.toAbsolutePath().getParent());
    Files.writeString(made, table);
    assertThat(text(TABLE))
        .as("deploy/ASVS.md; after a change copy deploy/local/target/asvs.md there")
        .isEqualTo(table);
  }

  private static String table() {
    Map<String, Said> said = said();
    Map<String, Set<String>> tests = tests();
    Map<String, Long> counts =
        said.values().stream()
            .collect(Collectors.groupingBy(Said::kind, TreeMap::new, Collectors.counting()));
    List<String> lines = new ArrayList<>();
    lines.add("# OWASP ASVS 5.0, levels 1 and 2");
    lines.add("");
    lines.add(
        "Made by `AsvsTest` of the tags in the tests and of `asvs.txt`; ids only. "
            + counts.entrySet().stream()
                .map(one -> one.getKey() + ": " + one.getValue())
                .collect(Collectors.joining(", "))
            + "; "
            + said.size()
            + " in all.");
    lines.add("");
    lines.add("| id | | what shows it |");
    lines.add("|---|---|---|");
    said.forEach(
        (id, one) ->
            lines.add(
                "| "
                    + id
                    + " | "
                    + one.kind()
                    + " | "
                    + (one.kind().equals("test")
                        ? tests.getOrDefault(id, Set.of()).stream()
                            .map(test -> "`" + test + "`")
                            .collect(Collectors.joining(", "))
                        : one.text())
                    + " |"));
    return String.join("\n", lines) + "\n";
  }
}
