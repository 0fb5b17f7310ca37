package org.lockkeeper.compliance.registers;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One field of the entries of a register.
 *
 * @param name in addresses and texts, such as {@code anti-malware}
 * @param most the most characters of a text, or the greatest number
 * @param choices what may be chosen; empty if it is no choice
 */
public record Field(String name, Type type, boolean required, int most, List<String> choices) {

  /** What may be entered. */
  public enum Type {
    /** Words; no personal data, no secret. */
    TEXT,
    /** Several lines of words; no personal data, no secret. */
    LONG_TEXT,
    /** One word without blanks, such as a path, a version or the number of a rule. */
    CODE,
    /** A day that is not ahead. */
    DAY,
    CHOICE,
    /** A whole number from 0. */
    NUMBER,
    /** A CVSS score from 0 to 10 with one decimal. */
    SCORE,
    /** An address that begins with {@code https://}, without a query. */
    LINK,
    /** SHA-256, hexadecimal. */
    DIGEST
  }

  private static final int TITLE = 160;

  private static final Map<RegisterKind, List<Field>> OF =
      Map.of(
          RegisterKind.ASSET,
          List.of(
              choice("asset-kind", "SERVER", "DEVICE", "SOFTWARE", "SERVICE"),
              text("place", false, TITLE),
              code("version", false, 60),
              optional("protection", "INSTALLED", "BY_PROVIDER", "NOT_POSSIBLE"),
              text("anti-malware", false, TITLE),
              day("definitions", false),
              day("checked", true)),
          RegisterKind.VULNERABILITY,
          List.of(
              choice("severity", names()),
              new Field("cvss", Type.SCORE, false, 10, List.of()),
              code("rule", false, TITLE),
              code("tool", true, 60),
              code("where", false, 300),
              day("found", true)),
          RegisterKind.SCAN,
          List.of(
              choice("scan-kind", "DEPENDENCIES", "CODE", "IMAGE", "NETWORK", "WEB"),
              code("tool", true, 60),
              choice("complete", "YES", "NO"),
              new Field("findings", Type.NUMBER, true, 100_000, List.of()),
              code("release", false, 60),
              day("done", true)),
          RegisterKind.PENETRATION_TEST,
          List.of(
              text("tester", true, TITLE),
              longText("scope", true),
              new Field("findings", Type.NUMBER, true, 100_000, List.of()),
              day("done", true)),
          RegisterKind.SUB_PROCESSOR,
          List.of(
              longText("service", true),
              longText("data", true),
              text("country", true, 60),
              text("agreement", true, TITLE),
              choice("result", "ACCEPTABLE", "WITH_CONDITIONS"),
              day("assessed", true)),
          RegisterKind.RISK,
          List.of(
              longText("what", true),
              choice("likelihood", "1", "2", "3", "4", "5"),
              choice("impact", "1", "2", "3", "4", "5"),
              choice("treatment", "REDUCE", "ACCEPT", "AVOID", "TRANSFER"),
              longText("measures", true),
              day("assessed", true)),
          RegisterKind.CHANGE,
          List.of(
              choice("change-kind", "SOFTWARE", "CONFIGURATION", "INFRASTRUCTURE", "ORGANIZATION"),
              choice("size", "SMALL", "BIG"),
              longText("what", true),
              longText("risk", true),
              longText("tested", true),
              longText("way-back", true),
              day("happened", false)),
          RegisterKind.POLICY,
          List.of(
              choice(
                  "document-kind",
                  "INCIDENT_PLAN",
                  "PRIVACY",
                  "ACCESS",
                  "DEVELOPMENT",
                  "CHANGE",
                  "BACKUP",
                  "OTHER"),
              code("version", true, 60),
              new Field("link", Type.LINK, false, 300, List.of()),
              new Field("digest", Type.DIGEST, false, 64, List.of()),
              choice("review-months", "3", "6", "12"),
              day("reviewed", true)),
          RegisterKind.REGISTRATION,
          List.of(
              choice("platform", "AMAZON", "SHOPIFY", "TIKTOK_SHOP", "OTHER"),
              longText("what", true),
              day("checked", true)));

  /** The fields of a register, in the order of the form. */
  public static List<Field> of(RegisterKind kind) {
    return OF.getOrDefault(kind, List.of());
  }

  private static String[] names() {
    return Arrays.stream(Severity.values()).map(Enum::name).toArray(String[]::new);
  }

  private static Field text(String name, boolean required, int most) {
    return new Field(name, Type.TEXT, required, most, List.of());
  }

  private static Field longText(String name, boolean required) {
    return new Field(name, Type.LONG_TEXT, required, 500, List.of());
  }

  private static Field code(String name, boolean required, int most) {
    return new Field(name, Type.CODE, required, most, List.of());
  }

  private static Field day(String name, boolean required) {
    return new Field(name, Type.DAY, required, 10, List.of());
  }

  private static Field choice(String name, String... choices) {
    return new Field(name, Type.CHOICE, true, 40, List.of(choices));
  }

  private static Field optional(String name, String... choices) {
    return new Field(name, Type.CHOICE, false, 40, List.of(choices));
  }
}
