package org.lockkeeper.compliance.access.factors;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.kernel.SellerId;

/**
 * All second factors and recovery codes. Works in the caller's transaction. What may be used once
 * is used by one statement, so that of two nodes that are told the same only one says yes.
 */
public interface Factors {

  /** Those of a person, oldest first. */
  List<Factor> all(SellerId seller, UUID account);

  /**
   * Adds one.
   *
   * @return false if a passkey of that credential is known already, whosever it is
   */
  boolean add(Factor factor);

  /**
   * Notes that a step was used.
   *
   * @return false if that step or a later one was used before
   */
  boolean useStep(SellerId seller, UUID factor, long step, Instant at);

  /**
   * Notes a passkey's counter.
   *
   * @return false if it is not above the last one; a passkey that never counts stays at 0
   */
  boolean useCount(SellerId seller, UUID factor, long count, Instant at);

  void rename(SellerId seller, UUID factor, String name);

  void remove(SellerId seller, UUID factor);

  /** Puts new recovery codes in the place of all that there are. */
  void replaceCodes(SellerId seller, UUID account, List<Opaque> digests, Instant at);

  /**
   * Uses a recovery code.
   *
   * @return false if there is none such, or it was used
   */
  boolean useCode(SellerId seller, UUID account, Opaque digest, Instant at);

  /** How many recovery codes are left. */
  int codesLeft(SellerId seller, UUID account);
}
