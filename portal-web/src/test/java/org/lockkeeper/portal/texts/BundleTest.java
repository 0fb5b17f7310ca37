package org.lockkeeper.portal.texts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.access.factors.Factor;
import org.lockkeeper.compliance.monitoring.OutsideCalls;
import org.lockkeeper.compliance.monitoring.RefusalReason;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.orders.ExceptionClass;
import org.lockkeeper.orders.OrderBoard;
import org.lockkeeper.orders.Parcel;
import org.lockkeeper.orders.ShippingSpeed;
import org.lockkeeper.retention.Anchor;

class BundleTest {

  private static final Path MAIN = Path.of("src/main");
  private static final Path BUNDLES = MAIN.resolve("resources/org/lockkeeper/portal/i18n");
  private static final Pattern QUOTED =
      Pattern.compile(
          "[\"'](((common|seller|support|admin)\\.|[A-Z][A-Za-z]+\\.)[A-Za-z0-9._-]*)[\"']");
  private static final Map<String, Enum<?>[]> ENUMS =
      Map.ofEntries(
          Map.entry("Theme", Account.Theme.values()),
          Map.entry("Status", OrderBoard.Status.values()),
          Map.entry("ShippingSpeed", ShippingSpeed.values()),
          Map.entry("Owner", ExceptionClass.Owner.values()),
          Map.entry("ExceptionClass", ExceptionClass.values()),
          Map.entry("ParcelStatus", Parcel.Status.values()),
          Map.entry("Anchor", Anchor.values()),
          Map.entry("Purpose", Purpose.values()),
          Map.entry("Span", OutsideCalls.Span.values()),
          Map.entry("RefusalReason", RefusalReason.values()),
          Map.entry("Kind", Factor.Kind.values()));

  @ParameterizedTest
  @ValueSource(strings = {"common", "seller", "support", "admin"})
  void both_languages_have_the_same_keys_and_the_same_places(String bundle) {
    Properties english = load(bundle + ".properties");
    Properties spanish = load(bundle + "_es.properties");

    assertThat(spanish.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
    for (String key : english.stringPropertyNames()) {
      assertThat(spanish.getProperty(key)).as(key).isNotBlank();
      assertThat(new MessageFormat(spanish.getProperty(key), Locale.of("es")).getFormats())
          .as(key)
          .hasSameSizeAs(new MessageFormat(english.getProperty(key), Locale.ENGLISH).getFormats());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"common", "seller", "support", "admin"})
  void a_key_stands_once(String bundle) throws IOException {
    for (String name : List.of(bundle + ".properties", bundle + "_es.properties")) {
      assertThat(
              Files.readAllLines(BUNDLES.resolve(name)).stream()
                  .filter(line -> line.matches("[A-Za-z][^=]*=.*"))
                  .map(line -> line.substring(0, line.indexOf('='))))
          .as(name)
          .doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"common", "seller", "support", "admin"})
  void a_bundle_opens_with_its_grammar_and_needs_no_doubled_apostrophe(String bundle)
      throws IOException {
    for (String name : List.of(bundle + ".properties", bundle + "_es.properties")) {
      assertThat(Files.readAllLines(BUNDLES.resolve(name)).getFirst()).startsWith("# Keys: ");
      load(name)
          .forEach(
              (key, text) ->
                  assertThat(String.valueOf(text).replaceAll("'\\{[A-Za-z]+}'", ""))
                      .as(String.valueOf(key))
                      .doesNotContain("'"));
    }
  }

  @Test
  void every_key_that_is_used_exists() {
    assertThat(used().stream().filter(key -> !key.endsWith(".") && isKey(key))).isSubsetOf(keys());
  }

  @Test
  void every_key_is_used() {
    Set<String> used = used();
    List<String> beginnings = used.stream().filter(key -> key.endsWith(".")).toList();

    assertThat(keys())
        .allSatisfy(
            key ->
                assertThat(
                        used.contains(key)
                            || beginnings.stream().anyMatch(key::startsWith)
                            || ENUMS.containsKey(key.substring(0, key.indexOf('.'))))
                    .as(key)
                    .isTrue());
  }

  @Test
  void every_constant_that_is_shown_has_its_word_and_no_other_has() {
    Set<String> words = new TreeSet<>();
    ENUMS.forEach(
        (name, constants) ->
            Arrays.stream(constants).forEach(each -> words.add(name + "." + each.name())));

    assertThat(keys().stream().filter(key -> Character.isUpperCase(key.charAt(0))))
        .containsExactlyInAnyOrderElementsOf(words);
  }

  @Test
  void every_permission_is_told_in_words_on_the_page_of_roles() {
    assertThat(keys())
        .containsAll(
            Arrays.stream(Permission.values())
                .map(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .map("admin.roles.permission."::concat)
                .toList());
  }

  @Test
  void every_anchor_has_its_reason_and_its_rule() {
    assertThat(keys())
        .containsAll(
            Arrays.stream(Anchor.values())
                .map(anchor -> anchor.name().toLowerCase(Locale.ROOT))
                .flatMap(
                    word ->
                        Stream.of("seller.order.reason." + word, "admin.retention.rule." + word))
                .toList());
  }

  private static boolean isKey(String key) {
    return Character.isLowerCase(key.charAt(0)) && key.indexOf('.') > 0;
  }

  private static Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    for (String bundle : List.of("common", "seller", "support", "admin")) {
      keys.addAll(load(bundle + ".properties").stringPropertyNames());
    }
    return keys;
  }

  private static Set<String> used() {
    Map<String, String> texts = new TreeMap<>();
    for (Path file : files()) {
      try {
        texts.put(file.toString(), Files.readString(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    Set<String> used = new TreeSet<>();
    for (String text : texts.values()) {
      Matcher matcher = QUOTED.matcher(text);
      while (matcher.find()) {
        used.add(matcher.group(1));
      }
    }
    return used;
  }

  private static List<Path> files() {
    try (Stream<Path> all = Files.walk(MAIN)) {
      return new ArrayList<>(
          all.filter(
                  file -> file.toString().endsWith(".xhtml") || file.toString().endsWith(".java"))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Properties load(String name) {
    Properties bundle = new Properties();
    try (Reader in = Files.newBufferedReader(BUNDLES.resolve(name))) {
      bundle.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bundle;
  }
}
