package org.lockkeeper.compliance.audit;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.SellerId;

/**
 * Reads the log, newest first and in pages: the last entry of a page is the place where the next
 * one begins. All calls run in the caller's transaction.
 *
 * <p>The order is that of the entries' ids, which are made of the product's time to the
 * millisecond.
 */
public interface AuditRecords {

  /** Which kind of actor did it. */
  enum ActorKind {
    PERSON,
    CHANNEL,
    TASK
  }

  /**
   * Which entries are wanted. What is empty narrows nothing.
   *
   * @param since that instant included, to the millisecond
   * @param until that instant left out
   * @param person the account of a person; then the kind of actor says nothing more
   * @param object as {@code kind:id}
   */
  record Filter(
      Instant since,
      Optional<Instant> until,
      Optional<ActorKind> kind,
      Optional<UUID> person,
      Optional<AuditTopic> topic,
      Optional<String> object,
      Optional<AuditResult> result) {

    /** Everything from an instant on. */
    public static Filter since(Instant since) {
      return new Filter(
          since,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  /** An entry by its ids. */
  record Place(SellerId seller, UUID entry) {}

  /**
   * Entries of all sellers, as ids: what they say is read under each seller by {@link #entries}.
   *
   * @param before only those that come after this one in the order
   * @param most at most so many, 1 to 10000
   */
  List<Place> places(Filter filter, Optional<UUID> before, int most);

  /** The same of one seller. */
  List<Place> places(SellerId seller, Filter filter, Optional<UUID> before, int most);

  /** What entries of one seller say, newest first; those of others are not in the answer. */
  List<AuditEntry> entries(SellerId seller, Collection<UUID> ids);
}
