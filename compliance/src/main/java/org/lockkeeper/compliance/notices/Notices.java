package org.lockkeeper.compliance.notices;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.SellerId;

/** All notices. Works in the caller's transaction. */
public interface Notices {

  /**
   * Adds it, unless the same warning of the same end was raised before.
   *
   * @return whether it is new
   */
  boolean raise(Notice notice);

  Optional<Notice> find(SellerId seller, UUID id);

  /** Those that nobody has put away, the newest first. */
  List<Notice> open(SellerId seller);

  void dismiss(SellerId seller, UUID id, Instant at);

  /**
   * Notes that a person is written to.
   *
   * @return false if that was noted as done before
   */
  boolean mayMail(SellerId seller, UUID id, UUID account);

  /** Notes that the mail has left. */
  void mailed(SellerId seller, UUID id, UUID account, Instant at);

  /** Sellers of whom something ends before that instant; ids only. */
  List<SellerId> sellersWithEnds(Instant before);
}
