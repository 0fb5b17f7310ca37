package org.lockkeeper.compliance.exports;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.SellerId;

/** All exports and the files that wait. Works in the caller's transaction. */
public interface Exports {

  /** Where an export is. */
  record Place(SellerId seller, UUID export) {}

  void add(Export fresh);

  Optional<Export> find(SellerId seller, UUID id);

  /**
   * Writes what became of an export, if it is still in the state that the caller saw: of several at
   * once, on whatever node, one succeeds.
   */
  boolean save(Export after, Export.State before);

  /**
   * Notes how many rows are written.
   *
   * @return false if it is not being made any more
   */
  boolean progress(SellerId seller, UUID id, int made);

  /** Those of one person, newest first. */
  List<Export> of(SellerId seller, UUID account, int most);

  /** Those that wait for another person, oldest first. */
  List<Export> waiting(SellerId seller, Instant now);

  /** How many of a person are under way. */
  int open(SellerId seller, UUID account);

  /** How many a person has asked for since then, that instant included. */
  int since(SellerId seller, UUID account, Instant from);

  /** Keeps a sealed file. */
  void keep(SellerId seller, UUID id, byte[] closed);

  /** The sealed file, while it is kept. */
  Optional<byte[]> file(SellerId seller, UUID id);

  /** Erases the file. */
  void erase(SellerId seller, UUID id);

  /** Those under way whose end has come, of all sellers. */
  List<Place> over(Instant now, int most);

  /** Those of all sellers, newest first. */
  List<Place> register(int most, int offset);
}
