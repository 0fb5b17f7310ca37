package org.lockkeeper.compliance.registers.imports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lockkeeper.compliance.registers.Severity;
import org.lockkeeper.compliance.registers.files.BoundedJson;
import org.lockkeeper.compliance.registers.imports.Findings.Unreadable;
import org.lockkeeper.compliance.registers.imports.Findings.Why;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Findings from SARIF 2.1.0 (OASIS): results that failed and are not suppressed. How bad one is
 * says the rule's {@code security-severity}, which is a CVSS score, or else its level.
 */
final class SarifReader {

  private static final int LONGEST_RULE = 160;
  private static final int LONGEST_PLACE = 300;

  private SarifReader() {}

  /**
   * Reads a file.
   *
   * @throws Unreadable if it is no SARIF 2.1.0, of several tools, or of too many findings
   */
  static Findings read(byte[] content) throws Unreadable {
    JsonNode root;
    try {
      root = BoundedJson.tree(content);
    } catch (JacksonException e) {
      throw new Unreadable(Why.FORM, 0);
    }
    if (!root.path("version").asString("").equals("2.1.0") || !root.path("runs").isArray()) {
      throw new Unreadable(Why.FORM, 0);
    }
    String tool = "";
    List<Finding> all = new ArrayList<>();
    for (JsonNode run : root.path("runs")) {
      String named = Words.code(run.at("/tool/driver/name").asString(""), 60);
      if (!tool.isEmpty() && !tool.equals(named)) {
        throw new Unreadable(Why.TOOLS, 0);
      }
      tool = named;
      read(run, tool, all);
    }
    if (tool.isEmpty()) {
      throw new Unreadable(Why.TOOL, 0);
    }
    return Findings.of(tool, all);
  }

  private static void read(JsonNode run, String tool, List<Finding> all) throws Unreadable {
    Map<String, JsonNode> rules = rules(run);
    for (JsonNode result : run.path("results")) {
      if (all.size() == Findings.MOST) {
        throw new Unreadable(Why.TOO_MANY, all.size());
      }
      if (counts(result)) {
        all.add(finding(result, rule(run, result, rules), tool));
      }
    }
  }

  /** Whether it is a weakness that is there: it failed, and nobody took it out. */
  private static boolean counts(JsonNode result) {
    if (!result.path("kind").asString("fail").equals("fail")
        || result.path("baselineState").asString("").equals("absent")) {
      return false;
    }
    for (JsonNode suppression : result.path("suppressions")) {
      if (suppression.path("status").asString("accepted").equals("accepted")) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, JsonNode> rules(JsonNode run) {
    Map<String, JsonNode> rules = new HashMap<>();
    for (JsonNode extension : run.at("/tool/extensions")) {
      extension.path("rules").forEach(rule -> rules.put(rule.path("id").asString(""), rule));
    }
    run.at("/tool/driver/rules").forEach(rule -> rules.put(rule.path("id").asString(""), rule));
    return rules;
  }

  private static JsonNode rule(JsonNode run, JsonNode result, Map<String, JsonNode> rules) {
    String id = id(result);
    JsonNode named = rules.get(id);
    if (named != null) {
      return named;
    }
    int index = result.path("ruleIndex").asInt(result.at("/rule/index").asInt(-1));
    return run.at("/tool/driver/rules").path(index);
  }

  private static String id(JsonNode result) {
    return result.path("ruleId").asString(result.at("/rule/id").asString(""));
  }

  private static Finding finding(JsonNode result, JsonNode rule, String tool) {
    String id = id(result).isEmpty() ? rule.path("id").asString("") : id(result);
    String where = result.at("/locations/0/physicalLocation/artifactLocation/uri").asString("");
    String logical = result.at("/locations/0/logicalLocations/0/fullyQualifiedName").asString("");
    String place = where.isEmpty() ? logical : where;
    String message = result.at("/message/text").asString("");
    String title = rule.at("/shortDescription/text").asString(rule.path("name").asString(message));
    Optional<BigDecimal> score = score(result).or(() -> score(rule));
    return new Finding(
        key(result, tool, id, place, message),
        Words.title(title.isEmpty() ? message : title, id.isEmpty() ? tool : id),
        score.map(Severity::of).orElseGet(() -> level(result, rule)),
        score.map(value -> value.setScale(1, RoundingMode.HALF_UP).toPlainString()),
        Words.code(id, LONGEST_RULE),
        Words.code(place, LONGEST_PLACE));
  }

  private static Optional<BigDecimal> score(JsonNode of) {
    String said = of.at("/properties/security-severity").asString("").strip();
    if (!said.matches("\\d{1,2}(\\.\\d{1,3})?")) {
      return Optional.empty();
    }
    return Optional.of(new BigDecimal(said)).filter(value -> value.compareTo(BigDecimal.TEN) <= 0);
  }

  private static Severity level(JsonNode result, JsonNode rule) {
    String said =
        result.path("level").asString(rule.at("/defaultConfiguration/level").asString("warning"));
    return switch (said) {
      case "error" -> Severity.HIGH;
      case "note" -> Severity.LOW;
      case "none" -> Severity.INFO;
      default -> Severity.MEDIUM;
    };
  }

  /** The scanner's own mark if it gives one; else rule, place and message, without lines. */
  private static String key(JsonNode result, String tool, String id, String place, String message) {
    Map<String, String> marks = new TreeMap<>();
    for (String kind : List.of("fingerprints", "partialFingerprints")) {
      if (marks.isEmpty()) {
        result
            .path(kind)
            .properties()
            .forEach(mark -> marks.put(mark.getKey(), mark.getValue().asString("")));
      }
    }
    return marks.isEmpty()
        ? Words.key(tool, id, place, message)
        : Words.key(tool, id, place, marks.toString());
  }
}
