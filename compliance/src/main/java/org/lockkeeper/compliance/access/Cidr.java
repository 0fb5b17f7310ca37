package org.lockkeeper.compliance.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A range of IPv4 or IPv6 addresses in the notation of RFC 4632 and RFC 4291. No name is ever
 * looked up. An IPv4 address in the form of an IPv6 one counts as what it is.
 */
public final class Cidr {

  private static final Pattern V4 =
      Pattern.compile(
          "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}");
  private static final Pattern V6 =
      Pattern.compile("[0-9A-Fa-f:]{2,39}(\\d+\\.\\d+\\.\\d+\\.\\d+)?");
  private static final Pattern ZEROS = Pattern.compile("(^|:)0(:0)*(:|$)");
  private static final Pattern LENGTH = Pattern.compile("0|[1-9]\\d{0,2}");

  private final byte[] base;
  private final int bits;

  private Cidr(byte[] base, int bits) {
    this.base = base;
    this.bits = bits;
  }

  /**
   * Reads a range, or a single address.
   *
   * @return empty if it is none, or has bits set behind its length, which mostly is a slip
   */
  public static Optional<Cidr> parse(String text) {
    String[] parts = text.strip().split("/", -1);
    Optional<byte[]> address = parts.length > 2 ? Optional.empty() : address(parts[0]);
    if (address.isEmpty()) {
      return Optional.empty();
    }
    byte[] bytes = address.get();
    int most = bytes.length * Byte.SIZE;
    int length = most;
    if (parts.length == 2) {
      if (!LENGTH.matcher(parts[1]).matches()) {
        return Optional.empty();
      }
      length = Integer.parseInt(parts[1]);
    }
    return length > most || !Arrays.equals(bytes, masked(bytes, length))
        ? Optional.empty()
        : Optional.of(new Cidr(bytes, length));
  }

  /** The bytes of an address that is written in numbers. */
  private static Optional<byte[]> address(String text) {
    if (!V4.matcher(text).matches() && !(text.contains(":") && V6.matcher(text).matches())) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text).getAddress());
    } catch (UnknownHostException e) {
      return Optional.empty(); // looks like an address and is none
    }
  }

  private static byte[] masked(byte[] bytes, int length) {
    byte[] kept = bytes.clone();
    for (int i = 0; i < kept.length; i++) {
      int left = Math.clamp(length - i * Byte.SIZE, 0, Byte.SIZE);
      kept[i] &= (byte) (0xFF << (Byte.SIZE - left));
    }
    return kept;
  }

  /**
   * The range of so many leading bits in which an address is.
   *
   * @return empty if it is no single address
   */
  public static Optional<Cidr> around(String address, int bitsOfV4, int bitsOfV6) {
    return address(address)
        .map(
            bytes -> {
              int length = bytes.length > 4 ? bitsOfV6 : bitsOfV4;
              return new Cidr(masked(bytes, length), length);
            });
  }

  /** The one form of an address, such as {@code 192.0.2.7}; empty if it is none. */
  public static Optional<String> canonical(String address) {
    return address.contains("/") ? Optional.empty() : parse(address).map(Cidr::base);
  }

  /** Whether the address is of this range. */
  public boolean contains(String address) {
    return address(address)
        .filter(bytes -> bytes.length == base.length)
        .filter(bytes -> Arrays.equals(base, masked(bytes, bits)))
        .isPresent();
  }

  /** How many leading bits are fixed. */
  public int bits() {
    return bits;
  }

  /** Whether it is of IPv6. */
  public boolean v6() {
    return base.length > 4;
  }

  /** The short form of RFC 5952. */
  private String base() {
    if (!v6()) {
      return IntStream.range(0, base.length)
          .mapToObj(i -> Integer.toString(base[i] & 0xFF))
          .collect(Collectors.joining("."));
    }
    String groups =
        IntStream.range(0, base.length / 2)
            .mapToObj(
                i -> Integer.toHexString(((base[2 * i] & 0xFF) << 8) | (base[2 * i + 1] & 0xFF)))
            .collect(Collectors.joining(":"));
    return ZEROS
        .matcher(groups)
        .results()
        .max(
            Comparator.comparingInt((MatchResult run) -> run.group().length())
                .thenComparingInt(run -> -run.start()))
        .filter(run -> run.group().replace(":", "").length() > 1)
        .map(run -> groups.substring(0, run.start()) + "::" + groups.substring(run.end()))
        .orElse(groups);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Cidr that && bits == that.bits && Arrays.equals(base, that.base);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(base) + bits;
  }

  @Override
  public String toString() {
    return base() + "/" + bits;
  }
}
