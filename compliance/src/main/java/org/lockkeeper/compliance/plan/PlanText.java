package org.lockkeeper.compliance.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lockkeeper.compliance.desk.PlainNote;

/** What a section may say, and the plan that comes with the product. */
final class PlanText {

  /** The longest section, in characters. */
  static final int LONGEST = 8000;

  private static final String SHIPPED = "/plan/incident-plan.md";
  private static final Pattern HEAD = Pattern.compile("(?m)^## ([A-Z]+)\\s*$");

  private PlanText() {}

  /** One shape of line ends and no blanks behind lines, so that versions compare well. */
  static String tidy(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n').replaceAll("(?m)[ \\t]+$", "").strip();
  }

  /**
   * Whether a section can be written down: it says something, is not too long, and no line of it
   * has what must not be there. The addresses of those who are told are in the policy, and may be
   * named.
   */
  static boolean fit(String text) {
    return !text.isBlank()
        && text.length() <= LONGEST
        && text.lines()
            .filter(line -> !line.isBlank())
            .map(line -> line.replace("security@amazon.com", "Amazon"))
            .allMatch(PlanText::plain);
  }

  private static boolean plain(String line) {
    Optional<PlainNote.Fault> fault = PlainNote.fault(line);
    return fault.filter(f -> f != PlainNote.Fault.TOO_LONG).isEmpty();
  }

  /**
   * The plan that comes with the product.
   *
   * @throws IllegalStateException if it lacks a section
   */
  static Map<PlanSection, String> shipped() {
    String whole = read();
    Map<PlanSection, String> sections = new EnumMap<>(PlanSection.class);
    var heads = HEAD.matcher(whole).results().toList();
    for (int i = 0; i < heads.size(); i++) {
      int end = i + 1 < heads.size() ? heads.get(i + 1).start() : whole.length();
      sections.put(
          PlanSection.valueOf(heads.get(i).group(1)),
          tidy(whole.substring(heads.get(i).end(), end)));
    }
    if (sections.size() != PlanSection.values().length) {
      throw new IllegalStateException("the plan that comes with the product lacks a section");
    }
    return sections;
  }

  private static String read() {
    try (InputStream in = PlanText.class.getResourceAsStream(SHIPPED)) {
      if (in == null) {
        throw new IllegalStateException("the incident plan is missing: " + SHIPPED);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
