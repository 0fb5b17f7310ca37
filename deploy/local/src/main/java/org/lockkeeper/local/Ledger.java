package org.lockkeeper.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The erasure ledger, read by eyes other than the product's, its chain checked. */
final class Ledger {

  private static final Pattern POSITION = Pattern.compile("\"position\":(\\d+)");
  private static final Pattern BEFORE = Pattern.compile("\"before\":\"([0-9a-f]{64})\"");
  private static final Pattern KIND = Pattern.compile("\"kind\":\"([a-z]+)\"");
  private static final Pattern WITHDRAWS = Pattern.compile("\"line\":(\\d+)");
  private static final Pattern ORDERS = Pattern.compile("\"orders\":\\[([^\\]]*)\\]");

  private final List<Line> lines = new ArrayList<>();
  private final Set<Long> withdrawn = new HashSet<>();

  /**
   * One erasure.
   *
   * @param orders whose buyers it erases; empty for other kinds
   */
  record Line(long position, String kind, List<String> orders) {}

  static Ledger read(Path folder) throws IOException {
    Ledger ledger = new Ledger();
    Path file = folder.resolve("erasures.jsonl");
    if (!Files.exists(file)) {
      return ledger;
    }
    String text = Files.readString(file, StandardCharsets.UTF_8);
    String before = "0".repeat(64);
    long position = 0;
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      position++;
      if (!found(BEFORE, line).equals(before)
          || !found(POSITION, line).equals(String.valueOf(position))) {
        throw new IOException("the erasure ledger's chain breaks at line " + position);
      }
      String kind = found(KIND, line);
      if (kind.equals("withdrawn")) {
        ledger.withdrawn.add(Long.valueOf(found(WITHDRAWS, line)));
      } else {
        String orders = found(ORDERS, line).replace("\"", "");
        ledger.lines.add(
            new Line(
                position, kind, orders.isEmpty() ? List.of() : List.of(orders.split(",", -1))));
      }
      before = hash(line);
    }
    return ledger;
  }

  /** The erasures that a database has to know. */
  List<Line> lines() {
    return lines.stream().filter(line -> !withdrawn.contains(line.position())).toList();
  }

  private static String found(Pattern pattern, String line) {
    Matcher matcher = pattern.matcher(line);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static String hash(String line) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(line.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
