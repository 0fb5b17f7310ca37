package org.lockkeeper.proof;

import java.util.List;
import java.util.function.Predicate;

/**
 * Whom somebody who verifies offline believes: the log's name and keys, the witnesses' keys, and
 * how many witnesses must have signed.
 *
 * @param origin the log's name; an epoch of it is {@code origin/number}
 * @param log the log's keys, of every year
 * @param quorum from 0 to the number of witnesses; a proof should ask for at least one
 */
public record LogPolicy(
    String origin, List<VerifierKey> log, List<VerifierKey> witnesses, int quorum) {

  public LogPolicy {
    log = List.copyOf(log);
    witnesses = List.copyOf(witnesses);
    if (quorum < 0 || quorum > witnesses.size()) {
      throw new IllegalArgumentException("a quorum is from 0 to the number of witnesses");
    }
    if (log.stream().anyMatch(key -> key.type() == VerifierKey.Type.COSIGNATURE)
        || witnesses.stream().anyMatch(key -> key.type() != VerifierKey.Type.COSIGNATURE)) {
      throw new IllegalArgumentException("a log does not cosign, and a witness does nothing else");
    }
  }

  /** Whether a checkpoint's origin is this log or one of its epochs. */
  public boolean covers(String candidate) {
    if (candidate.equals(origin)) {
      return true;
    }
    return candidate.startsWith(origin + "/")
        && candidate.substring(origin.length() + 1).matches("[1-9][0-9]{0,8}");
  }

  /**
   * Checks a signed checkpoint.
   *
   * @throws ProofRefused with the first line that is not as it must be
   */
  public Checkpoint verify(Note note) {
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    if (!covers(checkpoint.origin())) {
      throw new ProofRefused("The checkpoint is of another log: " + checkpoint.origin() + ".");
    }
    Predicate<List<VerifierKey>> signed =
        keys ->
            note.signatures().stream()
                .anyMatch(
                    s ->
                        keys.stream()
                            .anyMatch(k -> k.id() == s.keyId() && k.name().equals(s.name())));
    if (!signed.test(log)) {
      throw new ProofRefused("No known key of the log has signed the checkpoint.");
    }
    note.verify(log);
    int witnessed = signed.test(witnesses) ? note.verify(witnesses).size() : 0;
    if (witnessed < quorum) {
      throw new ProofRefused(
          "Known witnesses that have signed the checkpoint: " + witnessed + " of " + quorum + ".");
    }
    return checkpoint;
  }
}
