package org.lockkeeper.compliance.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;

/** What is shown as one is put away as one, and what nobody has read stays. */
class PutAwayTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

  private final List<Notice> open = new ArrayList<>();
  private final List<AuditEntry> audited = new ArrayList<>();
  private final Ids ids = new Ids(CLOCK, new SecureRandom());
  private final TellPeople tell =
      new TellPeople(
          (Notices)
              Proxy.newProxyInstance(
                  Notices.class.getClassLoader(),
                  new Class<?>[] {Notices.class},
                  (proxy, method, arguments) ->
                      switch (method.getName()) {
                        case "open" -> List.copyOf(open);
                        case "find" ->
                            open.stream().filter(one -> one.id().equals(arguments[1])).findFirst();
                        case "dismiss" -> {
                          open.removeIf(one -> one.id().equals(arguments[1]));
                          yield null;
                        }
                        default -> throw new UnsupportedOperationException(method.getName());
                      }),
          unused(Accounts.class),
          unused(Errands.class),
          new AuditTrail(
              new AuditStore() {
                @Override
                public void append(SellerId seller, List<AuditEntry> entries) {
                  audited.addAll(entries);
                }

                @Override
                public List<AuditEntry> about(SellerId seller, String object) {
                  return List.of();
                }
              },
              ids,
              CLOCK),
          ids,
          CLOCK);

  private static <T> T unused(Class<T> port) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method.getName());
            }));
  }

  private Notice raised(Notice.Kind kind, Duration ago) {
    Notice notice =
        new Notice(
            SellerId.PLATFORM,
            UUID.randomUUID(),
            kind,
            "account:1",
            "lockkeeper",
            "",
            NOON,
            7,
            NOON.minus(ago),
            Optional.empty());
    open.add(notice);
    return notice;
  }

  @Test
  void a_card_of_three_is_put_away_with_all_three_and_each_is_in_the_audit_log() {
    Notice later = raised(Notice.Kind.TRAINING_DUE, Duration.ZERO);
    Notice shown = raised(Notice.Kind.TRAINING_DUE, Duration.ofHours(1));
    raised(Notice.Kind.TRAINING_DUE, Duration.ofHours(1));
    raised(Notice.Kind.TRAINING_DUE, Duration.ofDays(3));
    Notice other = raised(Notice.Kind.ALERT_RAISED, Duration.ofDays(3));
    tell.dismissUpTo(SellerId.PLATFORM, shown.id(), new Actor.Task("test"));
    assertThat(open).as("what came later was not read").containsExactly(later, other);
    assertThat(audited).hasSize(3);
    assertThat(audited).extracting(AuditEntry::action).containsOnly("notice.dismissed");
  }

  @Test
  void a_notice_of_an_incident_goes_by_itself_and_takes_no_other_with_it() {
    Notice shown = raised(Notice.Kind.INCIDENT_NOTICE, Duration.ZERO);
    Notice earlier = raised(Notice.Kind.INCIDENT_NOTICE, Duration.ofHours(1));
    tell.dismissUpTo(SellerId.PLATFORM, shown.id(), new Actor.Task("test"));
    assertThat(open).as("nobody has read it yet").containsExactly(earlier);
  }

  @Test
  void what_was_put_away_by_somebody_else_takes_nothing_with_it() {
    Notice left = raised(Notice.Kind.TRAINING_DUE, Duration.ofDays(1));
    tell.dismissUpTo(SellerId.PLATFORM, UUID.randomUUID(), new Actor.Task("test"));
    assertThat(open).containsExactly(left);
    assertThat(audited).isEmpty();
  }
}
