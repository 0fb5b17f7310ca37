package org.lockkeeper.compliance.registers.imports;

import java.nio.charset.StandardCharsets;
import org.lockkeeper.compliance.registers.Draft;
import org.lockkeeper.compliance.registers.files.UploadCheck;

/** Texts of scanners as the register keeps them. */
final class Words {

  private Words() {}

  /** A title without what looks like a person's data or a secret. */
  static String title(String said, String otherwise) {
    String plain = line(said);
    String title = plain.isEmpty() || Draft.isPersonal(plain) ? line(otherwise) : plain;
    return cut(title, Draft.LONGEST_TITLE);
  }

  /** One word without blanks or signs that are not shown. */
  static String code(String said, int most) {
    return cut(said.strip().replaceAll("[\\s\\p{Cc}\\p{Cf}]+", "_"), most);
  }

  private static String line(String said) {
    return said.replaceAll("[\\s\\p{Cc}\\p{Cf}]+", " ").strip();
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1).stripTrailing() + "…";
  }

  /** What makes a finding the same again: a digest over its parts, each with its length. */
  static String key(String... parts) {
    StringBuilder text = new StringBuilder();
    for (String part : parts) {
      text.append(part.length()).append(':').append(part).append('\n');
    }
    return "finding:" + UploadCheck.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
