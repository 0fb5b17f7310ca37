package org.lockkeeper.compliance.pack;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.kernel.Workflow;

/**
 * Looks at every proof and answers every control. Each proof is looked at in a transaction of its
 * own, so that one that cannot be looked at does not take the others with it.
 */
@Workflow
public class AssessControls {

  private static final System.Logger LOG = System.getLogger(AssessControls.class.getName());

  private final Editions editions;
  private final Steps steps;
  private final Clock clock;

  @Inject
  public AssessControls(Editions editions, Steps steps, Clock clock) {
    this.editions = editions;
    this.steps = steps;
    this.clock = clock;
  }

  /** All controls of the edition in force, now. */
  public Assessment now() {
    return now(done -> {});
  }

  /** How many proofs there are to look at. */
  public int proofs() {
    return editions.inForce().proofs().size();
  }

  /**
   * All controls of the edition in force, now.
   *
   * @param progress told how many proofs were looked at
   */
  Assessment now(IntConsumer progress) {
    ControlCatalogue catalogue = editions.inForce();
    Map<String, Sighting> seen = new TreeMap<>();
    Map<String, Proof> known = steps.known(catalogue);
    int done = 0;
    for (String name : catalogue.proofs().stream().sorted().toList()) {
      seen.put(name, look(known, name, catalogue));
      progress.accept(++done);
    }
    return Assessment.of(catalogue, seen, steps.plans(), clock.instant());
  }

  private Sighting look(Map<String, Proof> known, String name, ControlCatalogue catalogue) {
    Proof proof = known.get(name);
    Instant now = clock.instant();
    if (proof == null) {
      return Sighting.missing(name, now);
    }
    try {
      return Sighting.of(proof, steps.look(proof, now, catalogue), now);
    } catch (RuntimeException e) {
      // Whatever it was: what could not be looked at proves nothing, and says so.
      LOG.log(WARNING, "proof.unseen proof={0} cause={1}", name, e.getClass().getName());
      return Sighting.unseen(proof, now);
    }
  }

  /** Each is a transaction of its own. */
  @UseCase
  public static class Steps {

    private static final String PAGE = "/admin/controls";

    private final PackBooks books;
    private final Instance<ProofSource> sources;

    @Inject
    public Steps(PackBooks books, @Any Instance<ProofSource> sources) {
      this.books = books;
      this.sources = sources;
    }

    Map<String, Proof> known(ControlCatalogue catalogue) {
      Map<String, Proof> all = new LinkedHashMap<>();
      for (ProofSource source : sources) {
        source.proofs().forEach(proof -> all.putIfAbsent(proof.name(), proof));
      }
      for (ControlCatalogue.Shown shown : catalogue.shown()) {
        all.putIfAbsent(shown.name(), attested(shown));
      }
      return all;
    }

    private Proof attested(ControlCatalogue.Shown shown) {
      return new Proof(
          shown.name(),
          Duration.ofDays(shown.days()),
          PAGE,
          (now, catalogue) -> {
            Attestation newest = books.attested().get(shown.name());
            if (newest == null) {
              return Proof.Seen.failed("Nobody has shown it. Wanted: " + shown.what(), now);
            }
            return Proof.Seen.held(
                "Shown on "
                    + newest.shownOn()
                    + "; kept at: "
                    + newest.where()
                    + newest.sha256().map(sum -> "; SHA-256 " + sum).orElse("")
                    + ".",
                newest.shownOn().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().isAfter(now)
                    ? now
                    : newest.shownOn().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
                Map.of("on", newest.shownOn().toString()));
          });
    }

    Proof.Seen look(Proof proof, Instant now, ControlCatalogue catalogue) {
      return proof.looking().at(now, catalogue);
    }

    Map<String, GapPlan> plans() {
      return books.plans();
    }

    List<Attestation> attested(String proof, int most) {
      return books.attested(proof, most);
    }
  }
}
