package org.lockkeeper.compliance.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.lockkeeper.compliance.audit.Verification.Finding;
import org.lockkeeper.compliance.audit.Verification.Kind;
import org.lockkeeper.proof.Checkpoint;
import org.lockkeeper.proof.Frontier;
import org.lockkeeper.proof.Hash;
import org.lockkeeper.proof.LogPolicy;
import org.lockkeeper.proof.Note;
import org.lockkeeper.proof.ProofRefused;
import org.lockkeeper.proof.VerifierKey;

/**
 * One epoch, from its first leaf to its last, once. Walks along the places in the database and what
 * was published side by side, a page of each in memory.
 */
final class EpochCheck {

  /** More of one kind are not named one by one. */
  static final int MOST_NAMED = 20;

  private static final int PAGE = 5000;

  private final LogTree tree;
  private final CheckpointStore store;
  private final LogTree.Epoch epoch;
  private final Optional<Opening> next;
  private final Optional<Note> memory;
  private final Instant expiredBefore;
  private final LogPolicy policy;
  private final List<Finding> findings = new ArrayList<>();

  /** A leaf of the database beside the one that was published in its place. */
  private record Differing(long index, UUID entry, Hash here, Hash published) {}

  private final List<Differing> differing = new ArrayList<>();
  private long differ;
  private final List<LogTree.Placed> changed = new ArrayList<>();
  private long changes;
  private final List<LogTree.Placed> missing = new ArrayList<>();
  private long missed;
  private long entries;
  private long expired;

  /** The tree of the database, as far as it was walked. */
  private final Frontier here = Frontier.empty();

  /** The tree of what was published. */
  private final Frontier there = Frontier.empty();

  /** Roots that somebody has signed, by size: to be compared as the walk comes by. */
  private final TreeMap<Long, Map.Entry<String, Checkpoint>> promised = new TreeMap<>();

  private List<LogTree.Placed> page = List.of();

  /** Which entries of the page do not have the values of their leaf any more. */
  private BitSet pageChanged = new BitSet();

  private int pageAt;
  private long expiredBelow;
  private boolean ended;
  private long size;

  EpochCheck(
      LogTree tree,
      CheckpointStore store,
      LogTree.Epoch epoch,
      Optional<Opening> next,
      Optional<Note> memory,
      Instant expiredBefore) {
    this.tree = tree;
    this.store = store;
    this.epoch = epoch;
    this.next = next;
    this.memory = memory;
    this.expiredBefore = expiredBefore;
    this.size = epoch.size();
    this.policy = new LogPolicy(epoch.opening().log(), tree.keys(), tree.witnessKeys(), 0);
  }

  List<Finding> findings() {
    return findings;
  }

  long entries() {
    return entries;
  }

  long expired() {
    return expired;
  }

  void run() {
    memory.ifPresent(note -> promise("The witness has signed", note));
    walk();
    name();
  }

  private void find(Kind kind, String sentence) {
    findings.add(new Finding(kind, "Epoch " + epoch.number() + ": " + sentence));
  }

  private void promise(String who, Note note) {
    try {
      Checkpoint checkpoint = policy.verify(note);
      if (!checkpoint.origin().equals(epoch.opening().origin())) {
        find(Kind.STORE, who + " a checkpoint of another epoch.");
        return;
      }
      promised.put(checkpoint.size(), Map.entry(who, checkpoint));
    } catch (ProofRefused e) {
      find(Kind.STORE, who + " what does not verify: " + e.getMessage());
    }
  }

  // The walk.

