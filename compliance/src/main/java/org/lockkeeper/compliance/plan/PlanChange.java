package org.lockkeeper.compliance.plan;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;

/**
 * What a version changes, line by line.
 *
 * @param lines all lines of a section that has changed, those that stay among them
 */
public record PlanChange(PlanSection section, List<Line> lines) {

  /** One line. */
  public record Line(Mark mark, String text) {}

  /** What becomes of a line. */
  public enum Mark {
    SAME,
    ADDED,
    REMOVED
  }

  public PlanChange {
    lines = List.copyOf(lines);
  }

  /** The sections that differ, in their order. */
  static List<PlanChange> between(PlanVersion before, PlanVersion after) {
    List<PlanChange> changes = new ArrayList<>();
    for (PlanSection section : PlanSection.values()) {
      String was = before.text(section);
      String is = after.text(section);
      if (!was.equals(is)) {
        changes.add(new PlanChange(section, lines(was.lines().toList(), is.lines().toList())));
      }
    }
    return changes;
  }

  private static List<Line> lines(List<String> was, List<String> is) {
    List<Line> lines = new ArrayList<>();
    int at = 0;
    for (AbstractDelta<String> delta : DiffUtils.diff(was, is).getDeltas()) {
      int from = delta.getSource().getPosition();
      was.subList(at, from).forEach(text -> lines.add(new Line(Mark.SAME, text)));
      delta.getSource().getLines().forEach(text -> lines.add(new Line(Mark.REMOVED, text)));
      delta.getTarget().getLines().forEach(text -> lines.add(new Line(Mark.ADDED, text)));
      at = from + delta.getSource().size();
    }
    was.subList(at, was.size()).forEach(text -> lines.add(new Line(Mark.SAME, text)));
    return lines;
  }
}
