package org.lockkeeper.compliance.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What changed between two packs. */
public record PackDifference(List<Line> lines) {

  public PackDifference {
    lines = List.copyOf(lines);
  }

  /**
   * An answer that is another.
   *
   * @param before the verdict; empty text if the control was not there
   * @param after likewise
   */
  public record Line(
      String control, String before, String after, String textBefore, String textAfter) {

    /** Whether yes became no, or the other way round. */
    public boolean turned() {
      return !before.equals(after);
    }
  }

  /** An answer as a pack has it. */
  record Said(String verdict, String text) {}

  static PackDifference between(Map<String, Said> before, Map<String, Said> after) {
    Set<String> ids = new TreeSet<>(before.keySet());
    ids.addAll(after.keySet());
    Said nothing = new Said("", "");
    List<Line> lines = new ArrayList<>();
    for (String id : ids) {
      Said was = before.getOrDefault(id, nothing);
      Said is = after.getOrDefault(id, nothing);
      if (!was.equals(is)) {
        lines.add(new Line(id, was.verdict(), is.verdict(), was.text(), is.text()));
      }
    }
    lines.sort(
        java.util.Comparator.comparing((Line line) -> !line.turned()).thenComparing(Line::control));
    return new PackDifference(lines);
  }
}
