package org.lockkeeper.portal.registers;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.registers.Entry;
import org.lockkeeper.compliance.registers.EntryState;
import org.lockkeeper.compliance.registers.Field;
import org.lockkeeper.compliance.registers.RegisterKind;
import org.lockkeeper.compliance.registers.files.UploadCheck;
import org.lockkeeper.portal.people.PeopleWords;
import org.lockkeeper.portal.texts.Choices;
import org.lockkeeper.portal.texts.Texts;

/** Registers in the reader's words. */
@RequestScoped
class RegisterWords {

  private final Texts texts;
  private final PeopleWords people;
  private final RegisterReader reader;
  private final Map<UUID, String> names = new HashMap<>();

  @Inject
  RegisterWords(Texts texts, PeopleWords people, RegisterReader reader) {
    this.texts = texts;
    this.people = people;
    this.reader = reader;
  }

  String kind(RegisterKind kind) {
    return texts.get("admin.register.kind." + kind.word());
  }

  String state(EntryState state) {
    return texts.get("admin.register.state." + Choices.word(state));
  }

  /** The look of an entry's tag. */
  String look(Entry entry, LocalDate today) {
    if (entry.overdueOn(today)) {
      return "danger";
    }
    return switch (entry.state()) {
      case IN_USE, ACTIVE, SIGNED, IN_FORCE, RIGHT, FIXED, DONE -> "delivered";
      case OPEN, RETEST, PROPOSED, ASSESSED, RISK_ASKED, CARRIED_OUT, GONE -> "exception";
      case ACCEPTED, APPROVED -> "routed";
      case WRONG -> "danger";
      case RETIRED, VOID, ENDED, CLOSED, ROLLED_BACK, REFUSED, WITHDRAWN, DROPPED -> "cancelled";
    };
  }

  String field(String name) {
    return texts.get("admin.register.field." + name);
  }

  String choice(String field, String value) {
    return texts.getOr(
        "admin.register.choice." + field + "." + value.toLowerCase(Locale.ROOT).replace('_', '-'),
        "common.raw",
        value);
  }

  /** A value of a field as people read it. */
  String value(RegisterKind kind, String field, String value) {
    if (value.isEmpty()) {
      return "";
    }
    if (field.equals("state")) {
      return state(EntryState.valueOf(value));
    }
    if (field.equals("owner")) {
      return person(UUID.fromString(value));
    }
    Optional<Field> known =
        Field.of(kind).stream().filter(each -> each.name().equals(field)).findFirst();
    return known.filter(each -> each.type() == Field.Type.CHOICE).isPresent()
        ? choice(field, value)
        : value;
  }

  String person(UUID account) {
    return names.computeIfAbsent(
        account, id -> reader.person(id).map(people::name).orElseGet(id::toString));
  }

  /** Who may own an entry, with the one chosen. */
  List<Choices.Choice> owners(String chosen) {
    return reader.ours().stream()
        .map(
            account ->
                new Choices.Choice(
                    account.id().toString(),
                    people.name(account),
                    account.id().toString().equals(chosen)))
        .toList();
  }

  String refusal(UploadCheck.Refusal why) {
    return texts.get("admin.register.refusal." + Choices.word(why));
  }

  static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
