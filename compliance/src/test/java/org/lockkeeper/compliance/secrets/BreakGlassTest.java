package org.lockkeeper.compliance.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.KnownPeople;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;

class BreakGlassTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final SellerId SELLER = SellerId.of("01900000-0000-7000-8000-00000000000a");
  private static final BreakGlassCase.Target TARGET =
      new BreakGlassCase.Target(
          SELLER,
          Optional.of(new ConnectionId(new UUID(5, 5))),
          Platform.AMAZON,
          new SecretRef("connection/5"));
  private static final String REASON = "Amazon support asks for the token";
  private static final String TICKET = "OPS-17";

  private final Account nadia = admin(1, SellerId.PLATFORM, Role.ADMIN);
  private final Account omar = admin(2, SellerId.PLATFORM, Role.ADMIN);
  private final Account nadiaToo = KnownPeople.identity(nadia, 1);
  private final List<String> journal = new ArrayList<>();
  private final Map<UUID, BreakGlassCase.Snapshot> rows = new LinkedHashMap<>();
  private Instant now = NOON;
  private boolean auditFails;

  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };

  private final AuditStore audit =
      new AuditStore() {
        @Override
        public void append(SellerId seller, List<AuditEntry> entries) {
          if (auditFails) {
            throw new IllegalStateException("the audit log cannot be written");
          }
          entries.forEach(entry -> journal.add(entry.action()));
        }

        @Override
        public List<AuditEntry> about(SellerId seller, String object) {
          return List.of();
        }
      };

  private final BreakGlassCases cases =
      new BreakGlassCases() {
        @Override
        public Optional<BreakGlassCase> find(UUID id) {
          return Optional.ofNullable(rows.get(id)).map(BreakGlassCase::restore);
        }

        @Override
        public void add(BreakGlassCase fresh) {
          save(fresh);
        }

        @Override
        public void save(BreakGlassCase changed) {
          rows.put(changed.snapshot().id(), changed.snapshot());
        }

        @Override
        public List<BreakGlassCase.Snapshot> since(Instant since) {
          return List.copyOf(rows.values());
        }
      };

  private final Errands errands =
      new Errands() {
        @Override
        public void after(Duration delay, Errand errand) {
          journal.add("errand " + errand.kind());
        }

        @Override
        public void now(Errand errand) {
          after(Duration.ZERO, errand);
        }
      };

  private final SecretVault vault =
      new SecretVault() {
        @Override
        public Optional<Secret> open(
            SellerId seller, SecretRef ref, Stage stage, Actor reader, Purpose purpose) {
          assertThat(seller).isEqualTo(SELLER);
          journal.add("open " + purpose);
          return Optional.of(Secret.of("hush"));
        }

        @Override
        public void store(SellerId seller, SecretRef ref, Secret value, Actor writer) {
          throw new UnsupportedOperationException();
        }
      };

  private final BreakGlassSteps steps =
      new BreakGlassSteps(
          cases,
          KnownPeople.two(List.of(nadia, omar, nadiaToo)),
          errands,
          new AuditTrail(audit, new Ids(clock, new SecureRandom()), clock),
          new Ids(clock, new SecureRandom()),
          clock);
  private final BreakGlass glass = new BreakGlass(steps, vault);

  private static Account admin(int id, SellerId seller, Role role) {
    return new Account(
        seller,
        new UUID(0, id),
        "admin-" + id,
        "Admin",
        role,
        false,
        ZoneOffset.UTC,
        Locale.ENGLISH,
        Account.Theme.SYSTEM);
  }

  private UUID asked() {
    assertThat(steps.request(nadia, TARGET, REASON, TICKET)).isTrue();
    return rows.keySet().iterator().next();
  }

  private Optional<String> look(Account who, UUID id) {
    return glass
        .look(who, id)
        .map(
            secret -> {
              try (Secret open = secret) {
                return open.<String>reveal(bytes -> new String(bytes, StandardCharsets.UTF_8));
              }
            });
  }

  @Test
  void with_the_yes_of_another_a_secret_is_shown_once_audited_before_and_replaced_after() {
    UUID id = asked();
    assertThat(look(nadia, id)).as("nobody has said yes").isEmpty();
    assertThat(steps.approve(omar, id)).isTrue();
    journal.clear();
    assertThat(look(nadia, id)).contains("hush");
    assertThat(journal)
        .containsExactly("break-glass.shown", "errand replace-seen-secret", "open BREAK_GLASS");
    assertThat(look(nadia, id)).as("once").isEmpty();
    assertThat(journal).contains("break-glass.denied");
  }

  @Test
  void nobody_says_yes_to_their_own_wish_and_nobody_looks_with_anothers() {
    UUID id = asked();
    assertThat(steps.approve(nadia, id)).isFalse();
    assertThat(steps.approve(nadiaToo, id)).as("another identity of the same person").isFalse();
    assertThat(journal).endsWith("break-glass.denied", "break-glass.denied");
    BreakGlassCase.Snapshot wish = steps.recent().getFirst();
    assertThat(steps.mayApprove(nadiaToo, wish)).isFalse();
    assertThat(steps.mayApprove(omar, wish)).isTrue();
    assertThat(steps.approve(omar, id)).isTrue();
    assertThat(look(omar, id)).isEmpty();
    assertThat(look(nadia, id)).isPresent();
  }

  @ParameterizedTest(name = "{0} after the wish: {1}")
  @CsvSource({"PT14M59S, true", "PT15M, false", "PT1H, false"})
  void a_wish_waits_a_quarter_of_an_hour_for_a_yes(Duration since, boolean good) {
    UUID id = asked();
    now = NOON.plus(since);
    assertThat(steps.approve(omar, id)).isEqualTo(good);
  }

  @ParameterizedTest(name = "{0} after the yes: {1}")
  @CsvSource({"PT14M59S, true", "PT15M, false"})
  void a_yes_is_good_for_a_quarter_of_an_hour(Duration since, boolean good) {
    UUID id = asked();
    steps.approve(omar, id);
    now = NOON.plus(since);
    assertThat(look(nadia, id).isPresent()).isEqualTo(good);
  }

  @Test
  void a_refused_wish_is_over() {
    UUID id = asked();
    assertThat(steps.refuse(omar, id)).isTrue();
    assertThat(steps.approve(omar, id)).isFalse();
    assertThat(look(nadia, id)).isEmpty();
  }

  @Test
  void when_the_audit_log_cannot_be_written_nothing_is_opened() {
    UUID id = asked();
    steps.approve(omar, id);
    auditFails = true;
    assertThatThrownBy(() -> glass.look(nadia, id)).isInstanceOf(IllegalStateException.class);
    assertThat(journal).doesNotContain("open BREAK_GLASS");
  }

  @ParameterizedTest(name = "reason \"{0}\", ticket \"{1}\"")
  @CsvSource({"short, OPS-17", "a good long reason, ''", "a good long reason, !", "'', OPS-17"})
  void a_wish_needs_a_reason_and_a_ticket(String reason, String ticket) {
    assertThat(steps.request(nadia, TARGET, reason, ticket)).isFalse();
    assertThat(rows).isEmpty();
  }

  @Test
  void only_our_own_admins_take_part_whatever_page_they_come_from() {
    UUID id = asked();
    for (Account other :
        List.of(
            admin(3, SELLER, Role.SELLER_OWNER),
            admin(4, SELLER, Role.ADMIN),
            admin(5, SellerId.PLATFORM, Role.SELLER_OWNER))) {
      assertThatThrownBy(() -> steps.request(other, TARGET, REASON, TICKET))
          .isInstanceOf(SecurityException.class);
      assertThatThrownBy(() -> steps.approve(other, id)).isInstanceOf(SecurityException.class);
      assertThatThrownBy(() -> steps.refuse(other, id)).isInstanceOf(SecurityException.class);
      assertThatThrownBy(() -> glass.look(other, id)).isInstanceOf(SecurityException.class);
    }
    assertThat(journal).containsExactly("break-glass.requested");
  }
}
