package org.lockkeeper.portal.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import jakarta.inject.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lockkeeper.portal.session.SignedIn;

/** What a page hides may still be sent, so each action asks for itself (F06). */
class ActionsTest {

  private static final Path PAGES = Path.of("src/main/webapp");

  /** Where a page names a method that a request can call; what completes a field only reads. */
  private static final Pattern PLACE =
      Pattern.compile("\\b(action|actionListener|listener|method)=\"(#\\{[^\"]*})\"");

  private static final Pattern CALL =
      Pattern.compile("#\\{([a-zA-Z]+)\\.([a-zA-Z]+)(?:\\(.*\\))?}");

  /** A name that stands for another one in what a page includes or in a tag. */
  private static final Pattern NAMED = Pattern.compile("\\b([a-zA-Z]+)=\"#\\{([a-zA-Z]+)}\"");

  private static final Pattern GIVEN =
      Pattern.compile("<ui:param name=\"([a-zA-Z]+)\" value=\"#\\{([a-zA-Z]+)}\"");

  private static final Pattern TAG = Pattern.compile(".*/WEB-INF/tags/([a-z-]+)\\.xhtml");

  /** Ends the own session, and nothing else. */
  private static final Set<String> OF_EVERYBODY = Set.of("signOut.now");

  /** Done by somebody of whom it is not yet known who it is, or not yet surely enough. */
  private static final Set<String> BEFORE_THE_FIRST_PAGE =
      Set.of(
          "certificatePage.ask",
          "certificatePage.open",
          "confirm.answer",
          "enrollPage.add",
          "firstAdminPage.enter",
          "herePage.answer",
          "invitationPage.answer",
          "resetPage.ask",
          "resetPage.set",
          "secondFactorPage.answer",
          "signInPage.enter");

  /** What a page asks before it is written; {@code Pages} says who may read it. */
  private static final String BEFORE = "check";

  private static final Map<String, JavaClass> BEANS =
      House.CLASSES.stream()
          .filter(type -> type.isAnnotatedWith(Named.class))
          .collect(Collectors.toMap(ActionsTest::name, Function.identity()));

  private static String name(JavaClass type) {
    String given = type.getAnnotationOfType(Named.class).value();
    String simple = type.getSimpleName();
    return given.isEmpty() ? Character.toLowerCase(simple.charAt(0)) + simple.substring(1) : given;
  }

  /** A method that a page names. */
  private record Call(String tag, String attribute, String bean, String method) {
    String words() {
      return bean + "." + method;
    }

    /** The action of a plain form is an address, and a request calls nothing by it. */
    boolean isAddress() {
      return tag.equals("form") && attribute.equals("action");
    }

    boolean isBefore() {
      return attribute.equals("listener") && method.equals(BEFORE);
    }
  }

  private static Map<Path, String> pages() throws IOException {
    Map<Path, String> pages = new TreeMap<>();
    try (Stream<Path> all = Files.walk(PAGES)) {
      for (Path file : all.filter(one -> one.toString().endsWith(".xhtml")).toList()) {
        pages.put(file, Files.readString(file));
      }
    }
    return pages;
  }

  /** What the name stands for: itself if it is a bean, or all that pages put in its place. */
  private static Set<String> meant(String name, Path file, String page, Map<Path, String> pages) {
    if (BEANS.containsKey(name)) {
      return Set.of(name);
    }
    Set<String> found = new TreeSet<>();
    GIVEN
        .matcher(page)
        .results()
        .filter(given -> given.group(1).equals(name))
        .forEach(given -> found.add(given.group(2)));
    Matcher tag = TAG.matcher(file.toString());
    if (tag.matches()) {
      Pattern used = Pattern.compile("<l:" + tag.group(1) + "(\\s[^>]*)>");
      pages.values().stream()
          .flatMap(other -> used.matcher(other).results())
          .flatMap(use -> NAMED.matcher(use.group(1)).results())
          .filter(given -> given.group(1).equals(name))
          .forEach(given -> found.add(given.group(2)));
    }
    return found.isEmpty() ? Set.of(name) : found;
  }

  /** All methods that pages name; a name that means nothing stays as it is. */
  private static List<Call> named() throws IOException {
    Map<Path, String> pages = pages();
    List<Call> named = new ArrayList<>();
    pages.forEach(
        (file, page) -> {
          Matcher place = PLACE.matcher(page);
          while (place.find()) {
            String tag =
                page.substring(page.lastIndexOf('<', place.start()) + 1).split("\\s", 2)[0];
            Matcher call = CALL.matcher(place.group(2));
            if (call.matches()) {
              for (String bean : meant(call.group(1), file, page, pages)) {
                named.add(new Call(tag, place.group(1), bean, call.group(2)));
              }
            } else if (!tag.equals("form")) {
              named.add(new Call(tag, place.group(1), place.group(2), "?"));
            }
          }
        });
    return named;
  }

  private static List<JavaMethod> methods(Call one) {
    JavaClass bean = BEANS.get(one.bean());
    return bean == null
        ? List.of()
        : bean.getMethods().stream()
            .filter(method -> method.getName().equals(one.method()))
            .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
            .toList();
  }

  @Test
  void every_method_that_a_page_names_is_one_of_a_bean() throws IOException {
    assertThat(named()).hasSizeGreaterThan(100);
    assertThat(named()).filteredOn(one -> methods(one).isEmpty()).isEmpty();
  }

  @Test
  void what_a_tag_or_an_included_page_calls_by_another_name_is_looked_at_as_well()
      throws IOException {
    assertThat(named())
        .extracting(Call::words)
        .contains("credentialsRoom.rotate", "confirm.answer", "factors.answer", "factors.add")
        .doesNotContain("room.rotate", "bean.answer", "bean.add");
  }

  @Test
  @Tag("ASVS-V8.2.1")
  void every_action_of_a_page_begins_with_what_it_needs() throws IOException {
    Set<String> careless = new TreeSet<>();
    for (Call one : named()) {
      boolean harmless =
          one.isAddress() ? isAddress(methods(one)) : one.isBefore() || asks(methods(one));
      if (!harmless) {
        careless.add(one.words());
      }
    }
    Set<String> listed = new TreeSet<>(OF_EVERYBODY);
    listed.addAll(BEFORE_THE_FIRST_PAGE);
    assertThat(careless).isEqualTo(listed);
  }

  private static boolean isAddress(List<JavaMethod> methods) {
    return !methods.isEmpty()
        && methods.stream()
            .allMatch(method -> method.getRawReturnType().isEquivalentTo(String.class));
  }

  private static boolean asks(List<JavaMethod> methods) {
    return !methods.isEmpty() && methods.stream().allMatch(ActionsTest::asksFirst);
  }

  /** Nothing is called before the line that asks. */
  private static boolean asksFirst(JavaMethod method) {
    int first =
        method.getCallsFromSelf().stream().mapToInt(JavaAccess::getLineNumber).min().orElse(0);
    return method.getMethodCallsFromSelf().stream()
        .filter(call -> call.getLineNumber() == first)
        .anyMatch(
            call ->
                call.getTargetOwner().isEquivalentTo(SignedIn.class)
                    && call.getName().matches("need(Fresh)?"));
  }
}
