package org.lockkeeper.compliance.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.SellerId;

/** The passwords that people have and had, as hashes. Works in the caller's transaction. */
public interface PasswordBook {

  /** A hash and since when it is, or was, the person's. */
  record Entry(String hash, Instant setAt) {
    @Override
    public String toString() {
      return "Entry[" + setAt + "]";
    }
  }

  /** One person's warning that has to be given. */
  record Age(UUID account, Role role, Instant setAt) {}

  /** The newest first, the present one included; at most that many. */
  List<Entry> newest(Account account, int most);

  /** Since when the present one is set; empty if the person has none. */
  Optional<Instant> setAt(Account account);

  /** Makes it the person's password, and remembers that many of the newest. */
  void set(Account account, String hash, Instant at, int remembered);

  /** Since when the people of a seller have theirs; those who are disabled left out. */
  List<Age> ages(SellerId seller);

  /**
   * Notes that a warning is given.
   *
   * @return whether it was not given before
   */
  boolean warned(SellerId seller, UUID account, Instant endsAt, int daysBefore, Instant at);
}
