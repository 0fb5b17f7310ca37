package org.lockkeeper.compliance.access.people;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.kernel.SellerId;

/** The people of a seller, or ours, and how far each is. Works in the caller's transaction. */
public interface Roster {

  /** All, whoever left included, the oldest first. */
  List<Member> members(SellerId seller);

  /** One, held until the transaction ends. */
  Optional<Member> hold(SellerId seller, UUID id);

  /**
   * How many others with that role may come in now; who has it is held until the transaction ends,
   * so that two who go at once cannot both be the last but one.
   */
  int others(SellerId seller, Role role, UUID than, Instant now);

  /** Whether anybody, of any seller, signs in with it. */
  boolean taken(String login);

  /** Adds somebody who is invited; there is no password yet that opens anything. */
  void invite(Account invited, Instant at);

  /** Invites somebody once more who had left, maybe as something else. */
  void inviteAgain(Account invited);

  /** The account takes that role, with that end. */
  void role(SellerId seller, UUID id, Role role, Optional<Instant> endsAt);

  /**
   * How far the account is from now on.
   *
   * @param why for a suspension
   */
  void status(SellerId seller, UUID id, Account.Status status, Optional<Hold> why);

  /** Accounts that end by themselves, are past that, and still count as anything; ids only. */
  List<Key> pastEnd(Instant now);

  /** Why an account is suspended. */
  enum Hold {
    TRAINING,
    ADMIN
  }

  /** Which account. */
  record Key(SellerId seller, UUID id) {}

  /** One of the people, and when the account was last in use. */
  record Member(
      Account account, Instant createdAt, Optional<Instant> lastUsedAt, Optional<Hold> hold) {}
}
