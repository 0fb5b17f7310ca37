package org.lockkeeper.compliance.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretCare;
import org.lockkeeper.credentials.SecretLost;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;

class AuditedSecretVaultTest {

  private static final SellerId SELLER = SellerId.of("01900000-0000-7000-8000-00000000000a");
  private static final SecretRef REF = new SecretRef("connection/1");
  private static final Actor ACTOR = new Actor.Task("amazon.token");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

  private final List<String> journal = new ArrayList<>();
  private final List<AuditEntry> entries = new ArrayList<>();
  private boolean auditFails;
  private Supplier<Optional<Secret>> reading = () -> Optional.of(Secret.of("hush"));

  private final AuditStore audit =
      new AuditStore() {
        @Override
        public void append(SellerId seller, List<AuditEntry> added) {
          journal.add("audit with the commit");
          add(added);
        }

        @Override
        public void appendNow(SellerId seller, List<AuditEntry> added) {
          journal.add("audit");
          add(added);
        }

        private void add(List<AuditEntry> added) {
          if (auditFails) {
            throw new IllegalStateException("the audit log cannot be written");
          }
          entries.addAll(added);
        }

        @Override
        public List<AuditEntry> about(SellerId seller, String object) {
          return List.copyOf(entries);
        }
      };

  private final SecretStore store =
      new SecretStore() {
        @Override
        public List<SecretCare.Held> held(SellerId seller, SecretRef ref) {
          return List.of(
              new SecretCare.Held(SecretVault.Stage.CURRENT, "version-7", CLOCK.instant()));
        }

        @Override
        public Optional<Secret> read(SellerId seller, SecretRef ref, String version) {
          journal.add("read " + version);
          return reading.get();
        }

        @Override
        public void write(SellerId seller, SecretRef ref, Secret value) {
          journal.add("write");
        }

        @Override
        public void propose(SellerId seller, SecretRef ref, Secret value) {
          journal.add("propose");
        }

        @Override
        public void promote(SellerId seller, SecretRef ref) {
          journal.add("promote");
        }

        @Override
        public void discard(SellerId seller, SecretRef ref, SecretVault.Stage stage) {
          journal.add("discard " + stage);
        }

        @Override
        public void destroy(SellerId seller, SecretRef ref) {
          journal.add("destroy");
        }
      };

  private final AuditedSecretVault vault =
      new AuditedSecretVault(
          store, new AuditTrail(audit, new Ids(CLOCK, new SecureRandom()), CLOCK));

  @Test
  void the_audit_log_knows_who_takes_a_secret_before_it_is_read() {
    try (Secret secret =
        vault.open(SELLER, REF, SecretVault.Stage.CURRENT, ACTOR, Purpose.API_CALL).orElseThrow()) {
      assertThat(secret).hasToString("Secret[withheld]");
    }
    assertThat(journal).containsExactly("audit", "read version-7");
    AuditEntry entry = entries.getFirst();
    assertThat(entry.actor()).isEqualTo(ACTOR);
    assertThat(entry.action()).isEqualTo("secret.read");
    assertThat(entry.object()).isEqualTo("secret:connection/1");
    assertThat(entry.facts())
        .isEqualTo(Map.of("stage", "CURRENT", "version", "version-7", "purpose", "API_CALL"));
  }

  @Test
  void when_the_audit_log_cannot_be_written_nothing_is_read() {
    auditFails = true;
    assertThatThrownBy(
            () -> vault.open(SELLER, REF, SecretVault.Stage.CURRENT, ACTOR, Purpose.API_CALL))
        .isInstanceOf(IllegalStateException.class);
    assertThat(journal).containsExactly("audit");
  }

  @Test
  void when_the_audit_log_cannot_be_written_nothing_is_stored() {
    auditFails = true;
    try (Secret value = Secret.of("hush")) {
      assertThatThrownBy(() -> vault.store(SELLER, REF, value, ACTOR))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(journal).containsExactly("audit with the commit");
  }

  @Test
  void an_entry_tells_nothing_of_the_value() {
    try (Secret value = Secret.of("hush")) {
      vault.store(SELLER, REF, value, ACTOR);
    }
    assertThat(entries.toString()).contains("secret.stored").doesNotContain("hush");
  }

  @Test
  void a_stage_that_is_not_held_gives_nothing_and_the_attempt_is_known() {
    assertThat(vault.open(SELLER, REF, SecretVault.Stage.PENDING, ACTOR, Purpose.API_CALL))
        .isEmpty();
    assertThat(journal).containsExactly("audit");
    assertThat(entries.getFirst().facts()).containsEntry("version", "none");
  }

  @Test
  void each_change_of_a_version_is_in_the_audit_log_with_the_change() {
    try (Secret value = Secret.of("hush")) {
      vault.propose(SELLER, REF, value, ACTOR);
    }
    vault.promote(SELLER, REF, ACTOR);
    vault.discard(SELLER, REF, SecretVault.Stage.PREVIOUS, ACTOR);
    vault.destroy(SELLER, REF, ACTOR);
    assertThat(entries.stream().map(AuditEntry::action))
        .containsExactly(
            "secret.proposed", "secret.promoted", "secret.discarded", "secret.destroyed");
    assertThat(journal)
        .containsExactly(
            "audit with the commit",
            "propose",
            "audit with the commit",
            "promote",
            "audit with the commit",
            "discard PREVIOUS",
            "audit with the commit",
            "destroy");
    assertThat(entries.toString()).doesNotContain("hush");
  }

  @Test
  void another_value_in_its_place_is_told_as_lost_and_is_in_the_audit_log() {
    reading =
        () -> {
          throw new SecretStore.Misplaced(REF);
        };
    assertThatThrownBy(
            () -> vault.open(SELLER, REF, SecretVault.Stage.CURRENT, ACTOR, Purpose.API_CALL))
        .isInstanceOf(SecretLost.class);
    assertThat(entries.stream().map(AuditEntry::action))
        .containsExactly("secret.read", "secret.misplaced");
  }

  @Test
  void a_secret_that_we_may_not_read_is_refused_and_is_in_the_audit_log() {
    reading =
        () -> {
          throw new SecretStore.Refused(REF, "access is denied");
        };
    assertThatThrownBy(
            () -> vault.open(SELLER, REF, SecretVault.Stage.CURRENT, ACTOR, Purpose.API_CALL))
        .isInstanceOf(SecretStore.Refused.class);
    assertThat(entries.stream().map(AuditEntry::action))
        .containsExactly("secret.read", "secret.refused");
  }

  @Test
  void a_version_that_was_held_and_is_gone_when_it_is_read_is_in_the_audit_log() {
    reading = Optional::empty;
    assertThat(vault.open(SELLER, REF, SecretVault.Stage.CURRENT, ACTOR, Purpose.API_CALL))
        .isEmpty();
    assertThat(entries.stream().map(AuditEntry::action))
        .containsExactly("secret.read", "secret.missing");
  }
}
