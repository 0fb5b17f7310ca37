package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.encryption.Destruction;
import org.lockkeeper.compliance.encryption.KeyCustodian;
import org.lockkeeper.compliance.encryption.KeyInventory;
import org.lockkeeper.compliance.encryption.Signer;
import org.lockkeeper.compliance.evidence.DestructionSteps;
import org.lockkeeper.kernel.SellerId;

/** Reads what keys there are: ids, states and counts of all sellers, and no key. */
@ApplicationScoped
class KeysReader {

  /** About two years of weeks, of both kinds. */
  static final int COHORTS = 200;

  private final KeyInventory inventory;
  private final DestructionSteps destructions;
  private final Signer signer;
  private final Accounts accounts;

  @Inject
  KeysReader(
      KeyInventory inventory, DestructionSteps destructions, Signer signer, Accounts accounts) {
    this.inventory = inventory;
    this.destructions = destructions;
    this.signer = signer;
    this.accounts = accounts;
  }

  /**
   * A key that signs.
   *
   * @param id empty while the custodian does not answer
   * @param fingerprint SHA-256 over its public form, which is no secret
   */
  record Signing(Signer.Use use, Optional<String> id, String fingerprint) {}

  @Transactional
  List<KeyInventory.Line> cohorts() {
    return inventory.cohorts(COHORTS);
  }

  List<Destruction.Snapshot> wishes() {
    return destructions.recent();
  }

  /** The keys that sign now; asks the custodian. */
  List<Signing> signing() {
    List<Signing> found = new ArrayList<>();
    for (Signer.Use use : Signer.Use.values()) {
      try {
        Signer.VerificationKey key = signer.key(use);
        found.add(new Signing(use, Optional.of(key.id()), fingerprint(key.encoded().bytes())));
      } catch (KeyCustodian.Unavailable trouble) {
        found.add(new Signing(use, Optional.empty(), ""));
      }
    }
    return found;
  }

  private static String fingerprint(byte[] encoded) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /** One of our own people; empty if the id is nobody's. */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  Optional<Account> person(UUID account) {
    return accounts.byId(account).filter(a -> a.seller().equals(SellerId.PLATFORM));
  }
}
