package org.lockkeeper.compliance.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.proof.Frontier;
import org.lockkeeper.proof.Hash;
import org.lockkeeper.proof.Note;
import org.lockkeeper.proof.VerifierKey;

/**
 * The tree beside the entries: which entry has which place, and what was signed. It reads over all
 * sellers, and changes no entry. Each call is a transaction of its own.
 */
public interface LogTree {

  /**
   * An epoch and how far it has come.
   *
   * @param peaks with the size, all that is needed to make the tree longer
   */
  record Epoch(Opening opening, long size, List<Hash> peaks) {

    public Epoch {
      peaks = List.copyOf(peaks);
    }

    /** Its number, from 1. */
    public int number() {
      return opening.epoch();
    }

    /** The tree as it is, to be made longer. */
    public Frontier frontier() {
      return Frontier.of(size, peaks);
    }
  }

  /** All epochs, the oldest first. */
  List<Epoch> epochs();

  /**
   * Begins an epoch with its first leaf. What is not sealed yet will be sealed in it, whatever
   * transaction numbers a restored database has.
   *
   * @return false if there is one with this number already
   */
  boolean begin(Epoch epoch);

  /**
   * An entry to be sealed.
   *
   * @param place where it stands in the order of sealing; only {@link #extend} needs it
   */
  record Unsealed(LogLine line, Optional<Place> place) {}

  /**
   * Where an entry stands in the order of sealing.
   *
   * @param writtenBy the number of the transaction
   */
  record Place(String writtenBy, UUID seller, UUID entry) {}

  /**
   * The next entries of transactions that are older than every running one: none can come between
   * them any more.
   */
  List<Unsealed> unsealed(int most);

  /** A complete subtree that is kept, so that proofs need not read all leaves. */
  record Subtree(int level, long index, Hash hash) {}

  /**
   * Gives entries the next places of an epoch.
   *
   * @param before the epoch as it was read
   * @param after the tree with the new leaves
   * @throws AlreadyExtended if somebody else was faster
   */
  void extend(
      Epoch before,
      Frontier after,
      List<Unsealed> entries,
      List<Hash> leaves,
      List<Subtree> subtrees);

  /** Somebody else has extended the tree meanwhile; nothing was done. */
  final class AlreadyExtended extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public AlreadyExtended() {
      super("the tree was extended meanwhile");
    }
  }

  /**
   * How many committed entries have no place yet.
   *
   * @param most stops counting there
   */
  long waiting(int most);

  /** A signed checkpoint. */
  record Signed(
      int epoch,
      long size,
      Note note,
      Instant signedAt,
      Optional<Instant> publishedAt,
      Optional<Note> witnessed,
      Optional<Instant> witnessedAt) {}

  /** Keeps a checkpoint, once. */
  void signed(int epoch, long size, Note note, VerifierKey key, Instant at);

  /** Notes that a checkpoint is published. */
  void published(int epoch, long size, Instant at);

  /** Keeps the witness's signature. */
  void witnessed(int epoch, long size, Note note, VerifierKey witness, Instant at);

  /** The checkpoint of an epoch with the largest size. */
  Optional<Signed> lastSigned(int epoch);

  /** The largest one that is published. */
  Optional<Signed> lastPublished(int epoch);

  /** The largest one that a witness has signed; of all epochs the latest. */
  Optional<Signed> lastWitnessed();

  /**
   * The last checkpoint of each day of UTC on which one was signed, the newest first.
   *
   * @param from the first day
   * @param days how many days, that one included
   */
  List<Signed> heads(LocalDate from, int days);

  /** Published checkpoints of an epoch beyond a size, in order. */
  List<Signed> published(int epoch, long beyond, int most);

  /** The keys that the log has ever signed with. */
  List<VerifierKey> keys();

  /** The keys of witnesses that have ever signed. */
  List<VerifierKey> witnessKeys();

  /** The proof that the tree of one size begins that of another. */
  List<Hash> consistency(int epoch, long first, long second);

  /** Leaves as they were sealed, from one number to before another. */
  List<Hash> leaves(int epoch, long from, long to);

  /**
   * An entry's place, what was hashed, and what its values are now.
   *
   * @param values empty if the entry is not there
   */
  record Placed(long index, Hash leaf, UUID seller, UUID entry, Optional<LogLine> values) {}

  /** Places with values, from one number to before another. */
  List<Placed> placed(int epoch, long from, long to);

  /** Entries that stand before what is sealed, and have no place. */
  List<UUID> strays(int most);

  /** Keeps what the verifier found. */
  void verified(Verification verification);

  /** What it found the last time. */
  Optional<Verification> lastVerification();
}
