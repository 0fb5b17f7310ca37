package org.lockkeeper.compliance.registers;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lockkeeper.compliance.registers.RegisterPolicy.Span;

/** By when what is to be done about an entry, and how it begins. Knows no time and no store. */
final class EntryRules {

  private EntryRules() {}

  /** How an entry begins. */
  static EntryState first(RegisterKind kind, Map<String, String> details) {
    return switch (kind) {
      case ASSET -> EntryState.IN_USE;
      case VULNERABILITY -> EntryState.OPEN;
      case SCAN, TRAINING -> EntryState.DONE;
      case PENETRATION_TEST ->
          details.getOrDefault("findings", "0").equals("0") ? EntryState.DONE : EntryState.RETEST;
      case SUB_PROCESSOR -> EntryState.PROPOSED;
      case RISK -> EntryState.ASSESSED;
      case CHANGE -> isOfOrganization(details) ? EntryState.CARRIED_OUT : EntryState.PROPOSED;
      case POLICY -> EntryState.IN_FORCE;
      case REGISTRATION -> EntryState.RIGHT;
    };
  }

  /**
   * How an entry stands after it was edited: what somebody agreed to is asked for again.
   *
   * @return empty if it is not edited any more
   */
  static Optional<EntryState> edited(EntryState state) {
    return switch (state) {
      case IN_USE, OPEN, GONE, RISK_ASKED, PROPOSED, ASSESSED, IN_FORCE, RIGHT, WRONG ->
          Optional.of(state);
      case ACCEPTED -> Optional.of(EntryState.OPEN);
      case ACTIVE, APPROVED -> Optional.of(EntryState.PROPOSED);
      case SIGNED -> Optional.of(EntryState.ASSESSED);
      case RETIRED,
          FIXED,
          DONE,
          RETEST,
          VOID,
          ENDED,
          CLOSED,
          CARRIED_OUT,
          ROLLED_BACK,
          REFUSED,
          WITHDRAWN,
          DROPPED ->
          Optional.empty();
    };
  }

  private static boolean isOfOrganization(Map<String, String> details) {
    return details.getOrDefault("change-kind", "").equals("ORGANIZATION");
  }

  /** Whether it is a big change that asks for a review of the plan and a scan. */
  static boolean wantsFollowUp(Entry entry) {
    return entry.kind() == RegisterKind.CHANGE
        && entry.state() == EntryState.CARRIED_OUT
        && entry.detail("size").equals("BIG")
        && !isOfOrganization(entry.details());
  }

  /** Where a change goes that was carried out: a small one leaves nothing to do. */
  static EntryState carriedOut(Entry entry) {
    return entry.detail("size").equals("BIG") ? EntryState.CARRIED_OUT : EntryState.DONE;
  }

  /**
   * By when a weakness has to be fixed: counted from the day it was found, by the worse of
   * what its tool says and what its CVSS score says, and never later than it was before.
   */
  static LocalDate fixBy(
      Map<String, String> details, Optional<LocalDate> before, RegisterPolicy policy) {
    Severity severity = Severity.valueOf(details.getOrDefault("severity", ""));
    String score = details.getOrDefault("cvss", "");
    Severity worst =
        score.isEmpty() ? severity : severity.worst(Severity.of(new BigDecimal(score)));
    LocalDate counted =
        LocalDate.parse(details.getOrDefault("found", "")).plus(policy.fixWithin(worst));
    return before.filter(day -> day.isBefore(counted)).orElse(counted);
  }

  /** The day by whose end something is to be done; empty if nothing is. */
  static Optional<LocalDate> due(Entry entry, RegisterPolicy policy) {
    return switch (entry.state()) {
      case IN_USE -> {
        Optional<LocalDate> check = after(entry, "checked", policy, Span.CHECK_ASSET);
        Optional<LocalDate> definitions =
            entry.detail("protection").equals("INSTALLED")
                ? after(entry, "definitions", policy, Span.DEFINITIONS)
                : Optional.empty();
        yield Stream.of(check, definitions).flatMap(Optional::stream).min(LocalDate::compareTo);
      }
      case OPEN, GONE, RISK_ASKED -> entry.fixBy();
      case ACCEPTED -> EntryDays.day(entry, "until");
      case RETEST -> after(entry, "done", policy, Span.RETEST);
      case ACTIVE -> after(entry, "assessed", policy, Span.ASSESS_SUB_PROCESSOR);
      case ASSESSED -> after(entry, "assessed", policy, Span.SIGN_RISK);
      case SIGNED -> after(entry, "assessed", policy, Span.ASSESS_RISK);
      case CARRIED_OUT ->
          isOfOrganization(entry.details())
              ? after(entry, "happened", policy, Span.TELL_ORGANIZATION_CHANGE)
              : after(entry, "carried", policy, Span.FOLLOW_UP);
      case IN_FORCE ->
          EntryDays.day(entry, "reviewed")
              .map(day -> day.plusMonths(Long.parseLong(entry.detail("review-months"))));
      case RIGHT -> after(entry, "checked", policy, Span.CHECK_REGISTRATION);
      case WRONG -> after(entry, "checked", policy, Span.CORRECT_REGISTRATION);
      case PROPOSED,
          APPROVED,
          RETIRED,
          FIXED,
          DONE,
          VOID,
          ENDED,
          CLOSED,
          ROLLED_BACK,
          REFUSED,
          WITHDRAWN,
          DROPPED ->
          Optional.empty();
    };
  }

  private static Optional<LocalDate> after(
      Entry entry, String field, RegisterPolicy policy, Span span) {
    return EntryDays.day(entry, field).map(day -> day.plus(policy.of(span)));
  }
}
