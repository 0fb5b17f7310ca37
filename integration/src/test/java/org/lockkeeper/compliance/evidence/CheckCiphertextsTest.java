package org.lockkeeper.compliance.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.encryption.SellerVolumes;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.Notices;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.integration.postgres.keys.SealedTables;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

class CheckCiphertextsTest {

  private final SealedTables tables = new SealedTables();
  private final List<SellerId> sellers = Stream.of(tables.anna, tables.bert).sorted().toList();
  private final List<Notice> raised = new ArrayList<>();
  private final Ids ids = new Ids(Clock.systemUTC(), new SecureRandom());
  private Instant now = SealedTables.NOON;

  @BeforeEach
  void no_run_before() {
    tables.owner("delete from keys.ciphertext_check");
  }

  @AfterEach
  void close() {
    tables.owner("delete from keys.ciphertext_check");
    tables.close();
  }

  private Optional<CheckRun> check() {
    return new CheckCiphertexts(new Steps()).asOf(now);
  }

  private CheckRun latest() {
    return tables.transactions.in(() -> tables.runs().latest(1)).getFirst();
  }

  private OrderId tamperedOrder(SellerId seller) {
    OrderId order = tables.receive(seller);
    SealedTables.Copy old = tables.copy(seller, order);
    tables.write(seller, order, 2);
    tables.putBack(old);
    return order;
  }

  @Test
  void one_night_looks_at_everything_of_every_seller_and_tells_the_admins_once() {
    tables.receive(tables.anna);
    tamperedOrder(tables.anna);
    tamperedOrder(tables.bert);
    CheckRun run = check().orElseThrow();
    assertThat(run.checked()).isEqualTo(3);
    assertThat(run.mismatched()).isEqualTo(2);
    assertThat(run.finishedAt()).contains(now);
    assertThat(latest()).isEqualTo(run);
    assertThat(raised).hasSize(1);
    assertThat(raised.getFirst().seller()).isEqualTo(SellerId.PLATFORM);
    assertThat(raised.getFirst().kind()).isEqualTo(Notice.Kind.CIPHERTEXT_MISMATCH);
  }

  @Test
  void the_next_run_is_due_a_night_later_and_not_before() {
    tables.receive(tables.anna);
    assertThat(check()).isPresent();
    now = now.plus(CheckSteps.EVERY).minusSeconds(1);
    assertThat(check()).isEmpty();
    now = now.plusSeconds(1);
    assertThat(check()).isPresent();
    assertThat(tables.transactions.in(() -> tables.runs().latest(9))).hasSize(2);
  }

  @Test
  void a_run_that_was_cut_short_goes_on_where_it_was() {
    OrderId seen = tables.receive(sellers.getFirst());
    OrderId later = tables.receive(sellers.getLast());
    CheckRun begun = CheckRun.begun(ids.next(), now);
    tables.transactions.run(
        () -> tables.runs().save(begun.after(sellers.getFirst(), seen, true, 7, 1)));
    now = now.plus(Duration.ofMinutes(5));
    CheckRun run = check().orElseThrow();
    assertThat(run.id()).isEqualTo(begun.id());
    assertThat(run.checked()).as("seven before, and the other seller's one").isEqualTo(8);
    assertThat(run.mismatched()).isEqualTo(1);
    assertThat(run.finishedAt()).contains(now);
    assertThat(later).isNotNull();
  }

  @Test
  void without_the_key_service_it_waits_and_says_so_and_goes_on_when_it_is_back() {
    tables.receive(tables.anna);
    tamperedOrder(tables.bert);
    tables.restart();
    tables.custodian.down = true;
    CheckRun waiting = check().orElseThrow();
    assertThat(waiting.finishedAt()).isEmpty();
    assertThat(waiting.waiting()).containsOnlyKeys(tables.anna, tables.bert);
    assertThat(latest()).isEqualTo(waiting);
    tables.custodian.down = false;
    tables.restart();
    now = now.plus(Duration.ofHours(1));
    CheckRun done = check().orElseThrow();
    assertThat(done.id()).isEqualTo(waiting.id());
    assertThat(done.waiting()).isEmpty();
    assertThat(done.checked()).isEqualTo(2);
    assertThat(done.mismatched()).isEqualTo(1);
    assertThat(done.finishedAt()).contains(now);
  }

  /** Each step in its own transaction, as the container does it; only our two sellers exist. */
  private final class Steps extends CheckSteps {

    Steps() {
      super(
          tables.runs(),
          tables.sealing().compare(),
          new SellerVolumes() {
            @Override
            public List<SellerId> sellers() {
              return sellers;
            }

            @Override
            public long ordersPerWeek(SellerId seller) {
              return 0;
            }
          },
          new TellPeople(
              new Board(),
              new Nobody(),
              new NoErrands(),
              tables.audit,
              ids,
              Clock.fixed(SealedTables.NOON, ZoneOffset.UTC)),
          ids);
    }

    @Override
    Optional<CheckRun> due(Instant at) {
      return tables.transactions.in(() -> super.due(at));
    }

    @Override
    Done batch(CheckRun run, SellerId seller, OrderId after) {
      return tables.transactions.in(() -> super.batch(run, seller, after));
    }

    @Override
    void save(CheckRun run) {
      tables.transactions.run(() -> super.save(run));
    }
  }

  private final class Board implements Notices {
    @Override
    public boolean raise(Notice notice) {
      boolean fresh = raised.stream().noneMatch(other -> other.subject().equals(notice.subject()));
      if (fresh) {
        raised.add(notice);
      }
      return fresh;
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

  private static final class Nobody implements Accounts {
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
    public void prefer(Account account, ZoneId zone, Locale language, Account.Theme theme) {}
  }

  private static final class NoErrands implements Errands {
    @Override
    public void after(Duration delay, Errand errand) {}

    @Override
    public void now(Errand errand) {}
  }
}
