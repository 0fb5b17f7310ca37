package org.lockkeeper.compliance.audit;

import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.lockkeeper.proof.Hash;
import org.lockkeeper.proof.Note;
import org.lockkeeper.proof.VerifierKey;

/**
 * Somebody else who remembers how far our log had come and signs only what continues it (C2SP
 * {@code tlog-witness}). Independent: a process, a key and a memory of its own.
 */
public interface Witness {

  /** Whether there is one; an installation without says so in the state of the log. */
  boolean exists();

  /**
   * The key it signs with.
   *
   * @throws Unavailable if it does not answer
   */
  VerifierKey key();

  /**
   * Asks for a signature.
   *
   * @param checkpoint signed by the log
   * @param proofFrom gives the consistency proof from the size that the witness has signed last
   * @return the checkpoint with the witness's signature as well, verified
   * @throws Unavailable if it does not answer
   * @throws Refused if it has signed another history
   */
  Note cosign(Note checkpoint, LongFunction<List<Hash>> proofFrom);

  /**
   * The last checkpoint that it has signed for an origin, verified.
   *
   * @throws Unavailable if it does not answer
   */
  Optional<Note> latest(String origin);

  /** The witness does not answer; the next try is made by itself. */
  final class Unavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Unavailable(String sentence) {
      super(sentence);
    }

    public Unavailable(String sentence, Throwable cause) {
      super(sentence, cause);
    }
  }

  /** The witness has signed something that this checkpoint does not continue. */
  final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String sentence;

    public Refused(String sentence) {
      super(sentence);
      this.sentence = sentence;
    }

    /** What it refused, without personal data. */
    public String sentence() {
      return sentence;
    }
  }
}
