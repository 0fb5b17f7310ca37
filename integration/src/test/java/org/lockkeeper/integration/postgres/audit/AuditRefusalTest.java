package org.lockkeeper.integration.postgres.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditRecords;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.encryption.SealedRecipientVault;
import org.lockkeeper.compliance.encryption.SealingOnTables;
import org.lockkeeper.compliance.evidence.AuditSteps;
import org.lockkeeper.compliance.evidence.DownloadLog;
import org.lockkeeper.compliance.evidence.ExportAuditLog;
import org.lockkeeper.compliance.evidence.ExportReason;
import org.lockkeeper.compliance.evidence.ReadAuditLog;
import org.lockkeeper.compliance.secrets.AuditedSecretVault;
import org.lockkeeper.compliance.secrets.SecretStore;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretCare;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.integration.postgres.StorageTrouble;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.integration.postgres.keys.OpenKeys;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Ada;
import org.lockkeeper.orders.Recipient;

/** Nothing leaves while the audit log cannot be written, and it recovers by itself (F20). */
class AuditRefusalTest {

  private static final TestDatabase.Apart APART = TestDatabase.apart("refusal");
  private static final Transactions NODE = APART.portal();
  private static final Transactions BESIDE = APART.portal();
  private static final SealedGround GROUND = new SealedGround(NODE, 100);
  private static final SecretRef REF = new SecretRef("connection/1");

  private final SellerId anna = SealedGround.seller();
  private final List<String> left = new ArrayList<>();

  private final SecretStore secrets =
      new SecretStore() {
        @Override
        public List<SecretCare.Held> held(SellerId seller, SecretRef ref) {
          return List.of(
              new SecretCare.Held(SecretVault.Stage.CURRENT, "7", GROUND.time.instant()));
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

  private final AuditTrail trail = new AuditTrail(GROUND.entries, GROUND.ids, GROUND.time);
  private final AuditedSecretVault vault = new AuditedSecretVault(secrets, trail);
  private final SealedRecipientVault recipients =
      new SealingOnTables(
              OpenKeys.ports(NODE.tenancy(), BESIDE.tenancy(), GROUND.time),
              new SealingOnTables.Apart() {
                @Override
                public <T> T in(Supplier<T> step) {
                  return BESIDE.in(step);
                }
              },
              new SealingOnTables.Custodian(),
              trail,
              GROUND.time)
          .vault();
  private final AuditSteps steps =
      new AuditSteps(
          new PostgresAuditRecords(NODE.tenancy()), new PostgresSealedLog(NODE.tenancy()));
  private final OrderId order = new OrderId(UUID.randomUUID());
  private Optional<Recipient.Sealed> buyer = Optional.empty();

  @BeforeEach
  void an_order_whose_buyer_is_kept() {
    UUID shop = UUID.randomUUID();
    NODE.seller(anna, shop);
    NODE.order(anna, shop, order.value(), GROUND.time.instant());
    buyer = Optional.of(NODE.in(() -> recipients.seal(anna, order, 1, Ada.LOVELACE)));
    GROUND.sealAll();
  }

  private void read() {
    NODE.run(
        () ->
            vault
                .open(
                    anna, REF, SecretVault.Stage.CURRENT, new Actor.Task("test"), Purpose.API_CALL)
                .ifPresent(Secret::close));
  }

  private void reveal() {
    left.add(
        NODE.in(() -> recipients.open(anna, order, buyer.orElseThrow(), Purpose.CUSTOMER_SERVICE))
            .name());
  }

  private void export() {
    ExportAuditLog export = new ExportAuditLog(steps, new ReadAuditLog(steps), trail, GROUND.time);
    NODE.run(
        () -> {
          if (export.of(
                  person(SellerId.PLATFORM, Role.ADMIN),
                  Optional.of(anna),
                  AuditRecords.Filter.since(Instant.EPOCH),
                  List.of(),
                  ExportReason.REVIEW,
                  "OPS-17")
              instanceof ExportAuditLog.Result.File file) {
            left.add(file.name().replaceFirst("-[0-9].*", ""));
          }
        });
  }

  private void download() {
    DownloadLog download = new DownloadLog(steps, new ReadAuditLog(steps), trail, GROUND.time);
    NODE.run(
        () -> {
          if (download.of(
                  person(anna, Role.SELLER_OWNER),
                  AuditRecords.Filter.since(Instant.EPOCH),
                  List.of())
              instanceof DownloadLog.Result.Bundle bundle) {
            left.add(bundle.zip().name().replaceFirst("-[0-9].*", ""));
          }
        });
  }

  private static Account person(SellerId of, Role role) {
    return new Account(
        of,
        new UUID(9, 9),
        "nadia@lockkeeper.example",
        "Nadia",
        role,
        false,
        ZoneOffset.UTC,
        Locale.ENGLISH,
        Account.Theme.SYSTEM);
  }

  private void isRefused(String state, ThrowingCallable... ways) {
    for (ThrowingCallable way : ways) {
      assertThatThrownBy(way).isInstanceOf(StorageTrouble.class).hasMessage("SQLSTATE " + state);
      assertThat(left).as("nothing has left").isEmpty();
    }
  }

  private void recovers() {
    read();
    reveal();
    export();
    download();
    assertThat(left).containsExactly("7", Ada.LOVELACE.name(), "audit-log", "lockkeeper-log");
    assertThat(actions("secret:" + REF)).containsExactly("secret.read");
    assertThat(actions("order:" + order)).containsOnlyOnce("recipient.opened");
    assertThat(actions("audit:log")).containsOnlyOnce("audit.exported", "audit.downloaded");
  }

  private List<String> actions(String object) {
    return NODE.in(() -> GROUND.entries.about(anna, object)).stream()
        .map(AuditEntry::action)
        .toList();
  }

  @Test
  void without_the_right_to_write_nothing_leaves() {
    SealingTest.administer(APART, "revoke insert on audit.audit_event from lockkeeper_portal");
    isRefused("42501", this::read, this::reveal, this::export, this::download);
    SealingTest.administer(APART, "grant insert on audit.audit_event to lockkeeper_portal");
    recovers();
  }

  @Test
  void while_the_disk_is_full_nothing_leaves() {
    SealingTest.administer(
        APART,
        """
        create function audit.full_disk() returns trigger language plpgsql as
        $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$
        """,
        "create trigger full_disk before insert on audit.audit_event"
            + " for each row execute function audit.full_disk()");
    isRefused("53100", this::read, this::reveal, this::export, this::download);
    SealingTest.administer(APART, "drop function audit.full_disk cascade");
    recovers();
  }

  @Test
  void while_somebody_holds_the_table_nothing_leaves_and_nobody_waits_for_long()
      throws SQLException {
    try (Connection other = APART.connect("postgres");
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("lock table audit.audit_event in access exclusive mode");
      isRefused("55P03", this::read, this::reveal);
      other.rollback();
    }
    recovers();
  }
}
