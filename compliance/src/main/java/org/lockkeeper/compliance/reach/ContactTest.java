package org.lockkeeper.compliance.reach;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One test of whether contact and deputy can be reached.
 *
 * @param plannedFor when it begins; nobody is told
 * @param asked who is asked, and when; empty until it begins
 * @param answer who answered, and when
 * @param endedAt when it was over, with an answer or without
 */
public record ContactTest(
    UUID id,
    State state,
    Instant plannedFor,
    Optional<Asked> asked,
    Optional<Answer> answer,
    Optional<Instant> endedAt) {

  /** How far it is. Stored by its name. */
  public enum State {
    PLANNED,
    CONTACT_ASKED,
    /** The contact did not answer in time. */
    DEPUTY_ASKED,
    ANSWERED,
    /** Neither answered. */
    SILENT
  }

  /**
   * Who is asked.
   *
   * @param by who or what began it, as in the audit log
   */
  public record Asked(
      String by, UUID contact, UUID deputy, Instant contactAt, Optional<Instant> deputyAt) {}

  /** Somebody answered. */
  public record Answer(UUID by, Instant at) {}

  /** A test that is planned. */
  static ContactTest planned(UUID id, Instant at) {
    return new ContactTest(
        id, State.PLANNED, at, Optional.empty(), Optional.empty(), Optional.empty());
  }

  ContactTest moved(Instant at) {
    return new ContactTest(id, state, at, asked, answer, endedAt);
  }

  ContactTest begun(String by, UUID contact, UUID deputy, Instant now) {
    return new ContactTest(
        id,
        State.CONTACT_ASKED,
        plannedFor,
        Optional.of(new Asked(by, contact, deputy, now, Optional.empty())),
        Optional.empty(),
        Optional.empty());
  }

  ContactTest deputyToo(Instant now) {
    return new ContactTest(
        id,
        State.DEPUTY_ASKED,
        plannedFor,
        asked.map(a -> new Asked(a.by(), a.contact(), a.deputy(), a.contactAt(), Optional.of(now))),
        Optional.empty(),
        Optional.empty());
  }

  ContactTest silent(Instant now) {
    return new ContactTest(id, State.SILENT, plannedFor, asked, Optional.empty(), Optional.of(now));
  }

  ContactTest answered(UUID by, Instant now) {
    return new ContactTest(
        id, State.ANSWERED, plannedFor, asked, Optional.of(new Answer(by, now)), Optional.of(now));
  }

  /** Whether it waits for an answer of that person. */
  public boolean waitsFor(UUID person) {
    return switch (state) {
      case CONTACT_ASKED -> asked.filter(a -> a.contact().equals(person)).isPresent();
      case DEPUTY_ASKED ->
          asked.filter(a -> a.contact().equals(person) || a.deputy().equals(person)).isPresent();
      case PLANNED, ANSWERED, SILENT -> false;
    };
  }

  /** From when the contact was asked until somebody answered. */
  public Optional<Duration> took() {
    return asked.flatMap(a -> answer.map(given -> Duration.between(a.contactAt(), given.at())));
  }
}
