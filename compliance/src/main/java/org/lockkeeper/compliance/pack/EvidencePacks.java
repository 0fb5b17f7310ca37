package org.lockkeeper.compliance.pack;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The packs that were made. Works in the caller's transaction, as the platform. What is ready
 * cannot be changed; the database refuses it.
 */
public interface EvidencePacks {

  /**
   * Adds one that is to be made.
   *
   * @return false if one is being made
   */
  boolean add(EvidencePack fresh);

  /** The number of the next one. */
  int nextNumber();

  Optional<EvidencePack> find(UUID id);

  /** The newest first. */
  List<EvidencePack> newest(int most);

  /** Notes how far the making is. */
  void progress(UUID id, int done);

  /**
   * Keeps what was made.
   *
   * @param answers as canonical JSON, to compare packs
   * @param jwk the key that signed
   * @return false if it is not being made any more
   */
  boolean ready(UUID id, EvidencePack.Result result, byte[] zip, byte[] answers, String jwk);

  /** It could not be made. */
  void failed(UUID id, Instant at);

  /** The ZIP of one that is ready. */
  Optional<byte[]> zip(UUID id);

  /** The answers of one that is ready. */
  Optional<byte[]> answers(UUID id);

  /** The keys that signed packs, each once, as JWKs. */
  List<String> keys();
}
