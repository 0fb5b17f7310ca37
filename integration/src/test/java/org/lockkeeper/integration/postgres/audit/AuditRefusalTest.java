package org.lockkeeper.integration.postgres.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.secrets.AuditedSecretVault;
import org.lockkeeper.compliance.secrets.SecretStore;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretCare;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.integration.postgres.StorageTrouble;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;

/** Nothing leaves while the audit log cannot be written, and it recovers by itself (F20). */
class AuditRefusalTest {

  private static final TestDatabase.Apart APART = TestDatabase.apart("refusal");
  private static final Transactions NODE = APART.portal();
  private static final SecretRef REF = new SecretRef("connection/1");

  private final SellerId anna = SealedGround.seller();
  private final List<String> left = new ArrayList<>();
  private final SealedGround ground = new SealedGround(NODE, 100);

  private final SecretStore secrets =
      new SecretStore() {
        @Override
        public List<SecretCare.Held> held(SellerId seller, SecretRef ref) {
          return List.of(
              new SecretCare.Held(SecretVault.Stage.CURRENT, "7", ground.time.instant()));
        }

        @Override
        public Optional<Secret> read(SellerId seller, SecretRef ref, String version) {
          left.add(version);
          return Optional.of(Secret.of("hush"));
        }

        @Override
        public void write(SellerId seller, SecretRef ref, Secret value) {
          throw new IllegalStateException("only read here");
        }

        @Override
        public void propose(SellerId seller, SecretRef ref, Secret value) {
          throw new IllegalStateException("only read here");
        }

        @Override
        public void promote(SellerId seller, SecretRef ref) {
          throw new IllegalStateException("only read here");
        }

        @Override
        public void discard(SellerId seller, SecretRef ref, SecretVault.Stage stage) {
          throw new IllegalStateException("only read here");
        }

        @Override
        public void destroy(SellerId seller, SecretRef ref) {
          throw new IllegalStateException("only read here");
        }
      };

  private final AuditedSecretVault vault =
      new AuditedSecretVault(secrets, new AuditTrail(ground.entries, ground.ids, ground.time));

  private void read() {
    NODE.run(
        () ->
            vault
                .open(
                    anna, REF, SecretVault.Stage.CURRENT, new Actor.Task("test"), Purpose.API_CALL)
                .ifPresent(Secret::close));
  }

  private void isRefused(String state) {
    assertThatThrownBy(this::read)
        .isInstanceOf(StorageTrouble.class)
        .hasMessage("SQLSTATE " + state);
    assertThat(left).as("nothing was read").isEmpty();
  }

  private void recovers() {
    read();
    assertThat(left).containsExactly("7");
    assertThat(NODE.in(() -> ground.entries.about(anna, "secret:" + REF))).hasSize(1);
  }

  @Test
  void without_the_right_to_write_nothing_is_read() {
    SealingTest.administer(APART, "revoke insert on audit.audit_event from lockkeeper_portal");
    isRefused("42501");
    SealingTest.administer(APART, "grant insert on audit.audit_event to lockkeeper_portal");
    recovers();
  }

  @Test
  void while_the_disk_is_full_nothing_is_read() {
    SealingTest.administer(
        APART,
        """
        create function audit.full_disk() returns trigger language plpgsql as
        $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$
        """,
        "create trigger full_disk before insert on audit.audit_event"
            + " for each row execute function audit.full_disk()");
    isRefused("53100");
    SealingTest.administer(APART, "drop function audit.full_disk cascade");
    recovers();
  }

  @Test
  void while_somebody_holds_the_table_nothing_is_read_and_nobody_waits_for_long()
      throws SQLException {
    try (Connection other = APART.connect("postgres");
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("lock table audit.audit_event in access exclusive mode");
      isRefused("55P03");
      other.rollback();
    }
    recovers();
  }
}
