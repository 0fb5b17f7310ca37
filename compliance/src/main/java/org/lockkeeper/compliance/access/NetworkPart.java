package org.lockkeeper.compliance.access;

/** What of a caller's address counts as one network: all of IPv4, the first half of IPv6. */
public final class NetworkPart {

  private static final int IPV6_GROUPS = 8;

  private NetworkPart() {}

  /**
   * The part.
   *
   * @param address in numbers, as the server gives it; anything else counts as it is
   */
  public static String of(String address) {
    String plain = address.replaceFirst("%.*$", "");
    if (plain.indexOf(':') < 0) {
      return plain;
    }
    int gap = plain.indexOf("::");
    if (gap < 0) {
      return firstHalf(plain.split(":", -1));
    }
    String[] before = gap == 0 ? new String[0] : plain.substring(0, gap).split(":", -1);
    String rest = plain.substring(gap + 2);
    String[] after = rest.isEmpty() ? new String[0] : rest.split(":", -1);
    String[] all = new String[IPV6_GROUPS];
    for (int i = 0; i < IPV6_GROUPS; i++) {
      int fromEnd = i - (IPV6_GROUPS - after.length);
      all[i] = i < before.length ? before[i] : fromEnd >= 0 ? after[fromEnd] : "0";
    }
    return firstHalf(all);
  }

  private static String firstHalf(String[] groups) {
    StringBuilder half = new StringBuilder();
    for (int i = 0; i < Math.min(IPV6_GROUPS / 2, groups.length); i++) {
      half.append(groups[i].replaceFirst("^0+(?=.)", "")).append(':');
    }
    return half.append(":/64").toString();
  }
}
