package org.lockkeeper.compliance.registers;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One line of a register.
 *
 * @param key what makes it the same thing again, unique in its register
 * @param title what it is, in a few words; no personal data
 * @param owner the account of ours that answers for it
 * @param due the day by whose end something is to be done; empty if nothing is
 * @param fixBy the day by whose end a weakness is to be fixed; never later than it once was
 * @param details its fields by name, as {@link Field} tells
 * @param version grows with each change
 */
public record Entry(
    UUID id,
    RegisterKind kind,
    String key,
    String title,
    UUID owner,
    EntryState state,
    Optional<LocalDate> due,
    Optional<LocalDate> fixBy,
    Map<String, String> details,
    Instant createdAt,
    Instant changedAt,
    int version) {

  public Entry {
    details = Map.copyOf(details);
  }

  /** A field; empty text if it has none. */
  public String detail(String field) {
    return details.getOrDefault(field, "");
  }

  /** Whether what is due should have been done before that day. */
  public boolean overdueOn(LocalDate today) {
    return state.living() && due.filter(today::isAfter).isPresent();
  }

  /** The entry as something of the audit log. */
  public String object() {
    return "register:" + id;
  }
}
