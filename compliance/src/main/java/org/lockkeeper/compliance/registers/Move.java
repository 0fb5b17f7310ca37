package org.lockkeeper.compliance.registers;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a person may make of an entry, besides editing it. */
public enum Move {
  /** Looked at: it is there and what is entered is right. */
  CHECK_ASSET(
      RegisterKind.ASSET, Set.of(EntryState.IN_USE), EntryState.IN_USE, Words.MAY, "checked"),
  RETIRE(RegisterKind.ASSET, Set.of(EntryState.IN_USE), EntryState.RETIRED, Words.MUST, ""),
  FIX(
      RegisterKind.VULNERABILITY,
      EnumSet.of(EntryState.OPEN, EntryState.GONE, EntryState.ACCEPTED),
      EntryState.FIXED,
      Words.MUST,
      "fixed"),
  /** Asks another person to accept it until a day. */
  ASK_ACCEPTANCE(
      RegisterKind.VULNERABILITY,
      EnumSet.of(EntryState.OPEN, EntryState.GONE),
      EntryState.RISK_ASKED,
      Words.MUST,
      ""),
  /** Another person's yes. */
  ACCEPT(
      RegisterKind.VULNERABILITY,
      Set.of(EntryState.RISK_ASKED),
      EntryState.ACCEPTED,
      Words.ANOTHER,
      ""),
  REFUSE_ACCEPTANCE(
      RegisterKind.VULNERABILITY, Set.of(EntryState.RISK_ASKED), EntryState.OPEN, Words.MUST, ""),
  REOPEN(
      RegisterKind.VULNERABILITY,
      EnumSet.of(EntryState.FIXED, EntryState.ACCEPTED, EntryState.GONE),
      EntryState.OPEN,
      Words.MUST,
      ""),
  VOID_SCAN(RegisterKind.SCAN, Set.of(EntryState.DONE), EntryState.VOID, Words.ANOTHER, ""),
  RETESTED(
      RegisterKind.PENETRATION_TEST,
      Set.of(EntryState.RETEST),
      EntryState.DONE,
      Words.MUST,
      "retested"),
  VOID_TEST(
      RegisterKind.PENETRATION_TEST,
      EnumSet.of(EntryState.DONE, EntryState.RETEST),
      EntryState.VOID,
      Words.ANOTHER,
      ""),
  /** Another person's yes, before anything is given to it. */
  APPROVE_SUB_PROCESSOR(
      RegisterKind.SUB_PROCESSOR,
      Set.of(EntryState.PROPOSED),
      EntryState.ACTIVE,
      Words.ANOTHER,
      ""),
  ASSESS_SUB_PROCESSOR(
      RegisterKind.SUB_PROCESSOR,
      Set.of(EntryState.ACTIVE),
      EntryState.ACTIVE,
      Words.MUST,
      "assessed"),
  END_SUB_PROCESSOR(
      RegisterKind.SUB_PROCESSOR,
      EnumSet.of(EntryState.PROPOSED, EntryState.ACTIVE),
      EntryState.ENDED,
      Words.MUST,
      ""),
  ASSESS_RISK(
      RegisterKind.RISK,
      EnumSet.of(EntryState.ASSESSED, EntryState.SIGNED),
      EntryState.ASSESSED,
      Words.MUST,
      "assessed"),
  /** Senior management signs; the note says in which office. */
  SIGN_RISK(
      RegisterKind.RISK, Set.of(EntryState.ASSESSED), EntryState.SIGNED, Words.ANOTHER, "signed"),
  CLOSE_RISK(
      RegisterKind.RISK,
      EnumSet.of(EntryState.ASSESSED, EntryState.SIGNED),
      EntryState.CLOSED,
      Words.MUST,
      ""),
  /** Another person's yes, before the change is made. */
  APPROVE_CHANGE(
      RegisterKind.CHANGE, Set.of(EntryState.PROPOSED), EntryState.APPROVED, Words.ANOTHER, ""),
  REFUSE_CHANGE(
      RegisterKind.CHANGE, Set.of(EntryState.PROPOSED), EntryState.REFUSED, Words.MUST, ""),
  /** It was made; a big one leaves something to do. */
  CARRY_OUT(
      RegisterKind.CHANGE,
      Set.of(EntryState.APPROVED),
      EntryState.CARRIED_OUT,
      Words.MAY,
      "carried"),
  /** After a big change the incident plan was reviewed. */
  PLAN_REVIEWED(
      RegisterKind.CHANGE,
      Set.of(EntryState.CARRIED_OUT),
      EntryState.CARRIED_OUT,
      Words.MUST,
      "plan-reviewed"),
  /** Nothing is left to do; of an organizational change: Amazon was told. */
  FINISH(RegisterKind.CHANGE, Set.of(EntryState.CARRIED_OUT), EntryState.DONE, Words.MUST, "told"),
  ROLL_BACK(
      RegisterKind.CHANGE,
      EnumSet.of(EntryState.CARRIED_OUT, EntryState.DONE),
      EntryState.ROLLED_BACK,
      Words.MUST,
      ""),
  REVIEW(
      RegisterKind.POLICY,
      Set.of(EntryState.IN_FORCE),
      EntryState.IN_FORCE,
      Words.MUST,
      "reviewed"),
  WITHDRAW(RegisterKind.POLICY, Set.of(EntryState.IN_FORCE), EntryState.WITHDRAWN, Words.MUST, ""),
  CHECK_REGISTRATION(
      RegisterKind.REGISTRATION,
      EnumSet.of(EntryState.RIGHT, EntryState.WRONG),
      EntryState.RIGHT,
      Words.MAY,
      "checked"),
  FOUND_WRONG(
      RegisterKind.REGISTRATION, Set.of(EntryState.RIGHT), EntryState.WRONG, Words.MUST, "checked"),
  DROP(
      RegisterKind.REGISTRATION,
      EnumSet.of(EntryState.RIGHT, EntryState.WRONG),
      EntryState.DROPPED,
      Words.MUST,
      "");

  /** What a person has to say, and who. */
  enum Words {
    /** A note may be given. */
    MAY,
    /** A note is needed. */
    MUST,
    /** A note is needed, of another person than those who wrote since the last decision. */
    ANOTHER
  }

  private final RegisterKind kind;

  /** A copy that nobody changes. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<EntryState> from;

  private final EntryState to;
  private final Words words;
  private final String stamp;

  Move(RegisterKind kind, Set<EntryState> from, EntryState to, Words words, String stamp) {
    this.kind = kind;
    this.from = Set.copyOf(from);
    this.to = to;
    this.words = words;
    this.stamp = stamp;
  }

  /** What may be made of an entry as it stands. */
  public static List<Move> of(Entry entry) {
    return Arrays.stream(values())
        .filter(move -> move.kind == entry.kind() && move.from.contains(entry.state()))
        .filter(move -> move != PLAN_REVIEWED || EntryRules.wantsFollowUp(entry))
        .toList();
  }

  /** The name in addresses, texts and histories, such as {@code ask-acceptance}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether a note has to be given. */
  public boolean needsNote() {
    return words != Words.MAY;
  }

  /** Whether it has to be another person than those who wrote. */
  public boolean needsAnother() {
    return words == Words.ANOTHER;
  }

  EntryState to() {
    return to;
  }

  /** The field that becomes today. */
  Optional<String> stamp() {
    return Optional.of(stamp).filter(field -> !field.isEmpty());
  }
}
