package org.lockkeeper.compliance.registers.imports;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.compliance.registers.Severity;
import org.lockkeeper.compliance.registers.imports.Findings.Unreadable;
import org.lockkeeper.compliance.registers.imports.Findings.Why;

/**
 * Findings from a file with commas (RFC 4180), in UTF-8, with a head: {@code id, title, severity,
 * cvss, rule, where}, in any order; {@code title} and {@code severity} are needed. A row is the
 * same finding again if it has the same id, or without one the same rule, title and place.
 */
final class CsvReader {

  /** The columns, in the order of the template. */
  static final List<String> COLUMNS = List.of("id", "title", "severity", "cvss", "rule", "where");

  private static final int LONGEST_CELL = 2_000;

  private CsvReader() {}

  /**
   * Reads a file.
   *
   * @param tool who found it, since the file does not say
   * @throws Unreadable with the line that cannot be read
   */
  static Findings read(byte[] content, String tool) throws Unreadable {
    if (tool.isBlank()) {
      throw new Unreadable(Why.TOOL, 0);
    }
    String text = new String(content, StandardCharsets.UTF_8);
    List<List<String>> rows = rows(text.startsWith("\uFEFF") ? text.substring(1) : text);
    if (rows.isEmpty()) {
      throw new Unreadable(Why.FORM, 1);
    }
    List<String> head =
        rows.getFirst().stream().map(cell -> cell.strip().toLowerCase(Locale.ROOT)).toList();
    if (!head.contains("title") || !head.contains("severity") || !COLUMNS.containsAll(head)) {
      throw new Unreadable(Why.FORM, 1);
    }
    List<Finding> all = new ArrayList<>();
    for (int i = 1; i < rows.size(); i++) {
      List<String> row = rows.get(i);
      if (row.size() == 1 && row.getFirst().isBlank()) {
        continue;
      }
      if (row.size() != head.size()) {
        throw new Unreadable(Why.FORM, i + 1);
      }
      Map<String, String> cells = new HashMap<>();
      for (int at = 0; at < row.size(); at++) {
        cells.put(head.get(at), unquoted(row.get(at).strip()));
      }
      all.add(finding(cells, tool, i + 1));
    }
    return Findings.of(tool, all);
  }

  /** Takes off the sign with which exports keep a formula from being one. */
  private static String unquoted(String cell) {
    return cell.matches("'[=+\\-@].*") ? cell.substring(1) : cell;
  }

  private static Finding finding(Map<String, String> cells, String tool, int line)
      throws Unreadable {
    String title = cells.getOrDefault("title", "");
    if (title.isBlank()) {
      throw new Unreadable(Why.TITLE, line);
    }
    String said = cells.getOrDefault("severity", "").toUpperCase(Locale.ROOT);
    Optional<Severity> severity =
        Arrays.stream(Severity.values()).filter(each -> each.name().equals(said)).findFirst();
    String score = cells.getOrDefault("cvss", "");
    boolean scored = score.isEmpty() || score.matches("\\d(\\.\\d)?|10(\\.0)?");
    if (severity.isEmpty() || !scored) {
      throw new Unreadable(Why.SEVERITY, line);
    }
    String id = cells.getOrDefault("id", "");
    String rule = cells.getOrDefault("rule", "");
    String where = cells.getOrDefault("where", "");
    return new Finding(
        id.isBlank() ? Words.key(tool, rule, title, where) : Words.key(tool, "id", id),
        Words.title(title, rule.isBlank() ? tool : rule),
        severity.get(),
        Optional.of(score).filter(value -> !value.isEmpty()),
        Words.code(rule, 160),
        Words.code(where, 300));
  }

  private static List<List<String>> rows(String text) throws Unreadable {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char sign = text.charAt(i);
      if (quoted) {
        if (sign != '"') {
          cell.append(sign);
        } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          cell.append('"');
          i++;
        } else {
          quoted = false;
        }
      } else if (sign == '"' && cell.isEmpty()) {
        quoted = true;
      } else if (sign == ',') {
        row.add(cell.toString());
        cell.setLength(0);
      } else if (sign == '\n') {
        row.add(cell.toString());
        cell.setLength(0);
        rows.add(row);
        row = new ArrayList<>();
      } else if (sign != '\r') {
        cell.append(sign);
      }
      if (cell.length() > LONGEST_CELL || row.size() > COLUMNS.size()) {
        throw new Unreadable(Why.FORM, rows.size() + 1);
      }
      if (rows.size() > Findings.MOST + 1) {
        throw new Unreadable(Why.TOO_MANY, rows.size());
      }
    }
    if (quoted) {
      throw new Unreadable(Why.FORM, rows.size() + 1);
    }
    if (!cell.isEmpty() || !row.isEmpty()) {
      row.add(cell.toString());
      rows.add(row);
    }
    return rows;
  }
}
