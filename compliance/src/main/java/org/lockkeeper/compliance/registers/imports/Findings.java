package org.lockkeeper.compliance.registers.imports;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a file tells.
 *
 * @param tool the scanner
 * @param found each once
 */
record Findings(String tool, List<Finding> found) {

  /** More than so many findings in one file are not taken. */
  static final int MOST = 5_000;

  /** A file that cannot be read, with the place in it. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private final Why why;
    private final int line;

    Unreadable(Why why, int line) {
      super(why + " at " + line);
      this.why = why;
      this.line = line;
    }

    Why why() {
      return why;
    }

    /** The line of a CSV or the number of a result, from 1; 0 if it is the file as a whole. */
    int line() {
      return line;
    }
  }

  /** Why a file cannot be read. */
  public enum Why {
    /** It is neither SARIF 2.1.0 nor a CSV with the columns of the template. */
    FORM,
    /** It has runs of several tools. */
    TOOLS,
    /** It names no tool. */
    TOOL,
    TOO_MANY,
    SEVERITY,
    TITLE
  }

  static Findings of(String tool, List<Finding> all) {
    Map<String, Finding> once = new TreeMap<>();
    for (Finding each : all) {
      once.merge(
          each.key(),
          each,
          (one, other) -> one.severity().compareTo(other.severity()) <= 0 ? one : other);
    }
    return new Findings(tool, List.copyOf(once.values()));
  }
}
