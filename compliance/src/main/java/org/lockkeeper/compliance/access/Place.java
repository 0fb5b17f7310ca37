package org.lockkeeper.compliance.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * From where somebody comes, as a digest that tells one place of theirs from another and no more
 * the first 16 bits of an IPv4 address, the first 32 of an IPv6 one, digested with the
 * account, so that places of two people cannot be compared. It is no secret: who has the account's
 * id can try all networks.
 */
public final class Place {

  private static final int BYTES = 8;

  private Place() {}

  /**
   * The digest, 16 hexadecimal digits.
   *
   * @param address in numbers, as the server gives it
   */
  public static String of(UUID account, String address) {
    String part = NetworkPart.of(address);
    String[] groups = part.split(part.indexOf(':') < 0 ? "\\." : ":", -1);
    String wide = groups[0] + "/" + (groups.length > 1 ? groups[1] : "");
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(("place\n" + account + "\n" + wide).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this machine has no SHA-256", e);
    }
  }
}
