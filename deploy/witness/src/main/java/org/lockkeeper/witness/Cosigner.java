package org.lockkeeper.witness;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.lockkeeper.proof.Checkpoint;
import org.lockkeeper.proof.Consistency;
import org.lockkeeper.proof.Hash;
import org.lockkeeper.proof.LogPolicy;
import org.lockkeeper.proof.Note;
import org.lockkeeper.proof.NoteSignature;
import org.lockkeeper.proof.ProofRefused;
import org.lockkeeper.proof.VerifierKey;
import org.lockkeeper.witness.WitnessServer.Answer;

/**
 * Decides whether a checkpoint continues what was signed last, and signs it. One at a time: what
 * was compared is what is remembered.
 */
final class Cosigner {

  private static final System.Logger LOG = System.getLogger(Cosigner.class.getName());
  private static final int MOST_HASHES = 63;

  private final Memory memory;
  private final String log;
  private final Supplier<List<VerifierKey>> keys;
  private final Clock clock;

  Cosigner(Memory memory, String log, Supplier<List<VerifierKey>> keys, Clock clock) {
    this.memory = memory;
    this.log = log;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Answers {@code add-checkpoint}.
   *
   * @throws ProofRefused if the request is none
   */
  synchronized Answer add(String request) {
    int blank = request.indexOf("\n\n");
    if (blank < 0) {
      throw new ProofRefused("A request has a size, a proof, an empty line and a checkpoint.");
    }
    String[] lines = request.substring(0, blank).split("\n", -1);
    if (!lines[0].matches("old (0|[1-9][0-9]{0,17})") || lines.length - 1 > MOST_HASHES) {
      throw new ProofRefused("A request begins with the old size and has at most 63 hashes.");
    }
    long old = Long.parseLong(lines[0].substring(4));
    List<Hash> proof = new ArrayList<>();
    for (String line : List.of(lines).subList(1, lines.length)) {
      proof.add(Hash.parse(line));
    }
    Note note = Note.parse(request.substring(blank + 2));
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    LogPolicy policy = new LogPolicy(log, keys.get(), List.of(), 0);
    if (!policy.covers(checkpoint.origin())) {
      return new Answer(404, "unknown log\n");
    }
    try {
      policy.verify(note);
    } catch (ProofRefused e) {
      return new Answer(403, e.getMessage() + "\n");
    }
    if (old > checkpoint.size()) {
      return new Answer(400, "the old size is the larger one\n");
    }
    return sign(note, checkpoint, old, proof);
  }

  private Answer sign(Note note, Checkpoint checkpoint, long old, List<Hash> proof) {
    Optional<Checkpoint> last =
        memory
            .signed(Memory.name(checkpoint.origin()))
            .map(known -> Checkpoint.parse(known.text()));
    long known = last.map(Checkpoint::size).orElse(0L);
    Hash root = last.map(Checkpoint::root).orElse(Hash.EMPTY_TREE);
    if (old != known || (checkpoint.size() == known && !checkpoint.root().equals(root))) {
      if (old == known) {
        LOG.log(Level.ERROR, "witness.fork size={0}", known);
      }
      return new Answer(409, known + "\n");
    }
    try {
      Consistency.verify(known, checkpoint.size(), proof, root, checkpoint.root());
    } catch (ProofRefused e) {
      LOG.log(Level.ERROR, "witness.inconsistent from={0} to={1}", known, checkpoint.size());
      return new Answer(422, e.getMessage() + "\n");
    }
    NoteSignature cosignature =
        memory.key().cosign(memory.secret(), note.text(), clock.instant().getEpochSecond());
    Note signed = new Note(note.text(), note.signatures()).with(cosignature);
    memory.remember(checkpoint.origin(), signed);
    return new Answer(200, cosignature.line() + "\n");
  }
}
