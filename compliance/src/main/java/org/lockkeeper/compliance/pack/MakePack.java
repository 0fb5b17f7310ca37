package org.lockkeeper.compliance.pack;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.audit.LogTree;
import org.lockkeeper.compliance.encryption.Signer;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.kernel.Workflow;
import org.lockkeeper.proof.jose.CompactJws;
import org.lockkeeper.proof.jose.EcKey;
import org.lockkeeper.proof.jose.Json;

/**
 * Makes a pack in the background: looks at all proofs, reads the extracts, signs, and keeps it. Run
 * again, as after a node died, it begins again; a pack that is ready stays.
 */
@Workflow
public class MakePack implements ErrandHandler {

  static final String KIND = "make-evidence-pack";

  private static final System.Logger LOG = System.getLogger(MakePack.class.getName());
  static final Actor.Task TASK = new Actor.Task(KIND);

  private final AssessControls assess;
  private final Steps steps;
  private final LogTree tree;
  private final Signer signer;
  private final Clock clock;

  @Inject
  public MakePack(AssessControls assess, Steps steps, LogTree tree, Signer signer, Clock clock) {
    this.assess = assess;
    this.steps = steps;
    this.tree = tree;
    this.signer = signer;
    this.clock = clock;
  }

  static Errand errand(UUID pack) {
    return new Errand(KIND, SellerId.PLATFORM, pack.toString());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome run(Errand errand) {
    steps.toMake(UUID.fromString(errand.subject())).ifPresent(this::make);
    return Outcome.DONE;
  }

  @Override
  public void gaveUp(Errand errand, RuntimeException failure) {
    steps.failed(UUID.fromString(errand.subject()), clock.instant());
  }

  private void make(EvidencePack pack) {
    Assessment found = assess.now(done -> steps.progress(pack.id(), done));
    Signer.VerificationKey key = signer.key(Signer.Use.PACK);
    EcKey open = EcKey.ofSpki(key.encoded().bytes());
    PackFiles files = new PackFiles(pack, found, extracts(found.at()), checkpoint(), open.kid());
    String input = CompactJws.signingInput(PackFiles.TYPE, open.kid(), files.manifest());
    Signer.Signature signature =
        signer.sign(Signer.Use.PACK, input.getBytes(StandardCharsets.US_ASCII));
    if (!signature.keyId().equals(key.id())) {
      throw new IllegalStateException("the key changed between question and signature");
    }
    byte[] zip = files.zip(CompactJws.join(input, signature.bytes().bytes()), open.jwk());
    boolean kept =
        steps.ready(
            pack,
            new EvidencePack.Result(
                found.at(),
                PackFiles.sha256(zip),
                zip.length,
                Math.toIntExact(found.count(Answer.Verdict.YES)),
                Math.toIntExact(found.count(Answer.Verdict.NO)),
                found.openTasks().size(),
                open.kid()),
            zip,
            files.answers().canonical(),
            new String(open.jwk(), StandardCharsets.UTF_8));
    LOG.log(INFO, "evidence-pack.made pack={0} kept={1}", pack.id(), kept);
  }

  private Map<String, Json> extracts(Instant now) {
    Map<String, Json> all = new TreeMap<>();
    for (String name : steps.extracts()) {
      try {
        all.put(name, steps.extract(name, now));
      } catch (RuntimeException e) {
        // A register that cannot be read is named as such, and takes no other with it.
        LOG.log(
            WARNING,
            "evidence-pack.extract-unread extract={0} cause={1}",
            name,
            e.getClass().getName());
        all.put(name, new Json.Text("could not be read"));
      }
    }
    return all;
  }

  private PackFiles.LogHead checkpoint() {
    Optional<LogTree.Signed> newest =
        tree.epochs().reversed().stream()
            .flatMap(epoch -> tree.lastPublished(epoch.number()).stream())
            .findFirst();
    return new PackFiles.LogHead(
        newest.map(signed -> signed.witnessed().orElse(signed.note()).write()),
        tree.keys().stream().map(Object::toString).toList(),
        tree.witnessKeys().stream().map(Object::toString).toList());
  }

  /** Each is a transaction of its own. */
  @UseCase
  public static class Steps {

    private final EvidencePacks packs;
    private final Iterable<PackExtract> extracts;
    private final AuditTrail audit;

    @Inject
    public Steps(EvidencePacks packs, @Any Instance<PackExtract> extracts, AuditTrail audit) {
      this(packs, (Iterable<PackExtract>) extracts, audit);
    }

    Steps(EvidencePacks packs, Iterable<PackExtract> extracts, AuditTrail audit) {
      this.packs = packs;
      this.extracts = extracts;
      this.audit = audit;
    }

    Optional<EvidencePack> toMake(UUID id) {
      return packs.find(id).filter(found -> found.state() == EvidencePack.State.MAKING);
    }

    void progress(UUID id, int done) {
      packs.progress(id, done);
    }

    List<String> extracts() {
      List<String> names = new ArrayList<>();
      extracts.forEach(one -> names.add(one.name()));
      return names.stream().sorted().toList();
    }

    Json extract(String name, Instant now) {
      for (PackExtract one : extracts) {
        if (one.name().equals(name)) {
          return one.read(now);
        }
      }
      throw new IllegalArgumentException("no extract " + name);
    }

    boolean ready(
        EvidencePack pack, EvidencePack.Result result, byte[] zip, byte[] answers, String jwk) {
      if (!packs.ready(pack.id(), result, zip, answers, jwk)) {
        return false;
      }
      audit.record(
          SellerId.PLATFORM,
          TASK,
          "evidence-pack.made",
          pack.object(),
          Map.of(
              "sha256",
              result.sha256(),
              "yes",
              Integer.toString(result.yes()),
              "no",
              Integer.toString(result.no()),
              "open_tasks",
              Integer.toString(result.openTasks())));
      return true;
    }

    void failed(UUID id, Instant at) {
      packs.failed(id, at);
      audit.record(
          SellerId.PLATFORM, TASK, "evidence-pack.failed", "evidence-pack:" + id, Map.of());
    }
  }
}
