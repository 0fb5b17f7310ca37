package org.lockkeeper.compliance.monitoring.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.audit.LogLine;
import org.lockkeeper.compliance.monitoring.alerts.Subject;
import org.lockkeeper.compliance.monitoring.detection.Signal;
import org.lockkeeper.kernel.SellerId;

/**
 * What one entry of the log counts as. No personal data: a subject, a signal, and for what counts
 * once a day an id.
 *
 * @param onceADay what counts only for the first time of a day, such as an order; empty if each
 *     time counts
 * @param place from where a person came, as a digest
 */
record Feature(Subject subject, Signal signal, Optional<String> onceADay, Optional<String> place) {

  private static final String PERSON = "person:";

  /** What an entry counts as; nothing for most. */
  static List<Feature> of(LogLine line) {
    Optional<Subject> person = person(line.actor());
    List<Feature> found = new ArrayList<>();
    switch (line.action()) {
      case "desk.searched", "recipient.looked-up" ->
          person.ifPresent(p -> found.add(each(p, Signal.SEARCHES)));
      case "recipient.revealed" ->
          person.ifPresent(
              p -> {
                found.add(each(p, Signal.REVEALS));
                found.add(once(p, Signal.ORDERS_REVEALED, line.object()));
                found.add(once(p, Signal.SELLERS_SEEN, line.seller().toString()));
              });
      case "desk.viewed" ->
          person.ifPresent(p -> found.add(once(p, Signal.SELLERS_SEEN, line.seller().toString())));
      case "secret.read" ->
          found.add(each(Subject.credentials(new SellerId(line.seller())), Signal.SECRET_READS));
      case "order.received" ->
          found.add(each(Subject.deliveries(new SellerId(line.seller())), Signal.DELIVERIES));
      case "delivery.signature-refused" ->
          found.add(each(Subject.deliveries(new SellerId(line.seller())), Signal.BAD_SIGNATURES));
      case "access.denied", "network.refused" ->
          person.ifPresent(p -> found.add(each(p, Signal.DENIALS)));
      case "session.begun" ->
          person.ifPresent(
              p ->
                  found.add(
                      new Feature(
                          p,
                          Signal.SIGN_INS,
                          Optional.empty(),
                          Optional.ofNullable(line.facts().get("place")))));
      case "sign-in.refused", "sign-in.factor-refused" ->
          account(line.object()).ifPresent(p -> found.add(each(p, Signal.SIGN_INS_REFUSED)));
      default -> {
        if (line.action().endsWith(".exported")
            || line.action().equals("audit.downloaded")
            || line.action().equals("evidence-pack.taken")
            || line.action().equals("export.asked")) {
          person.ifPresent(p -> found.add(each(p, Signal.EXPORTS)));
        }
      }
    }
    return found;
  }

  private static Feature each(Subject subject, Signal signal) {
    return new Feature(subject, signal, Optional.empty(), Optional.empty());
  }

  private static Feature once(Subject subject, Signal signal, String what) {
    return new Feature(
        subject, signal, Optional.of(what.toLowerCase(Locale.ROOT)), Optional.empty());
  }

  private static Optional<Subject> person(String actor) {
    return actor.startsWith(PERSON)
        ? Optional.of(Subject.person(UUID.fromString(actor.substring(PERSON.length()))))
        : Optional.empty();
  }

  /** Whose account an entry is about; nobody's if nobody has such a login. */
  private static Optional<Subject> account(String object) {
    String id = object.substring(object.indexOf(':') + 1);
    return object.startsWith("account:") && id.length() == 36
        ? Optional.of(Subject.person(UUID.fromString(id)))
        : Optional.empty();
  }
}
