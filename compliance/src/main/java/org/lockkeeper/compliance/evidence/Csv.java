package org.lockkeeper.compliance.evidence;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Comma-separated values (RFC 4180) that a spreadsheet reads as text: a cell that could begin a
 * formula gets an apostrophe in front (OWASP, CSV injection).
 */
public final class Csv {

  private static final String STARTS_A_FORMULA = "=+-@\t\r\n\u0000\uFF1D\uFF0B\uFF0D\uFF20";

  private final StringBuilder text = new StringBuilder();

  /** Adds a line. */
  public void line(List<String> cells) {
    text.append(cells.stream().map(Csv::cell).collect(Collectors.joining(",")));
    text.append("\r\n");
  }

  @Override
  public String toString() {
    return text.toString();
  }

  static String cell(String value) {
    String safe =
        !value.isEmpty() && STARTS_A_FORMULA.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
    return "\"" + safe.replace("\"", "\"\"") + "\"";
  }
}