  private void walk() {
    witnessed();
    String folder = Published.folder(epoch.number());
    String at = "";
    long publishedSize = 0;
    Optional<Note> lastNote = Optional.empty();
    Kept kept = new Kept();
    for (List<String> names = store.names(folder, at, 1000);
        !names.isEmpty();
        names = store.names(folder, at, 1000)) {
      for (String name : names) {
        at = name;
        Optional<LogTree.Signed> ours = kept.upTo(Published.size(name));
        Optional<Published> published = read(name);
        if (published.isPresent()) {
          publishedSize = published.get().checkpoint().size();
          lastNote = Optional.of(published.get().note());
          ours.ifPresent(mine -> sameRoot(mine, published.get()));
          follow(published.get());
        }
      }
    }
    kept.upTo(Long.MAX_VALUE);
    while (here.size() < epoch.size() && advance().isPresent()) {
      compareRoot();
    }
    end(publishedSize, lastNote);
  }

  /** The published checkpoints as the database has them, in their order. */
  private final class Kept {

    private List<LogTree.Signed> page = List.of();
    private int next;
    private long beyond;

    /** Goes on to a size, and says which on the way are not in the store. */
    Optional<LogTree.Signed> upTo(long size) {
      while (true) {
        if (next == page.size()) {
          page = tree.published(epoch.number(), beyond, 1000);
          next = 0;
        }
        if (page.isEmpty() || page.get(next).size() > size) {
          return Optional.empty();
        }
        LogTree.Signed one = page.get(next++);
        beyond = one.size();
        if (one.size() == size) {
          return Optional.of(one);
        }
        // What was published while we walked is not missing.
        if (store.get(Published.name(Published.folder(epoch.number()), one.size())).isEmpty()) {
          absent(one.size());
        }
      }
    }
  }

  private void absent(long size) {
    find(Kind.STORE, "The checkpoint of " + size + " entries is not in the store any more.");
  }

  private Optional<Published> read(String name) {
    try {
      Published published = Published.parse(store.get(name).orElse(""));
      Checkpoint checkpoint = policy.verify(published.note());
      if (!checkpoint.origin().equals(epoch.opening().origin())
          || checkpoint.size() != Published.size(name)) {
        throw new ProofRefused("It is the checkpoint of something else.");
      }
      return Optional.of(published);
    } catch (ProofRefused e) {
      find(Kind.STORE, "What was published under " + name + " does not verify: " + e.getMessage());
      return Optional.empty();
    }
  }

  private void sameRoot(LogTree.Signed ours, Published published) {
    Checkpoint mine = Checkpoint.parse(ours.note().text());
    if (!mine.root().equals(published.checkpoint().root())) {
      find(
          Kind.FORK,
          "There are two signed checkpoints of " + mine.size() + " entries, with different roots.");
    }
  }

  /** Adds the leaves of one publication, and walks the database as far. */
  private void follow(Published published) {
    Checkpoint checkpoint = published.checkpoint();
    if (published.from() > there.size()) {
      find(
          Kind.STORE,
          "The leaves between "
              + there.size()
              + " and "
              + published.from()
              + " are not in the store any more.");
      return;
    }
    // Of two nodes that published at once, the second may have repeated what the first had.
    int known = (int) Math.min(published.leaves().size(), there.size() - published.from());
    for (Hash leaf : published.leaves().subList(known, published.leaves().size())) {
      long index = there.size();
      there.add(leaf);
      Optional<LogTree.Placed> placed = here.size() == index ? advance() : Optional.empty();
      if (placed.isPresent() && !placed.get().leaf().equals(leaf)) {
        differ++;
        if (differing.size() < 1000) {
          differing.add(new Differing(index, placed.get().entry(), placed.get().leaf(), leaf));
        }
      }
      compareRoot();
    }
    if (!there.root().equals(checkpoint.root())) {
      find(
          Kind.STORE,
          "The published leaves do not give the root of the checkpoint of "
              + checkpoint.size()
              + " entries.");
    }
  }

