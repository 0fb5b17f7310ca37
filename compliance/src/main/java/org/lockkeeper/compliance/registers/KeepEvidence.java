package org.lockkeeper.compliance.registers;

import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.registers.files.EvidenceFile;
import org.lockkeeper.compliance.registers.files.UploadCheck;
import org.lockkeeper.compliance.secrets.KeptFiles;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.Workflow;

/**
 * Keeps files that show something, and gives them back: looked at first, closed before they are
 * written, in the audit log before they leave (R-04, F42).
 */
@Workflow
public class KeepEvidence {

  private final EvidenceSteps steps;
  private final UploadCheck check;
  private final KeptFiles kept;
  private final RegisterPolicy policy;
  private final Ids ids;

  @Inject
  public KeepEvidence(
      EvidenceSteps steps, UploadCheck check, KeptFiles kept, RegisterPolicy policy, Ids ids) {
    this.steps = steps;
    this.check = check;
    this.kept = kept;
    this.policy = policy;
    this.ids = ids;
  }

  /** What became of a file. */
  public sealed interface Result {

    /** It is kept. */
    record Kept(EvidenceFile file) implements Result {}

    /** It is not taken. */
    record Refused(UploadCheck.Refusal why) implements Result {}

    /** There is no such entry. */
    record NotThere() implements Result {}
  }

  /** A file with its content. */
  public static final class Content {
    private final EvidenceFile file;
    private final byte[] bytes;

    Content(EvidenceFile file, byte[] bytes) {
      this.file = file;
      this.bytes = bytes;
    }

    public EvidenceFile file() {
      return file;
    }

    public byte[] bytes() {
      return bytes.clone();
    }
  }

  /** Keeps a file for an entry. */
  public Result keep(Account by, UUID entry, String name, byte[] content) {
    return switch (check.of(name, content, policy.mostBytes())) {
      case UploadCheck.Refused refused -> new Result.Refused(refused.why());
      case UploadCheck.Sound sound -> {
        UUID id = ids.next();
        yield steps
            .keep(by, entry, id, sound, kept.close(id, content))
            .<Result>map(Result.Kept::new)
            .orElseGet(Result.NotThere::new);
      }
    };
  }

  /** Gives a file; empty if there is none, or if it is not any more what was kept. */
  public Optional<Content> take(Account by, UUID id) {
    Optional<EvidenceFile> found = steps.find(id);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    EvidenceFile file = found.get();
    Optional<byte[]> clear =
        steps
            .closed(id)
            .flatMap(closed -> kept.open(id, closed))
            .filter(bytes -> UploadCheck.sha256(bytes).equals(file.sha256()));
    if (clear.isEmpty()) {
      steps.lost(by, file);
      return Optional.empty();
    }
    steps.taking(by, file);
    return clear.map(bytes -> new Content(file, bytes));
  }
}
