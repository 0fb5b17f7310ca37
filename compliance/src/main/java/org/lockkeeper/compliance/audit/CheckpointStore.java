package org.lockkeeper.compliance.audit;

import java.util.List;
import java.util.Optional;

/**
 * Where checkpoints are published: apart from the database, so that who can change one cannot
 * change the other. What has been put there is never changed and never removed before its time; in
 * production a bucket with object lock, written with {@code If-None-Match: *}.
 */
public interface CheckpointStore {

  /** What became of something that was to be put. */
  enum Put {
    /** It is there, and survives a loss of power. */
    STORED,
    /** It was there already, the same to the last byte. */
    THERE,
    /** Something else has this name; it stays. */
    TAKEN
  }

  /**
   * Puts a text under a name.
   *
   * @param name words of {@code [0-9a-z]}, joined with slashes
   * @throws Unavailable if it cannot be said whether it is there
   */
  Put put(String name, String text);

  /**
   * A text.
   *
   * @throws Unavailable if the store does not answer
   */
  Optional<String> get(String name);

  /**
   * Names that begin with a folder's, in their order.
   *
   * @param folder ends with a slash
   * @param after only names that come after this one; {@code ""} for all
   * @param most how many at most
   * @throws Unavailable if the store does not answer
   */
  List<String> names(String folder, String after, int most);

  /** The store does not answer, or cannot take more. */
  final class Unavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Unavailable(String sentence, Throwable cause) {
      super(sentence, cause);
    }
  }
}