  /** One step along the database; empty for good where it ends. */
  private Optional<LogTree.Placed> advance() {
    if (!ended && pageAt == page.size()) {
      if (here.size() >= size) {
        size = currentSize();
      }
      page = tree.placed(epoch.number(), here.size(), Math.min(size, here.size() + PAGE));
      pageChanged = changedOf(page);
      pageAt = 0;
    }
    if (ended || pageAt >= page.size() || page.get(pageAt).index() != here.size()) {
      if (!ended && here.size() < size) {
        find(Kind.MISSING, "The place " + here.size() + " of the tree is empty.");
      }
      ended = true;
      return Optional.empty();
    }
    boolean otherValues = pageChanged.get(pageAt);
    LogTree.Placed placed = page.get(pageAt++);
    here.add(placed.leaf());
    entries++;
    check(placed, otherValues);
    return Optional.of(placed);
  }

  /** Hashing the values is most of the work, and each entry's is its own: all processors do it. */
  private static BitSet changedOf(List<LogTree.Placed> page) {
    return IntStream.range(0, page.size())
        .parallel()
        .filter(
            i -> page.get(i).values().filter(v -> !v.leaf().equals(page.get(i).leaf())).isPresent())
        .collect(BitSet::new, BitSet::set, BitSet::or);
  }

  /** The log may have grown since we began. */
  private long currentSize() {
    return tree.epochs().stream()
        .filter(one -> one.number() == epoch.number())
        .mapToLong(LogTree.Epoch::size)
        .findFirst()
        .orElse(0);
  }

  private void check(LogTree.Placed placed, boolean otherValues) {
    if (placed.index() == 0) {
      if (!epoch.opening().leaf().equals(placed.leaf())) {
        find(Kind.CHANGED, "What the epoch began with was changed.");
      }
      return;
    }
    if (placed.values().isEmpty()) {
      if (placed.index() < expiredBelow) {
        expired++;
        return;
      }
      missed++;
      if (missing.size() < MOST_NAMED) {
        missing.add(placed);
      }
    } else if (otherValues) {
      changes++;
      if (changed.size() < MOST_NAMED) {
        changed.add(placed);
      }
    }
  }

  private void compareRoot() {
    Map.Entry<String, Checkpoint> promise = promised.get(here.size());
    if (promise != null) {
      promised.remove(here.size());
      if (!here.root().equals(promise.getValue().root())) {
        find(
            Kind.FORK,
            promise.getKey()
                + " another tree of "
                + promise.getValue().size()
                + " entries than this one.");
      }
    }
  }

  /** What the store has with the witness's signature; its times prove how old an entry is. */
  private void witnessed() {
    String folder = Published.witnessedFolder(epoch.number());
    String at = "";
    Optional<String> last = Optional.empty();
    boolean old = true;
    for (List<String> names = store.names(folder, at, 1000);
        !names.isEmpty();
        names = store.names(folder, at, 1000)) {
      at = names.getLast();
      last = Optional.of(at);
      if (old) {
        old = expire(names);
      }
    }
    last.flatMap(store::get)
        .ifPresent(
            text -> {
              try {
                promise("The witness has signed", Note.parse(text));
              } catch (ProofRefused e) {
                find(Kind.STORE, "A witnessed checkpoint does not verify: " + e.getMessage());
              }
            });
  }

