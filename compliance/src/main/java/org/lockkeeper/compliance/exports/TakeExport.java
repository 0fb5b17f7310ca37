package org.lockkeeper.compliance.exports;

import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.secrets.SealedFiles;
import org.lockkeeper.kernel.Workflow;

/**
 * Gives the file of an export to the person who asked for it, once. To everybody else, and
 * to other sellers, it is not there.
 */
@Workflow
public class TakeExport {

  private final TakeSteps steps;
  private final SealedFiles files;

  @Inject
  TakeExport(TakeSteps steps, SealedFiles files) {
    this.steps = steps;
    this.files = files;
  }

  /** What comes of it. */
  public sealed interface Result {

    /** The file; nothing is left of it here. */
    final class File implements Result {
      private final String name;
      private final byte[] content;

      File(String name, byte[] content) {
        this.name = name;
        this.content = content;
      }

      public String name() {
        return name;
      }

      public byte[] content() {
        return content.clone();
      }
    }

    /** There is no such export, or it is of somebody else. */
    record NotThere() implements Result {}

    /** It is the person's, and there is nothing to fetch: not yet, or not any more. */
    record NothingToFetch() implements Result {}
  }

  /** Gives it. Whoever calls has asked for a fresh second factor. */
  public Result of(Account who, UUID id) {
    if (steps.own(who, id).isEmpty()) {
      return new Result.NotThere();
    }
    Optional<Export> waiting = steps.waiting(who, id);
    if (waiting.isEmpty()) {
      return new Result.NothingToFetch();
    }
    Export it = waiting.get();
    Optional<byte[]> clear =
        steps
            .closed(it)
            .flatMap(closed -> files.open(it.seller(), it.id(), closed))
            .filter(bytes -> it.digest().filter(MakeExport.sha256(bytes)::equals).isPresent());
    if (clear.isEmpty()) {
      steps.failed(it);
      return new Result.NothingToFetch();
    }
    return steps.taken(who, it)
        ? new Result.File(
            "orders-" + it.askedAt().toString().substring(0, 10) + "-" + it.id() + ".csv",
            clear.get())
        : new Result.NothingToFetch();
  }
}
