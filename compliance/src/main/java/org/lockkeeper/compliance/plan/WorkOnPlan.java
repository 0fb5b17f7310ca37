package org.lockkeeper.compliance.plan;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.TwoPeople;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.desk.PlainNote;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Reads and changes the incident plan: a draft is written, compared with what is in force, approved
 * by another person, and from then on is in force; every version stays.
 */
@UseCase
public class WorkOnPlan {

  private static final Actor PRODUCT = new Actor.Task("incident-plan");
  private static final int SIGN_OFFS = 50;

  private final Plans plans;
  private final TwoPeople two;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public WorkOnPlan(Plans plans, TwoPeople two, AuditTrail audit, Ids ids, Clock clock) {
    this.plans = plans;
    this.two = two;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** What became of it. */
  public enum Outcome {
    DONE,
    /** There is nothing that this can be done to. */
    NOT_THERE,
    /** Another draft is being written, or waits. */
    OPEN_ALREADY,
    /** A text is missing, too long, or has something in it that must not be written down. */
    TEXT,
    /** It says what is in force already. */
    SAME,
    /** Who wrote any of it does not approve it. */
    OWN,
    /** It is not the text any more that was read. */
    CHANGED
  }

  /** Puts the version that comes with the product in force if there is none. */
  public void begin() {
    plans.serialize();
    if (plans.inForce().isPresent()) {
      return;
    }
    Instant now = clock.instant();
    PlanVersion first =
        new PlanVersion(
            ids.next(),
            Optional.of(1),
            PlanVersion.State.IN_FORCE,
            "The plan that comes with the product.",
            Optional.empty(),
            now,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            PlanText.shipped());
    plans.add(first);
    record(PRODUCT, "plan.begun", first, Map.of("number", "1"));
  }

  /** What holds now. */
  public Optional<PlanVersion> inForce() {
    return plans.inForce();
  }

  /** What is being written or waits for another person. */
  public Optional<PlanVersion> open() {
    return plans.open();
  }

  /** One version. */
  public Optional<PlanVersion> find(UUID id) {
    return plans.find(id);
  }

  /** All that are or were in force, the newest first. */
  public List<PlanVersion> versions() {
    return plans.versions();
  }

  /** Looks after which it stayed as it is, the newest first. */
  public List<Plans.SignOff> signOffs() {
    return plans.signOffs(SIGN_OFFS);
  }

  /** What the open version changes of what is in force. */
  public List<PlanChange> changes() {
    return plans
        .inForce()
        .flatMap(before -> plans.open().map(after -> PlanChange.between(before, after)))
        .orElse(List.of());
  }

  /** What a version changed of the one before it; nothing for the first. */
  public List<PlanChange> changes(PlanVersion version) {
    return version
        .number()
        .flatMap(
            number ->
                plans.versions().stream()
                    .filter(other -> other.number().equals(Optional.of(number - 1)))
                    .findFirst())
        .map(before -> PlanChange.between(before, version))
        .orElse(List.of());
  }

  /** Begins a draft with what is in force. */
  public Outcome draft(Account by, String why) {
    plans.serialize();
    Optional<PlanVersion> now = plans.inForce();
    if (now.isEmpty()) {
      return Outcome.NOT_THERE;
    }
    if (plans.open().isPresent()) {
      return Outcome.OPEN_ALREADY;
    }
    if (PlainNote.fault(why).isPresent()) {
      return Outcome.TEXT;
    }
    PlanVersion fresh =
        new PlanVersion(
            ids.next(),
            Optional.empty(),
            PlanVersion.State.DRAFT,
            why.strip(),
            Optional.of(by.id()),
            clock.instant(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            now.get().sections());
    plans.add(fresh);
    record(by.actor(), "plan.drafted", fresh, Map.of());
    return Outcome.DONE;
  }

  /**
   * Writes the draft. Who changes nothing has written nothing.
   *
   * @param said the sections; those that are left out stay
   */
  public Outcome write(Account by, Map<PlanSection, String> said) {
    plans.serialize();
    Optional<PlanVersion> draft =
        plans.open().filter(open -> open.state() == PlanVersion.State.DRAFT);
    if (draft.isEmpty()) {
      return Outcome.NOT_THERE;
    }
    Map<PlanSection, String> sections = new EnumMap<>(PlanSection.class);
    sections.putAll(draft.get().sections());
    said.forEach((section, text) -> sections.put(section, PlanText.tidy(text)));
    if (!sections.values().stream().allMatch(PlanText::fit)) {
      return Outcome.TEXT;
    }
    PlanVersion d = draft.get();
    if (sections.equals(d.sections())) {
      return Outcome.DONE;
    }
    plans.write(
        new PlanVersion(
            d.id(),
            d.number(),
            d.state(),
            d.why(),
            Optional.of(by.id()),
            clock.instant(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            sections));
    record(by.actor(), "plan.written", d, Map.of());
    return Outcome.DONE;
  }

  /** Asks another person to approve the draft. */
  public Outcome propose(Account by) {
    plans.serialize();
    Optional<PlanVersion> draft =
        plans.open().filter(open -> open.state() == PlanVersion.State.DRAFT);
    if (draft.isEmpty()) {
      return Outcome.NOT_THERE;
    }
    if (changes().isEmpty()) {
      return Outcome.SAME;
    }
    plans.move(moved(draft.get(), PlanVersion.State.PROPOSED));
    record(by.actor(), "plan.proposed", draft.get(), Map.of());
    return Outcome.DONE;
  }

  /** Whether somebody wrote any part of a version, and so does not approve it. */
  public boolean wrote(Account by, PlanVersion version) {
    Set<UUID> writers = new HashSet<>(plans.writers(version.id()));
    version.writtenBy().ifPresent(writers::add);
    return writers.isEmpty() || !writers.stream().allMatch(writer -> two.differ(by, writer));
  }

  /**
   * Puts the proposed version in force; the former one stays readable.
   *
   * @param seen the mark of the text that was read, see {@link PlanVersion#mark()}
   */
  public Outcome approve(Account by, String seen) {
    plans.serialize();
    Optional<PlanVersion> proposed =
        plans.open().filter(open -> open.state() == PlanVersion.State.PROPOSED);
    Optional<PlanVersion> former = plans.inForce();
    if (proposed.isEmpty() || former.isEmpty()) {
      return Outcome.NOT_THERE;
    }
    PlanVersion fresh = proposed.get();
    if (!fresh.mark().equals(seen)) {
      return Outcome.CHANGED;
    }
    if (wrote(by, fresh)) {
      record(by.actor(), "plan.denied", fresh, Map.of());
      return Outcome.OWN;
    }
    Instant now = clock.instant();
    int number = former.get().number().orElse(0) + 1;
    PlanVersion old = former.get();
    plans.move(
        new PlanVersion(
            old.id(),
            old.number(),
            PlanVersion.State.REPLACED,
            old.why(),
            old.writtenBy(),
            old.writtenAt(),
            old.decidedBy(),
            old.decidedAt(),
            Optional.of(now),
            old.sections()));
    plans.move(
        new PlanVersion(
            fresh.id(),
            Optional.of(number),
            PlanVersion.State.IN_FORCE,
            fresh.why(),
            fresh.writtenBy(),
            fresh.writtenAt(),
            Optional.of(by.id()),
            Optional.of(now),
            Optional.empty(),
            fresh.sections()));
    record(by.actor(), "plan.approved", fresh, Map.of("number", Integer.toString(number)));
    return Outcome.DONE;
  }

  /** Gives the proposed version back to be written on. */
  public Outcome giveBack(Account by) {
    return end(by, PlanVersion.State.PROPOSED, PlanVersion.State.DRAFT, "plan.given-back");
  }

  /** Puts the draft away. */
  public Outcome drop(Account by) {
    return end(by, PlanVersion.State.DRAFT, PlanVersion.State.DROPPED, "plan.dropped");
  }

  private Outcome end(Account by, PlanVersion.State from, PlanVersion.State to, String word) {
    plans.serialize();
    Optional<PlanVersion> found = plans.open().filter(open -> open.state() == from);
    if (found.isEmpty()) {
      return Outcome.NOT_THERE;
    }
    plans.move(moved(found.get(), to));
    record(by.actor(), word, found.get(), Map.of());
    return Outcome.DONE;
  }

  /** Somebody has looked at the plan in force, and it stays as it is. */
  public Outcome signOff(Account by, String words) {
    plans.serialize();
    Optional<PlanVersion> now = plans.inForce();
    if (now.isEmpty()) {
      return Outcome.NOT_THERE;
    }
    if (PlainNote.fault(words).isPresent()) {
      return Outcome.TEXT;
    }
    plans.sign(
        new Plans.SignOff(ids.next(), now.get().id(), words.strip(), by.id(), clock.instant()));
    record(by.actor(), "plan.signed-off", now.get(), Map.of());
    return Outcome.DONE;
  }

  private static PlanVersion moved(PlanVersion v, PlanVersion.State to) {
    return new PlanVersion(
        v.id(),
        v.number(),
        to,
        v.why(),
        v.writtenBy(),
        v.writtenAt(),
        Optional.empty(),
        Optional.empty(),
        v.replacedAt(),
        v.sections());
  }

  private void record(Actor actor, String word, PlanVersion version, Map<String, String> facts) {
    audit.record(SellerId.PLATFORM, actor, word, "plan:" + version.id(), facts);
  }
}
