package org.lockkeeper.compliance.evidence;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Comma-separated values (RFC 4180) that a spreadsheet reads as text (OWASP, CSV injection): where
 * a cell could begin with a formula, an apostrophe stands before it. That is at its beginning,
 * behind blanks and quotes too, and after whatever another program may take for the end of a cell.
 * The one place at which the product writes such files.
 */
public final class Csv {

  /** What may come before the sign of a formula without making it harmless. */
  private static final Pattern FORMULA =
      Pattern.compile(
          "(?:^|[,;|\\t\\r\\n\"\\u0000])[\\s\\p{Z}\\p{Cc}\\p{Cf}\"]*"
              + "(?=[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20\\u2212])");

  /** Signs that some programs drop, so that what follows them begins the cell. */
  private static final String DROPPED = "\t\r\n\u0000";

  private final StringBuilder text = new StringBuilder();

  /** Adds a line. */
  public void line(List<String> cells) {
    text.append(cells.stream().map(Csv::cell).collect(Collectors.joining(",")));
    text.append("\r\n");
  }

  /** Adds the lines of another. */
  public void append(Csv more) {
    text.append(more.text);
  }

  /** How many characters there are. */
  public int length() {
    return text.length();
  }

  @Override
  public String toString() {
    return text.toString();
  }

  static String cell(String value) {
    String safe = FORMULA.matcher(value).replaceAll("$0'");
    if (!safe.isEmpty() && DROPPED.indexOf(safe.charAt(0)) >= 0) {
      safe = "'" + safe;
    }
    return "\"" + safe.replace("\"", "\"\"") + "\"";
  }
}
