package org.lockkeeper.compliance.registers.imports;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.evidence.Csv;
import org.lockkeeper.compliance.registers.Entry;
import org.lockkeeper.compliance.registers.Field;
import org.lockkeeper.compliance.registers.RegisterKind;
import org.lockkeeper.compliance.registers.RegisterPolicy;
import org.lockkeeper.compliance.registers.RegisterPolicy.Span;
import org.lockkeeper.compliance.registers.files.FileType;
import org.lockkeeper.compliance.registers.files.UploadCheck;
import org.lockkeeper.compliance.registers.imports.Findings.Unreadable;
import org.lockkeeper.compliance.registers.imports.WaitingImports.Waiting;
import org.lockkeeper.compliance.secrets.KeptFiles;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.Workflow;

/**
 * Takes the findings of a scanner in: a file is looked at and waits, closed, for a day; what it
 * would do is shown; then it is taken in as a whole, and the scan is entered with the file.
 */
@Workflow
public class ImportFindings {

  private final ImportSteps steps;
  private final UploadCheck check;
  private final KeptFiles kept;
  private final RegisterPolicy policy;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public ImportFindings(
      ImportSteps steps,
      UploadCheck check,
      KeptFiles kept,
      RegisterPolicy policy,
      Ids ids,
      Clock clock) {
    this.steps = steps;
    this.check = check;
    this.kept = kept;
    this.policy = policy;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * What somebody says of a file.
   *
   * @param tool who found it; read from the file itself if it is SARIF
   * @param scanKind what was scanned, as in the register of scans
   * @param complete whether the scan saw all of it
   * @param release the version of the product that was scanned; empty text if none is said
   */
  public record Said(
      String tool, String scanKind, boolean complete, String release, LocalDate scannedOn) {}

  /** Why a file is not taken in. */
  public enum Trouble {
    /** The day lies ahead. */
    DAY,
    /** What was said of the file is not right. */
    SAID,
    /** It is neither SARIF 2.1.0 nor a CSV with the columns of the template. */
    FORM,
    /** It has runs of several tools. */
    TOOLS,
    /** It names no tool, and none was said. */
    TOOL,
    /** It has more findings than one file may have. */
    TOO_MANY,
    /** A severity or a score is none. */
    SEVERITY,
    /** A finding has no title. */
    TITLE,
    /** A newer scan of this tool is in the register. */
    OLDER
  }

  /** What became of a file. */
  public sealed interface Result {

    /** It waits to be taken in. */
    record Waits(UUID id) implements Result {}

    /** The file itself is not taken. */
    record Refused(UploadCheck.Refusal why) implements Result {}

    /**
     * It cannot be taken in.
     *
     * @param line the line or result that is wrong, from 1; 0 if it is the file as a whole
     */
    record Unusable(Trouble why, int line) implements Result {}
  }

  /** A finding to be shown. */
  public record Shown(String title, String severity, String cvss, String rule, String where) {}

  /** What a file would do. */
  public record Preview(
      Waiting file, List<Shown> fresh, List<Shown> known, List<Shown> again, List<Shown> gone) {}

  /** The columns of a CSV, as a file to fill. */
  public static String template() {
    Csv csv = new Csv();
    csv.line(CsvReader.COLUMNS);
    csv.line(
        List.of("17", "Outdated TLS library", "HIGH", "7.5", "CVE-2026-0001", "pkg:maven/org/tls"));
    return csv.toString();
  }

  /** Looks at a file and has it wait. */
  public Result bring(Account by, Said said, String name, byte[] content) {
    LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    if (said.scannedOn().isAfter(today)) {
      return new Result.Unusable(Trouble.DAY, 0);
    }
    boolean kindKnown =
        Field.of(RegisterKind.SCAN).stream()
            .filter(field -> field.name().equals("scan-kind"))
            .anyMatch(field -> field.choices().contains(said.scanKind()));
    if (!kindKnown || said.release().length() > 60 || said.tool().length() > 60) {
      return new Result.Unusable(Trouble.SAID, 0);
    }
    return switch (check.of(name, content, policy.mostBytes())) {
      case UploadCheck.Refused refused -> new Result.Refused(refused.why());
      case UploadCheck.Sound sound -> bring(by, said, sound, content);
    };
  }

  private Result bring(Account by, Said said, UploadCheck.Sound sound, byte[] content) {
    Findings findings;
    try {
      findings = read(sound.type(), content, said.tool());
    } catch (Unreadable e) {
      return new Result.Unusable(Trouble.valueOf(e.why().name()), e.line());
    }
    if (steps.older(findings.tool(), said.scannedOn())) {
      return new Result.Unusable(Trouble.OLDER, 0);
    }
    UUID id = ids.next();
    steps.keep(
        new Waiting(
            id,
            findings.tool(),
            said.scanKind(),
            said.complete(),
            Words.code(said.release(), 60),
            said.scannedOn(),
            sound.name(),
            sound.type(),
            sound.size(),
            sound.sha256(),
            by.id(),
            clock.instant()),
        kept.close(id, content));
    return new Result.Waits(id);
  }

  private static Findings read(FileType type, byte[] content, String tool) throws Unreadable {
    return switch (type) {
      case SARIF, JSON -> SarifReader.read(content);
      case CSV -> CsvReader.read(content, Words.code(tool, 60));
      case PDF, PNG, JPEG, TEXT -> throw new Unreadable(Findings.Why.FORM, 0);
    };
  }

  private record Opened(Waiting file, Findings findings) {}

  private Optional<Opened> opened(UUID id) {
    Optional<Waiting> found = steps.find(id);
    Optional<byte[]> closed = steps.closed(id);
    if (found.isEmpty() || closed.isEmpty()) {
      return Optional.empty();
    }
    Waiting file = found.get();
    Optional<byte[]> clear =
        kept.open(id, closed.get())
            .filter(bytes -> UploadCheck.sha256(bytes).equals(file.sha256()));
    if (clear.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Opened(file, read(file.type(), clear.get(), file.tool())));
    } catch (Unreadable e) {
      throw new IllegalStateException("a file that was read cannot be read again", e);
    }
  }

