package org.lockkeeper.portal.log;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.Sellers;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditRecords;
import org.lockkeeper.compliance.audit.SealedLog;
import org.lockkeeper.compliance.evidence.AuditSteps;
import org.lockkeeper.compliance.evidence.CheckRun;
import org.lockkeeper.compliance.evidence.CheckRuns;
import org.lockkeeper.compliance.evidence.ReadAuditLog;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.portal.session.People;

/** A log in memory, of which the entries with an even number are sealed. */
public final class Records implements AuditRecords, SealedLog {

  public final List<AuditEntry> kept = new ArrayList<>();

  /** Which sellers the last page was asked for; empty for all. */
  public Optional<SellerId> asked = Optional.empty();

  public Optional<Filter> filter = Optional.empty();
  public String checkpoint = "";

  /** The checks of stored buyers. */
  public final List<CheckRun> runs = new ArrayList<>();

  /** An entry, older than those before it. */
  public AuditEntry add(SellerId seller, Actor actor, String action, String object) {
    AuditEntry entry =
        new AuditEntry(
            new UUID(7, kept.size()),
            seller,
            Instant.parse("2026-11-21T11:00:00Z").minusSeconds(kept.size()),
            actor,
            action,
            object,
            Map.of("purpose", "FULFILMENT"));
    kept.add(entry);
    return entry;
  }

  public AuditSteps steps() {
    return new AuditSteps(this, this);
  }

  public ReadAuditLog read() {
    return new ReadAuditLog(steps());
  }

  /** A reader of this log. */
  public LogReader reader() {
    return new LogReader(read(), steps(), new Checks(), new WhoIsWho(new Known(), new Named()));
  }

  @Override
  public List<AuditRecords.Place> places(Filter wanted, Optional<UUID> before, int most) {
    asked = Optional.empty();
    filter = Optional.of(wanted);
    return kept.stream()
        .filter(entry -> before.isEmpty() || entry.id().compareTo(before.get()) > 0)
        .limit(most)
        .map(entry -> new AuditRecords.Place(entry.seller(), entry.id()))
        .toList();
  }

  @Override
  public List<AuditRecords.Place> places(
      SellerId seller, Filter wanted, Optional<UUID> before, int most) {
    List<AuditRecords.Place> all = places(wanted, before, Integer.MAX_VALUE);
    asked = Optional.of(seller);
    return all.stream().filter(place -> place.seller().equals(seller)).limit(most).toList();
  }

  @Override
  public List<AuditEntry> entries(SellerId seller, Collection<UUID> ids) {
    return kept.stream()
        .filter(entry -> entry.seller().equals(seller) && ids.contains(entry.id()))
        .toList();
  }

  @Override
  public Optional<Receipt> receipt(SellerId seller, UUID entry) {
    long number = entry.getLeastSignificantBits();
    return number % 2 == 0 ? Optional.of(new Receipt(1, number, "{}", "proof")) : Optional.empty();
  }

  @Override
  public State state() {
    return new State(
        1,
        checkpoint.isEmpty() ? 0 : 1234,
        3,
        checkpoint,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        checkpoint.contains("bad") ? Optional.of("Entry 7 was changed.") : Optional.empty());
  }

  private final class Checks implements CheckRuns {
    @Override
    public List<CheckRun> latest(int most) {
      return runs;
    }

    @Override
    public void save(CheckRun run) {
      runs.add(run);
    }
  }

  private static final class Known implements Accounts {
    @Override
    public Optional<WithHash> byLogin(String login) {
      return Optional.empty();
    }

    @Override
    public Optional<Account> byId(UUID id) {
      return Stream.concat(
              Stream.of(People.admin(), People.owner()),
              Arrays.stream(Role.values()).map(People::other))
          .filter(account -> account.id().equals(id))
          .findFirst();
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
    public void prefer(Account account, ZoneId zone, Locale language, Account.Theme theme) {}
  }

  private static final class Named implements Sellers {
    @Override
    public boolean close(SellerId seller, Instant at) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Instant> closedAt(SellerId seller) {
      return Optional.empty();
    }

    @Override
    public void add(SellerId seller, String name, Instant at) {}

    @Override
    public Optional<String> name(SellerId seller) {
      return Optional.of("Harbor & Finch");
    }

    @Override
    public List<SellerId> find(String wanted, int most) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<SellerId> ids() {
      return List.of();
    }
  }
}
