package org.lockkeeper.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * Passwords, tokens and names of one data directory: made by chance when it is new, and the same
 * ever after. Nothing here is good anywhere else.
 */
final class DemoData {

  static final List<Seller> SELLERS =
      List.of(
          new Seller(
              "0194f000-0000-7000-8000-000000000001",
              "Harbor Goods",
              "harbor-goods.myshopify.com",
              "A1HARBORGOODS",
              "olivia@harbor-goods.example",
              "Olivia Marsh",
              true),
          new Seller(
              "0194f000-0000-7000-8000-000000000002",
              "Alpine Outfitters",
              "alpine-outfitters.myshopify.com",
              "A2ALPINEOUTFIT",
              "mateo@alpine-outfitters.example",
              "Mateo Ruiz",
              true),
          // A newcomer, who connects everything by hand.
          new Seller(
              "0194f000-0000-7000-8000-000000000003",
              "Fernway Supply",
              "fernway-supply.myshopify.com",
              "A3FERNWAYSUPPLY",
              "nora@fernway-supply.example",
              "Nora Finch",
              false));

  /** Pretend TikTok shops: one that each seller has connected, and one that nobody has. */
  static final List<TikTokShop> TIKTOK_SHOPS =
      List.of(
          new TikTokShop("7495000000000000001", "Harbor Goods on TikTok", 1, true),
          new TikTokShop("7495000000000000002", "Alpine Outfitters on TikTok", 2, true),
          new TikTokShop("7495000000000000003", "Fernway Supply on TikTok", 3, false));

  static final String TIKTOK_APP_KEY = "6lockkeeperlocal";
  static final String TIKTOK_SERVICE_ID = "7400000000000000001";

  static final String ADMIN = "nadia@lockkeeper.example";
  static final String SECOND_ADMIN = "omar@lockkeeper.example";
  static final String SUPPORT = "sam@lockkeeper.example";

  private static final String WORDS =
      "amber anchor basin beacon bridge canal cedar copper current delta ferry gate granite gull"
          + " harbor heron island keel lantern ledger lock maple meadow mill mooring oar otter quay"
          + " reed river rudder sail sluice stone tide timber tow valley water weir willow";

  private final Path file;
  private final Properties values = new Properties();
  private final SecureRandom random = new SecureRandom();

  /**
   * A seller of the demo.
   *
   * @param connected whether shop and Amazon account are connected from the start
   */
  record Seller(
      String id,
      String name,
      String shop,
      String amazonId,
      String login,
      String person,
      boolean connected) {}

  /**
   * A pretend TikTok shop.
   *
   * @param seller which of the sellers it belongs to, from 1
   * @param connected whether it is connected from the first day
   */
  record TikTokShop(String id, String name, int seller, boolean connected) {

    String cipher() {
      return "ROW_local" + id;
    }
  }

  DemoData(Path file) throws IOException {
    this.file = file;
    if (Files.exists(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        values.load(in);
      }
    }
  }

  /** A password that a person can type, of all four kinds of characters. */
  String password(String name) {
    return value(
        name,
        () -> {
          String[] words = WORDS.split(" ", -1);
          StringBuilder text = new StringBuilder();
          for (int i = 0; i < 4; i++) {
            text.append(words[random.nextInt(words.length)]).append('-');
          }
          text.setCharAt(0, Character.toUpperCase(text.charAt(0)));
          return text.append(100 + random.nextInt(900)).toString();
        });
  }

  /** A secret that no person types: 48 hexadecimal digits. */
  String secret(String name) {
    return value(
        name,
        () -> {
          StringBuilder text = new StringBuilder();
          for (int i = 0; i < 24; i++) {
            text.append(String.format(Locale.ROOT, "%02x", random.nextInt(256)));
          }
          return text.toString();
        });
  }

  /** The key of an app for one-time codes: 32 letters and digits of base 32. */
  String appKey(String name) {
    return value(
        name,
        () -> {
          StringBuilder text = new StringBuilder();
          for (int i = 0; i < 32; i++) {
            text.append("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(random.nextInt(32)));
          }
          return text.toString();
        });
  }

  private String value(String name, java.util.function.Supplier<String> fresh) {
    return (String) values.computeIfAbsent(name, key -> fresh.get());
  }

  /** Writes what was made; readable by its owner only. */
  void save() throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      values.store(out, "Made for this data directory; good nowhere else.");
    }
  }
}