  /** What a waiting file would do; empty if there is none any more. */
  public Optional<Preview> preview(UUID id) {
    return opened(id)
        .map(
            it -> {
              ImportSteps.Sorted sorted = steps.sorted(it.file(), it.findings());
              return new Preview(
                  it.file(),
                  shown(sorted.fresh()),
                  shown(sorted.known().stream().map(ImportSteps.Match::finding).toList()),
                  shown(sorted.again().stream().map(ImportSteps.Match::finding).toList()),
                  sorted.gone().stream()
                      .map(
                          entry ->
                              new Shown(
                                  entry.title(),
                                  entry.detail("severity"),
                                  entry.detail("cvss"),
                                  entry.detail("rule"),
                                  entry.detail("where")))
                      .toList());
            });
  }

  private static List<Shown> shown(List<Finding> findings) {
    return findings.stream()
        .map(
            each ->
                new Shown(
                    each.title(),
                    each.severity().name(),
                    each.cvss().orElse(""),
                    each.rule(),
                    each.where()))
        .toList();
  }

  /** Takes a waiting file in; empty if there is none any more, or a newer scan came meanwhile. */
  public Optional<Entry> apply(Account by, UUID id) {
    return opened(id).flatMap(it -> steps.apply(by, it.file(), it.findings()));
  }

  /** Throws a waiting file away. */
  public boolean drop(UUID id) {
    return steps.drop(id);
  }

  /** Throws files away that nobody took in in time. */
  public void asOf(Instant now) {
    steps.dropBefore(now.atZone(ZoneOffset.UTC).minus(policy.of(Span.IMPORT_WAITS)).toInstant());
  }
}
