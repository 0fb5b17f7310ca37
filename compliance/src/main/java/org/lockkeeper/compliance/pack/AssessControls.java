package org.lockkeeper.compliance.pack;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
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
    Map<String, List<Proof>> known = steps.known(catalogue);
    int done = 0;
    for (String name : catalogue.proofs().stream().sorted().toList()) {
      seen.put(name, look(known, name, catalogue));
      progress.accept(++done);
    }
    return Assessment.of(catalogue, seen, steps.plans(), clock.instant());
  }

  /** What several look at is taken from who sees it hold; else from who saw it last. */
  private Sighting look(Map<String, List<Proof>> known, String name, ControlCatalogue catalogue) {
    return known.getOrDefault(name, List.of()).stream()
        .map(proof -> look(proof, catalogue))
        .min(
            Comparator.comparing((Sighting seen) -> !seen.holds())
                .thenComparing(Sighting::observedAt, Comparator.reverseOrder()))
        .orElseGet(() -> Sighting.missing(name, clock.instant()));
  }

  private Sighting look(Proof proof, ControlCatalogue catalogue) {
    Instant now = clock.instant();
    try {
      return Sighting.of(proof, steps.look(proof, now, catalogue), now);
    } catch (RuntimeException e) {
      // Whatever it was: what could not be looked at proves nothing, and says so.
      LOG.log(WARNING, "proof.unseen proof={0} cause={1}", proof.name(), e.getClass().getName());
      return Sighting.unseen(proof, now);
    }
  }

  /** Each is a transaction of its own. */
  @UseCase
  public static class Steps {

    private static final String PAGE = "/admin/controls";

    private final PackBooks books;
    private final Iterable<ProofSource> sources;

    @Inject
    public Steps(PackBooks books, @Any Instance<ProofSource> sources) {
      this(books, (Iterable<ProofSource>) sources);
    }

    Steps(PackBooks books, Iterable<ProofSource> sources) {
      this.books = books;
      this.sources = sources;
    }

    Map<String, List<Proof>> known(ControlCatalogue catalogue) {
      List<Proof> all = new ArrayList<>();
      sources.forEach(source -> all.addAll(source.proofs()));
      catalogue.shown().forEach(shown -> all.add(attested(shown)));
      return all.stream().collect(Collectors.groupingBy(Proof::name));
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
