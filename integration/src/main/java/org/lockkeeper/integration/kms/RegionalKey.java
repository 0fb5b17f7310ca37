package org.lockkeeper.integration.kms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lockkeeper.compliance.encryption.CustodianKeyId;

/**
 * One of the independent keys that together are the key of a cohort.
 *
 * @param arn as KMS names it
 */
record RegionalKey(String region, String arn) {

  private static final String BETWEEN = ",";

  /** From an ARN; empty if it is none of a key. */
  static Optional<RegionalKey> of(String arn) {
    String[] parts = arn.split(":", -1);
    boolean key =
        parts.length == 6
            && parts[0].equals("arn")
            && parts[2].equals("kms")
            && parts[5].startsWith("key/");
    return key ? Optional.of(new RegionalKey(parts[3], arn)) : Optional.empty();
  }

  /** The keys of all regions under one name. */
  static CustodianKeyId together(List<RegionalKey> keys) {
    return new CustodianKeyId(
        keys.stream().map(RegionalKey::arn).collect(Collectors.joining(BETWEEN)));
  }

  /** The keys that a name stands for; empty if it is not one that {@link #together} made. */
  static List<RegionalKey> apart(CustodianKeyId id) {
    List<RegionalKey> keys = new ArrayList<>();
    for (String arn : id.value().split(BETWEEN, -1)) {
      Optional<RegionalKey> key = of(arn);
      if (key.isEmpty()) {
        return List.of();
      }
      keys.add(key.get());
    }
    return keys;
  }
}
