package org.lockkeeper.compliance.pack;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * A pack of answers and proofs, as it was at one time. Once it is ready it never changes.
 *
 * @param number from 1
 * @param edition of the catalogue
 * @param done how many proofs were looked at
 * @param result empty until it is ready
 */
public record EvidencePack(
    UUID id,
    int number,
    LocalDate edition,
    UUID askedBy,
    Instant askedAt,
    State state,
    int done,
    int total,
    Optional<Result> result) {

  /** How far it is. */
  public enum State {
    MAKING,
    READY,
    /** It could not be made; another one can be asked for. */
    FAILED
  }

  /**
   * What is in it.
   *
   * @param sha256 of the ZIP, in hex
   * @param openTasks how many proofs had neither held nor a plan
   */
  public record Result(
      Instant madeAt, String sha256, long bytes, int yes, int no, int openTasks, String keyId) {}

  /** Its name as a file. */
  public String fileName() {
    return "lockkeeper-evidence-pack-" + number + "-" + edition + ".zip";
  }

  String object() {
    return "evidence-pack:" + id;
  }
}
