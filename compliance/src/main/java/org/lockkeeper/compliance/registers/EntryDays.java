package org.lockkeeper.compliance.registers;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** Which day of an entry is the one on which something was done. */
final class EntryDays {

  private EntryDays() {}

  /** The day; empty if the entry shows nothing, such as one that was entered by mistake. */
  static Optional<LocalDate> done(Entry entry) {
    return switch (entry.kind()) {
      case ASSET, REGISTRATION -> entry.state().living() ? day(entry, "checked") : Optional.empty();
      case SCAN, PENETRATION_TEST ->
          entry.state() == EntryState.VOID ? Optional.empty() : day(entry, "done");
      case SUB_PROCESSOR ->
          entry.state() == EntryState.ACTIVE ? day(entry, "assessed") : Optional.empty();
      case RISK -> entry.state() == EntryState.SIGNED ? day(entry, "signed") : Optional.empty();
      case POLICY ->
          entry.state() == EntryState.IN_FORCE ? day(entry, "reviewed") : Optional.empty();
      case VULNERABILITY, CHANGE ->
          Optional.of(entry.changedAt().atZone(ZoneOffset.UTC).toLocalDate());
      case TRAINING -> Optional.empty();
    };
  }

  /** A day among the details. */
  static Optional<LocalDate> day(Entry entry, String field) {
    return Optional.of(entry.detail(field)).filter(text -> !text.isEmpty()).map(LocalDate::parse);
  }
}
