package org.lockkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the product would have to be guarded against is not in it: read from its sources. */
class AbsentDangersTest {

  private static final Pattern DANGERS =
      Pattern.compile(
          "ProcessBuilder|Runtime\\.getRuntime\\(\\)\\.exec|ScriptEngine|ELProcessor"
              + "|createValueExpression|createMethodExpression|InitialContext|DirContext|XPath"
              + "|DocumentBuilder|SAXParser|XMLInputFactory|ObjectInputStream|XMLDecoder");

  private static final Pattern WEAK =
      Pattern.compile(
          "\"(MD5|SHA-?1|DES(ede)?|RC4|Blowfish|(AES/)?(ECB|CBC)[^\"]*|Hmac(MD5|SHA1)|(MD5|SHA1)with\\w+"
              + "|RSA/ECB/PKCS1Padding)\"");

  private static final Pattern GUESSABLE =
      Pattern.compile(
          "new Random\\(|Math\\.random|ThreadLocalRandom|SplittableRandom|UUID\\.randomUUID");

  private static final Pattern COMPILED =
      Pattern.compile("Pattern\\.compile\\(\\s*([^\"\\s][^;]*);");

  private static final Pattern SCRIPT =
      Pattern.compile(
          "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(|new"
              + " Function\\(|postMessage|__proto__|<(object|embed|applet)\\b");

  private static final Pattern FIELD =
      Pattern.compile("<(p:password|h:inputSecret|input|p:inputText)\\b[^>]*>");

  private static List<Path> files(String folder, String end) {
    try (Stream<Path> files = Files.walk(Contracts.repository().resolve(folder))) {
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

  /** All classes of what runs in production. */
  private static List<Path> classes() {
    return Stream.of(
            "domain/kernel",
            "domain/orders",
            "domain/credentials",
            "domain/retention",
            "domain/proof",
            "compliance",
            "integration",
            "portal-web")
        .flatMap(module -> files(module + "/src/main/java", ".java").stream())
        .toList();
  }

  private static List<String> found(List<Path> files, Pattern pattern, Predicate<String> counts) {
    List<String> found = new ArrayList<>();
    for (Path file : files) {
      Matcher matcher = pattern.matcher(text(file));
      while (matcher.find()) {
        if (counts.test(file.getFileName() + " " + matcher.group())) {
          found.add(file.getFileName() + ": " + matcher.group());
        }
      }
    }
    return found;
  }

  @Test
  @Tag("ASVS-V1.2.5")
  @Tag("ASVS-V1.2.6")
  @Tag("ASVS-V1.2.7")
  @Tag("ASVS-V1.3.2")
  @Tag("ASVS-V1.3.8")
  @Tag("ASVS-V1.5.1")
  @Tag("ASVS-V1.5.2")
  void the_product_starts_no_process_runs_no_text_and_reads_no_object() {
    assertThat(classes()).hasSizeGreaterThan(500);
    assertThat(found(classes(), DANGERS, any -> true)).isEmpty();
  }

  @Test
  @Tag("ASVS-V11.2.3")
  @Tag("ASVS-V11.3.1")
  @Tag("ASVS-V11.3.2")
  @Tag("ASVS-V11.4.1")
  @Tag("ASVS-V11.4.3")
  void no_weak_algorithm_is_named_but_the_one_that_phones_ask_for() {
    assertThat(found(classes(), WEAK, any -> true)).containsExactly("Totp.java: \"HmacSHA1\"");
  }

  @Test
  @Tag("ASVS-V6.5.3")
  @Tag("ASVS-V11.5.1")
  void what_must_not_be_guessed_comes_from_the_secure_source() {
    // The name of a scheduler, a file aside and the number of a failure may be guessed.
    assertThat(
            found(
                classes(),
                GUESSABLE,
                hit ->
                    !hit.startsWith("DbSchedulerEngine.java ")
                        && !hit.startsWith("FolderCheckpointStore.java ")
                        && !hit.startsWith("Reference.java ")))
        .isEmpty();
  }

  @Test
  @Tag("ASVS-V1.2.9")
  void no_pattern_is_made_of_what_somebody_sent() {
    // A constant, a quoted one, or one that an enum says of itself.
    assertThat(
            found(
                classes(),
                COMPILED,
                hit ->
                    !hit.matches("(?s)(Audit(Topic|Result)|LogFigure)\\.java .*")
                        && !hit.matches(
                            "(?s).*Pattern\\.compile\\(\\s*([A-Z_]+\\b|Pattern\\.quote).*")))
        .isEmpty();
  }

  @Test
  @Tag("ASVS-V1.2.3")
  @Tag("ASVS-V3.2.2")
  @Tag("ASVS-V3.5.5")
  @Tag("ASVS-V3.7.1")
  void scripts_build_no_markup_and_run_no_text() {
    List<Path> scripts = files("portal-web/src/main/webapp/resources/lockkeeper", ".js");
    assertThat(scripts).isNotEmpty();
    assertThat(found(scripts, SCRIPT, any -> true)).isEmpty();
    assertThat(found(files("portal-web/src/main/webapp", ".xhtml"), SCRIPT, any -> true)).isEmpty();
  }

  @Test
  @Tag("ASVS-V6.2.6")
  @Tag("ASVS-V6.2.7")
  void a_password_is_typed_unseen_and_managers_may_fill_it_in() {
    List<String> passwords = new ArrayList<>();
    for (Path page : files("portal-web/src/main/webapp", ".xhtml")) {
      Matcher field = FIELD.matcher(text(page));
      while (field.find()) {
        String tag = field.group();
        boolean secret = tag.startsWith("<p:password") || tag.startsWith("<h:inputSecret");
        if (secret && !page.endsWith("admin/credentials-room.xhtml")) {
          passwords.add(tag);
        } else if (!secret) {
          assertThat(tag).as(page.toString()).doesNotContainIgnoringCase("password}");
        }
        assertThat(tag).doesNotContain("onpaste");
      }
    }
    assertThat(passwords).hasSizeGreaterThan(5);
    assertThat(passwords)
        .allMatch(tag -> tag.matches("(?s).*autocomplete=\"(current|new)-password\".*"));
  }
}
