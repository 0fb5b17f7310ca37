package org.lockkeeper.proof.certificate;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.lockkeeper.proof.Frontier;
import org.lockkeeper.proof.Hash;
import org.lockkeeper.proof.Inclusion;
import org.lockkeeper.proof.ProofRefused;
import org.lockkeeper.proof.jose.Base64Url;
import org.lockkeeper.proof.jose.Malformed;

/**
 * The tree over the orders of a certificate (RFC 6962 section 2.1): a leaf is an order's id with a
 * salt of 16 bytes. Whoever has the root alone can neither read nor guess an order; whoever is
 * given one order's line can check that order, and learns of no other.
 *
 * <p>The file of orders has a first line with a name and the number of orders, then one line for
 * each order: its number from zero, its id, its salt (base64url) and the hashes of its path
 * (base64url, joined by commas). Above {@value #PATHS} orders the paths are left out, and {@code *}
 * stands for them: they follow from the file.
 */
public final class OrderTree {

  /** The first line of a file of orders, before the number. */
  public static final String FIRST_LINE = "lockkeeper-orders/1 ";

  /** Up to how many orders each line has its path. */
  public static final int PATHS = 2_000;

  /** The most orders that a certificate has. */
  public static final int MOST = 2_000_000;

  private static final int SALT = 16;
  private static final String NO_PATH = "*";

  private final List<Leaf> leaves;
  private final Frontier frontier = Frontier.empty();
  private final List<List<Hash>> subtrees = new ArrayList<>();

  private OrderTree(List<Leaf> leaves) {
    this.leaves = List.copyOf(leaves);
    for (Leaf leaf : this.leaves) {
      frontier.add(leaf.hash(), this::completed);
    }
  }

  private void completed(int level, long index, Hash hash) {
    while (subtrees.size() <= level) {
      subtrees.add(new ArrayList<>());
    }
    subtrees.get(level).add(hash);
  }

  private record Leaf(String order, String salt) {
    Hash hash() {
      return Hash.leaf((salt + " " + order).getBytes(StandardCharsets.US_ASCII));
    }
  }

  /**
   * The tree of these orders.
   *
   * @param seed the secret from which the salts come; only this side needs it
   */
  public static OrderTree of(byte[] seed, List<String> orders) {
    List<Leaf> leaves = new ArrayList<>();
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(seed, "HmacSHA256"));
      for (String order : orders) {
        byte[] long32 = mac.doFinal(order.getBytes(StandardCharsets.US_ASCII));
        leaves.add(new Leaf(order, Base64Url.encode(Arrays.copyOf(long32, SALT))));
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
    }
    return new OrderTree(leaves);
  }

  /**
   * Reads a file of orders.
   *
   * @throws Malformed if it is not exactly as {@link #file} writes it, paths included
   */
  public static OrderTree parse(byte[] file) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    if (!text.startsWith(FIRST_LINE) || !text.endsWith("\n")) {
      throw new Malformed("it is no list of orders");
    }
    List<Leaf> leaves = new ArrayList<>();
    for (String line : text.lines().skip(1).toList()) {
      String[] parts = line.split(" ", -1);
      if (parts.length != 4 || leaves.size() == MOST) {
        throw new Malformed("line " + (leaves.size() + 2) + " is no order");
      }
      try {
        Base64Url.decode(parts[2], SALT);
      } catch (Malformed e) {
        throw new Malformed("line " + (leaves.size() + 2) + " has no salt");
      }
      leaves.add(new Leaf(parts[1], parts[2]));
    }
    OrderTree tree = new OrderTree(leaves);
    if (!Arrays.equals(tree.file(), file)) {
      throw new Malformed("it is not written as it has to be, or a path is wrong");
    }
    return tree;
  }

  /** The file of orders. */
  public byte[] file() {
    StringBuilder out = new StringBuilder(FIRST_LINE).append(leaves.size()).append('\n');
    for (int i = 0; i < leaves.size(); i++) {
      out.append(line(i, leaves.size() <= PATHS ? path(i) : NO_PATH)).append('\n');
    }
    return out.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private String line(int index, String path) {
    Leaf leaf = leaves.get(index);
    return index + " " + leaf.order() + " " + leaf.salt() + " " + path;
  }

  private String path(int index) {
    return String.join(
        ",",
        Inclusion.prove(index, leaves.size(), (level, at) -> subtrees.get(level).get((int) at))
            .stream()
            .map(hash -> Base64Url.encode(hash.bytes()))
            .toList());
  }

  /** How many orders there are. */
  public int size() {
    return leaves.size();
  }

  /** The root, as 64 hexadecimal digits. */
  public String root() {
    return HexFormat.of().formatHex(frontier.root().bytes());
  }

  /** The line of one order, by its id. */
  public Optional<String> line(String order) {
    for (int i = 0; i < leaves.size(); i++) {
      if (leaves.get(i).order().equals(order)) {
        return Optional.of(line(i, path(i)));
      }
    }
    return Optional.empty();
  }

  /**
   * Checks one order by its line alone.
   *
   * @param count how many orders the certificate counts
   * @param root the certificate's root
   * @return the order's id
   * @throws Malformed if the line is not of that tree
   */
  public static String check(String line, long count, String root) {
    String[] parts = line.split(" ", -1);
    if (parts.length != 4 || !parts[0].matches("0|[1-9][0-9]{0,9}")) {
      throw new Malformed("it is no line of an order");
    }
    Base64Url.decode(parts[2], SALT);
    List<Hash> path =
        Arrays.stream(parts[3].isEmpty() ? new String[0] : parts[3].split(",", -1))
            .map(hash -> Hash.of(Base64Url.decode(hash, Hash.LENGTH)))
            .toList();
    try {
      Inclusion.verify(
          Long.parseLong(parts[0]),
          count,
          new Leaf(parts[1], parts[2]).hash(),
          path,
          Hash.of(HexFormat.of().parseHex(root)));
    } catch (ProofRefused e) {
      throw new Malformed("the order is not in the tree of the certificate");
    }
    return parts[1];
  }
}
