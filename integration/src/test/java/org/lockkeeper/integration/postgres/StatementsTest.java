package org.lockkeeper.integration.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The second wall, read from the statements themselves: each names the seller, whatever row-level
 * security does (F02).
 */
class StatementsTest {

  private static final Path MAIN = Path.of("src/main");
  private static final Pattern WALLED = Pattern.compile("call access\\.wall\\('([a-z_.]+)'\\)");
  private static final Pattern BLOCK = Pattern.compile("\"\"\"(.*?)\"\"\"", Pattern.DOTALL);

  /** A text, or several with a constant between them. */
  private static final Pattern TEXT =
      Pattern.compile(
          "\"(?:[^\"\\\\]|\\\\.)*+\"(?:\\s*\\+\\s*(?:[\\w.()]++(?:\\s*\\+\\s*)?)?\"(?:[^\"\\\\]|\\\\.)*+\")*");

  private static final Pattern TABLE =
      Pattern.compile("\\b(?:from|join|into|update)\\s+([a-z]+\\.[a-z_]+)");

  /** Beginnings to which the condition is added, and one row by the login or id that is known. */
  private static final Map<String, Integer> BEGINNINGS =
      Map.of(
          "PostgresBuyerRetentions", 1,
          "PostgresOrderBoard", 1,
          "OrderReader", 1,
          "NetworkTraces", 2,
          "PeopleStores", 2,
          "PostgresRoster", 1,
          "PostgresWatchCounts", 1);

  private static List<Path> files(String folder, String end) {
    try (Stream<Path> files = Files.walk(MAIN.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> tablesOfSellers() {
    return files("resources/db/migration", ".sql").stream()
        .flatMap(file -> WALLED.matcher(text(file)).results())
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  @Tag("ASVS-V8.4.1")
  void every_statement_about_a_table_of_sellers_names_the_seller() {
    Set<String> walled = tablesOfSellers();
    assertThat(walled).hasSizeGreaterThan(50);
    Map<String, Integer> nameless = new TreeMap<>();
    int looked = 0;
    for (Path file : files("java/org/lockkeeper/integration/postgres", ".java")) {
      String source =
          BLOCK
              .matcher(text(file))
              .replaceAll(
                  block ->
                      Matcher.quoteReplacement(
                          "\"" + block.group(1).replace('"', '\'').replace('\n', ' ') + "\""));
      Matcher statement = TEXT.matcher(source);
      while (statement.find()) {
        String said = statement.group();
        if (TABLE.matcher(said).results().map(t -> t.group(1)).anyMatch(walled::contains)) {
          looked++;
          if (!said.contains("seller_id")) {
            nameless.merge(file.getFileName().toString().replace(".java", ""), 1, Integer::sum);
          }
        }
      }
    }
    assertThat(looked).isGreaterThan(250);
    assertThat(nameless).isEqualTo(new TreeMap<>(BEGINNINGS));
  }
}