  /** Looks for the youngest checkpoint of a page that is old enough; times rise with sizes. */
  private boolean expire(List<String> names) {
    int low = 0;
    int high = names.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (witnessedBefore(names.get(middle))) {
        expiredBelow = Math.max(expiredBelow, Published.size(names.get(middle)));
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return low == names.size();
  }

  private boolean witnessedBefore(String name) {
    try {
      Note note = Note.parse(store.get(name).orElse(""));
      policy.verify(note);
      List<VerifierKey> witnesses = policy.witnesses();
      return !witnesses.isEmpty()
          && note.verify(witnesses).stream()
              .allMatch(
                  by ->
                      by.time().isPresent()
                          && Instant.ofEpochSecond(by.time().get()).isBefore(expiredBefore));
    } catch (ProofRefused e) {
      return false;
    }
  }

  // What it means.

  private void end(long publishedSize, Optional<Note> lastNote) {
    long size = here.size();
    Optional<Opening.Former> handedOver =
        next.flatMap(
            opening ->
                opening.former().stream().filter(one -> one.epoch() == epoch.number()).findFirst());
    if (handedOver.isPresent()) {
      String last = lastNote.map(Note::write).orElse("");
      if (!handedOver.get().checkpoint().equals(last)) {
        find(Kind.FORK, "It was gone on with after the next epoch had begun.");
      }
      if (size != handedOver.get().kept()) {
        find(
            Kind.TAIL_CUT,
            "It has " + size + " entries, and had " + handedOver.get().kept() + " when it ended.");
      }
      return;
    }
    long longest = Math.max(publishedSize, promised.isEmpty() ? 0 : promised.lastKey());
    if (size < longest) {
      String who =
          promised.isEmpty() || promised.lastKey() <= publishedSize
              ? "a checkpoint was published"
              : "the witness has signed";
      find(
          Kind.TAIL_CUT,
          "The log ends after "
              + size
              + " entries, and "
              + who
              + " over "
              + longest
              + ": the entries from "
              + size
              + " on were cut off.");
    }
  }

  private void name() {
    nameDiffering();
    if (!swappedValues()) {
      for (LogTree.Placed one : changed) {
        find(
            Kind.CHANGED,
            "Entry " + one.entry() + " at " + one.index() + " was changed after it was sealed.");
      }
      more(Kind.CHANGED, changes, changed.size());
    }
    for (LogTree.Placed one : missing) {
      find(
          Kind.MISSING,
          "Entry " + one.entry() + " at " + one.index() + " was sealed and is not there.");
    }
    more(Kind.MISSING, missed, missing.size());
    findings.sort(Comparator.comparing(Finding::kind));
  }

  private void more(Kind kind, long all, int named) {
    if (all > named) {
      find(kind, (all - named) + " more of the same.");
    }
  }

  private boolean swappedValues() {
    if (changes != 2) {
      return false;
    }
    LogTree.Placed one = changed.get(0);
    LogTree.Placed other = changed.get(1);
    if (one.values().isEmpty() || other.values().isEmpty()) {
      return false;
    }
    LogLine first = one.values().get().as(other.seller(), other.entry());
    LogLine second = other.values().get().as(one.seller(), one.entry());
    if (!first.leaf().equals(other.leaf()) || !second.leaf().equals(one.leaf())) {
      return false;
    }
    find(
        Kind.SWAPPED,
        "The entries " + one.entry() + " and " + other.entry() + " have changed places.");
    return true;
  }

  private void nameDiffering() {
    if (differing.isEmpty()) {
      return;
    }
    Differing first = differing.getFirst();
    if (differ == 2
        && first.here().equals(differing.get(1).published())
        && first.published().equals(differing.get(1).here())) {
      find(
          Kind.SWAPPED,
          "The entries at "
              + first.index()
              + " and "
              + differing.get(1).index()
              + " have changed places.");
      return;
    }
    if (differing.size() > 2 && shifted(Differing::here, Differing::published)) {
      find(
          Kind.INSERTED,
          "Entry " + first.entry() + " was put in at " + first.index() + " after sealing.");
    } else if (differing.size() > 2 && shifted(Differing::published, Differing::here)) {
      find(
          Kind.MISSING,
          "The entry that was at " + first.index() + " was taken out, and the rest moved up.");
    } else {
      find(
          Kind.REBUILT,
          "From "
              + first.index()
              + " on the tree is not the one that was published; "
              + differ
              + " entries differ.");
    }
  }

  /** Whether one row of leaves is the other, moved on by one place. */
  private boolean shifted(Function<Differing, Hash> moved, Function<Differing, Hash> still) {
    for (int i = 0; i + 1 < differing.size(); i++) {
      if (differing.get(i + 1).index() != differing.get(i).index() + 1
          || !moved.apply(differing.get(i + 1)).equals(still.apply(differing.get(i)))) {
        return false;
      }
    }
    return true;
  }
}
