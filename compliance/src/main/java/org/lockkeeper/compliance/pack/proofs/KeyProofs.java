package org.lockkeeper.compliance.pack.proofs;

import static org.lockkeeper.compliance.pack.proofs.Facts.LIVE;
import static org.lockkeeper.compliance.pack.proofs.Facts.count;
import static org.lockkeeper.compliance.pack.proofs.Facts.figures;
import static org.lockkeeper.compliance.pack.proofs.Facts.sentence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lockkeeper.compliance.encryption.Cohorts;
import org.lockkeeper.compliance.encryption.KeyInventory;
import org.lockkeeper.compliance.evidence.CheckRun;
import org.lockkeeper.compliance.evidence.CheckRuns;
import org.lockkeeper.compliance.pack.ControlCatalogue;
import org.lockkeeper.compliance.pack.PackFacts;
import org.lockkeeper.compliance.pack.Proof;
import org.lockkeeper.compliance.pack.Proof.Seen;
import org.lockkeeper.compliance.pack.ProofSource;
import org.lockkeeper.compliance.pack.RuntimeFacts;
import org.lockkeeper.credentials.rotation.ApplicationSecret;
import org.lockkeeper.credentials.rotation.ApplicationSecrets;

/** Keys and secrets: ids, ages and counts, never one of them. */
@ApplicationScoped
class KeyProofs implements ProofSource {

  private static final int MANY = 400;

  /** A check of all orders begins every night; one night may fail. */
  private static final Duration CHECKED = Duration.ofDays(2);

  private final KeyInventory inventory;
  private final CheckRuns checks;
  private final ApplicationSecrets secrets;
  private final PackFacts facts;
  private final RuntimeFacts runtime;

  @Inject
  KeyProofs(
      KeyInventory inventory,
      CheckRuns checks,
      ApplicationSecrets secrets,
      PackFacts facts,
      RuntimeFacts runtime) {
    this.inventory = inventory;
    this.checks = checks;
    this.secrets = secrets;
    this.facts = facts;
    this.runtime = runtime;
  }

  @Override
  public List<Proof> proofs() {
    return List.of(
        new Proof("sealing", CHECKED, "/admin/keys", this::sealing),
        new Proof("kms", LIVE, "/admin/keys", this::kms),
        new Proof("key-rotation", LIVE, "/admin/keys", this::rotation),
        new Proof("secret-store", LIVE, "/admin/credentials-room", this::store),
        new Proof("application-secrets", LIVE, "/admin/credentials-room", this::applications));
  }

  private List<KeyInventory.Line> live() {
    return inventory.cohorts(MANY).stream()
        .filter(line -> line.row().state() == Cohorts.State.OPEN)
        .toList();
  }

  private Seen sealing(Instant now, ControlCatalogue catalogue) {
    List<KeyInventory.Line> open = live();
    long orders = open.stream().mapToLong(KeyInventory.Line::orderKeys).sum();
    List<String> clear = facts.openPersonalColumns();
    List<CheckRun> runs = checks.latest(2);
    Optional<CheckRun> check =
        runs.stream().filter(run -> run.finishedAt().isPresent()).findFirst();
    // What a later check found in order again counts no more.
    long changed =
        Stream.concat(runs.stream().limit(1), check.stream())
            .mapToLong(CheckRun::mismatched)
            .max()
            .orElse(0);
    boolean whole =
        changed == 0 && check.filter(run -> run.checked() > 0 || orders == 0).isPresent();
    return Seen.when(
        clear.isEmpty() && whole,
        count(open.size(), "weekly key is", "weekly keys are")
            + " open with "
            + count(orders, "live order key", "live order keys")
            + "; "
            + count(clear.size(), "personal column is", "personal columns are")
            + " not sealed; "
            + check
                .map(
                    run ->
                        "the newest check compared "
                            + run.checked()
                            + " orders and found "
                            + changed
                            + " changed.")
                .orElse(
                    changed == 0
                        ? "stored ciphertext was not checked yet."
                        : "a check that still runs found " + changed + " orders changed."),
        check.flatMap(CheckRun::finishedAt).orElse(now),
        figures("orders", orders));
  }

  private Seen kms(Instant now, ControlCatalogue catalogue) {
    boolean kms = runtime.custodian().equals("kms");
    return Seen.when(
        kms,
        kms
            ? "Top keys are kept by AWS KMS; key material never leaves it."
            : "This installation keeps its top keys in a sealed file ("
                + runtime.custodian()
                + "), not in a KMS.",
        now,
        figures("custodian", "AWS KMS"));
  }

  private Seen rotation(Instant now, ControlCatalogue catalogue) {
    List<KeyInventory.Line> open = live();
    long oldest =
        open.stream()
            .flatMap(line -> line.since().stream())
            .mapToLong(since -> Duration.between(since, now).toDays())
            .max()
            .orElse(0);
    long most = catalogue.number("key-days");
    String keys =
        open.isEmpty()
            ? "no weekly key is in use yet"
            : count(open.size(), "weekly key is", "weekly keys are")
                + " in use, the oldest for "
                + count(oldest, "day", "days");
    return Seen.when(
        oldest <= most,
        sentence(keys)
            + "; "
            + most
            + " days are allowed. Keys that sign are new each calendar year.",
        now,
        figures("keys", keys));
  }

  private Seen store(Instant now, ControlCatalogue catalogue) {
    List<String> open = facts.openSecretColumns();
    boolean service = runtime.secretStore().equals("secretsmanager");
    return Seen.when(
        open.isEmpty(),
        "Secrets are in "
            + (service ? "AWS Secrets Manager" : "a sealed table of this installation")
            + "; "
            + count(open.size(), "column", "columns")
            + " of the database could hold one in clear.",
        now,
        figures("store", service ? "AWS Secrets Manager" : "a sealed store"));
  }

  private Seen applications(Instant now, ControlCatalogue catalogue) {
    List<ApplicationSecret.Snapshot> all =
        secrets.all().stream().map(ApplicationSecret::snapshot).toList();
    long most = catalogue.number("application-secret-days");
    long oldest =
        all.stream()
            .flatMap(one -> one.writtenAt().stream())
            .mapToLong(at -> Duration.between(at, now).toDays())
            .max()
            .orElse(0);
    long unknown = all.stream().filter(one -> one.writtenAt().isEmpty()).count();
    return Seen.when(
        !all.isEmpty() && unknown == 0 && oldest <= most,
        count(all.size(), "application secret is", "application secrets are")
            + " registered; of "
            + unknown
            + " the age is not known; the oldest is "
            + oldest
            + " days old, "
            + most
            + " are allowed.",
        now,
        figures("secrets", all.size(), "days", oldest));
  }
}
