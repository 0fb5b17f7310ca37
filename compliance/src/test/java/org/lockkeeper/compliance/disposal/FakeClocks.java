package org.lockkeeper.compliance.disposal;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.Notices;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.ClockGuard;
import org.lockkeeper.retention.ClockStops;
import org.lockkeeper.retention.RetentionSchedule;

/** Two clocks and what is remembered of them, in memory. */
final class FakeClocks {

  Instant reference;
  Optional<ClockGuard.Reading> last = Optional.empty();
  Optional<ClockGuard.Stop> stop = Optional.empty();
  final List<Notice> raised = new ArrayList<>();
  final List<AuditEntry> audited = new ArrayList<>();
  private final Clock clock;

  FakeClocks(Clock clock) {
    this.clock = clock;
    this.reference = clock.instant();
  }

  static RetentionSchedule policy() {
    return RetentionSchedule.edition(LocalDate.of(2026, 11, 22));
  }

  WatchClock watch(boolean stepsBelieved) {
    return new WatchClock(
        stops(),
        policy(),
        new WatchClock.StepSetting(stepsBelieved),
        tell(),
        trail(),
        ids(),
        clock);
  }

  Ids ids() {
    return new Ids(clock, new SecureRandom());
  }

  AuditTrail trail() {
    return new AuditTrail(
        new AuditStore() {
          @Override
          public void append(SellerId seller, List<AuditEntry> entries) {
            audited.addAll(entries);
          }

          @Override
          public List<AuditEntry> about(SellerId seller, String object) {
            return audited.stream().filter(e -> e.object().equals(object)).toList();
          }
        },
        ids(),
        clock);
  }

  private ClockStops stops() {
    return new ClockStops() {
      @Override
      public Instant reference() {
        return reference;
      }

      @Override
      public Optional<ClockGuard.Reading> last() {
        return last;
      }

      @Override
      public void believed(ClockGuard.Reading reading) {
        last = Optional.of(reading);
        stop = Optional.empty();
      }

      @Override
      public Optional<ClockGuard.Stop> open() {
        return stop;
      }

      @Override
      public void stopped(ClockGuard.Stop next) {
        stop = Optional.of(next);
      }

      @Override
      public void confirmed(UUID id, UUID admin, Instant at) {
        stop =
            stop.map(
                s ->
                    new ClockGuard.Stop(
                        s.id(),
                        s.before(),
                        s.seen(),
                        Optional.of(admin),
                        Optional.of(at),
                        Optional.empty()));
      }
    };
  }

  TellPeople tell() {
    return new TellPeople(new RaisedNotices(), new NoAccounts(), errands(), trail(), ids(), clock);
  }

  private static Errands errands() {
    return new Errands() {
      @Override
      public void after(java.time.Duration delay, Errand errand) {}

      @Override
      public void now(Errand errand) {}
    };
  }

  private final class RaisedNotices implements Notices {

    @Override
    public boolean raise(Notice notice) {
      boolean known =
          raised.stream()
              .anyMatch(
                  n ->
                      n.seller().equals(notice.seller())
                          && n.kind() == notice.kind()
                          && n.subject().equals(notice.subject())
                          && n.endsAt().equals(notice.endsAt())
                          && n.daysBefore() == notice.daysBefore());
      return !known && raised.add(notice);
    }

    @Override
    public Optional<Notice> find(SellerId seller, UUID id) {
      return Optional.empty();
    }

    @Override
    public List<Notice> open(SellerId seller) {
      return raised;
    }

    @Override
    public void dismiss(SellerId seller, UUID id, Instant at) {}

    @Override
    public boolean mayMail(SellerId seller, UUID id, UUID account) {
      return false;
    }

    @Override
    public void mailed(SellerId seller, UUID id, UUID account, Instant at) {}

    @Override
    public List<SellerId> sellersWithEnds(Instant before) {
      return List.of();
    }
  }

  /** Nobody to write to. */
  private static final class NoAccounts implements Accounts {

    @Override
    public Optional<WithHash> byLogin(String login) {
      return Optional.empty();
    }

    @Override
    public Optional<Account> byId(UUID id) {
      return Optional.empty();
    }

    @Override
    public List<Account> all(SellerId seller) {
      return List.of();
    }

    @Override
    public void add(Account account, String passwordHash, Instant at) {}

    @Override
    public void signedIn(Account account, Instant at) {}

    @Override
    public void prefer(
        Account account, java.time.ZoneId zone, java.util.Locale language, Account.Theme theme) {}
  }
}
