package org.lockkeeper.portal.architecture;

import static org.assertj.core.api.Assertions.assertThat;

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

  /** A method that a request can call, and on which page. */
  private static final Pattern ACTION =
      Pattern.compile(
          "(?:action|actionListener|listener|method)=\"#\\{([a-zA-Z]+)\\.([a-zA-Z]+)(?:\\([^\"]*\\))?}\"");

  /** Ends the own session, and nothing else. */
  private static final Set<String> OF_EVERYBODY = Set.of("signOut.now");

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

  /** Actions of pages behind the sign-in, as {@code bean.method}. */
  private static Set<String> actions() throws IOException {
    List<Path> pages;
    try (Stream<Path> all = Files.walk(PAGES)) {
      pages =
          all.filter(file -> file.toString().endsWith(".xhtml"))
              .filter(file -> PAGES.relativize(file).getNameCount() > 1)
              .toList();
    }
    Set<String> found = new TreeSet<>();
    for (Path page : pages) {
      Matcher action = ACTION.matcher(Files.readString(page));
      while (action.find()) {
        if (!action.group(2).equals(BEFORE)) {
          found.add(action.group(1) + "." + action.group(2));
        }
      }
    }
    return found;
  }

  @Test
  @Tag("ASVS-V8.2.1")
  void every_action_of_a_page_begins_with_what_it_needs() throws IOException {
    Set<String> actions = actions();
    assertThat(actions).hasSizeGreaterThan(40);
    assertThat(actions).containsAll(OF_EVERYBODY);
    List<String> careless = new ArrayList<>();
    for (String action : actions) {
      String[] parts = action.split("\\.", 2);
      JavaClass bean = BEANS.get(parts[0]);
      if (bean == null) {
        continue; // a field of a loop, which is no bean and calls nothing
      }
      List<JavaMethod> methods =
          bean.getMethods().stream()
              .filter(method -> method.getName().equals(parts[1]))
              .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
              .toList();
      boolean asks = !methods.isEmpty() && methods.stream().allMatch(ActionsTest::asks);
      if (!asks && !OF_EVERYBODY.contains(action) && !isAddress(methods)) {
        careless.add(action);
      }
    }
    assertThat(careless).isEmpty();
  }

  /** The action of a plain form is an address. */
  private static boolean isAddress(List<JavaMethod> methods) {
    return methods.stream()
        .allMatch(method -> method.getRawReturnType().isEquivalentTo(String.class));
  }

  private static boolean asks(JavaMethod method) {
    return method.getMethodCallsFromSelf().stream()
        .anyMatch(
            call ->
                call.getTargetOwner().isEquivalentTo(SignedIn.class)
                    && call.getName().matches("need(Fresh)?"));
  }
}
