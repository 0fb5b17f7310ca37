package org.lockkeeper.integration.postgres.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lockkeeper.compliance.certificates.Certificate;
import org.lockkeeper.compliance.certificates.CertificateLinks;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.integration.postgres.TestDatabase;
import org.lockkeeper.integration.postgres.Transactions;
import org.lockkeeper.integration.postgres.Wall;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.proof.jose.EcKey;
import org.lockkeeper.retention.CertificateStage;
import org.lockkeeper.retention.DeletionCaseId;

class CertificatesStorageTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final SellerId anna = new SellerId(UUID.randomUUID());
  private final SellerId bert = new SellerId(UUID.randomUUID());
  private Transactions transactions = TestDatabase.portal();

  @BeforeEach
  void two_sellers() {
    transactions.seller(anna, UUID.randomUUID());
    transactions.seller(bert, UUID.randomUUID());
  }

  private Certificate certificate(CertificateStage stage) {
    return new Certificate(
        anna,
        UUID.randomUUID(),
        new DeletionCaseId(new UUID(1, 1)),
        stage,
        "{\"stage\":" + stage.number() + "}",
        List.of(new OrderId(new UUID(2, 1)), new OrderId(new UUID(2, 2))),
        new Opaque(new byte[32]),
        Locale.of("es"),
        NOON);
  }

  private static Certificate.Issue issue(int number) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      EcKey key = EcKey.ofSpki(generator.generateKeyPair().getPublic().getEncoded());
      return new Certificate.Issue(
          UUID.randomUUID(),
          number,
          NOON.plusSeconds(number),
          "a.b.c",
          new String(key.jwk(), StandardCharsets.UTF_8),
          Optional.empty());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @EnumSource(Wall.class)
  void a_case_has_one_certificate_of_each_stage_and_it_is_its_sellers_alone(Wall wall) {
    transactions = wall.transactions();
    PostgresCertificates certificates = new PostgresCertificates(transactions.tenancy());
    Certificate first = certificate(CertificateStage.LIVE_ERASED);
    Certificate.Issue issue = issue(1);
    assertThat(transactions.in(() -> certificates.add(first))).isTrue();
    assertThat(transactions.in(() -> certificates.add(certificate(CertificateStage.LIVE_ERASED))))
        .isFalse();
    assertThat(
            transactions.in(
                () -> certificates.add(certificate(CertificateStage.BACKUPS_UNREADABLE))))
        .isTrue();
    assertThat(transactions.in(() -> certificates.add(anna, first.id(), issue))).isTrue();
    assertThat(transactions.in(() -> certificates.add(anna, first.id(), issue(1)))).isFalse();

    assertThat(transactions.in(() -> certificates.find(anna, first.id()))).contains(first);
    assertThat(
            transactions.in(
                () -> certificates.find(anna, first.deletionCase(), CertificateStage.LIVE_ERASED)))
        .contains(first);
    assertThat(transactions.in(() -> certificates.issues(anna, first.id()))).containsExactly(issue);
    assertThat(transactions.in(() -> certificates.all(anna)))
        .singleElement()
        .satisfies(
            listed -> {
              assertThat(listed.orders()).isEqualTo(2);
              assertThat(listed.issues()).isEqualTo(1);
              assertThat(listed.sealedAt()).isEmpty();
            });
    assertThat(transactions.in(() -> certificates.keys())).contains(issue.jwk());

    assertThat(transactions.in(() -> certificates.find(bert, first.id()))).isEmpty();
    assertThat(transactions.in(() -> certificates.issues(bert, first.id()))).isEmpty();
    assertThat(transactions.in(() -> certificates.issue(bert, issue.id()))).isEmpty();
    assertThat(transactions.in(() -> certificates.all(bert))).isEmpty();
  }

  @Test
  void the_first_place_in_the_log_stays() {
    PostgresCertificates certificates = new PostgresCertificates(transactions.tenancy());
    Certificate first = certificate(CertificateStage.LIVE_ERASED);
    Certificate.Issue issue = issue(1);
    Certificate.Sealing place =
        new Certificate.Sealing(1, 42, "leaf", "proof", "log", List.of("one", "two"), NOON);
    transactions.run(
        () -> {
          certificates.add(first);
          certificates.add(anna, first.id(), issue);
        });
    transactions.run(() -> certificates.seal(bert, issue.id(), place));
    assertThat(transactions.in(() -> certificates.issue(anna, issue.id())).orElseThrow().issue())
        .isEqualTo(issue);
    transactions.run(() -> certificates.seal(anna, issue.id(), place));
    transactions.run(
        () ->
            certificates.seal(
                anna,
                issue.id(),
                new Certificate.Sealing(2, 43, "x", "x", "x", List.of("x"), NOON)));
    assertThat(
            transactions
                .in(() -> certificates.issue(anna, issue.id()))
                .orElseThrow()
                .issue()
                .sealing())
        .contains(place);
  }

  @Test
  void what_was_issued_cannot_be_changed_or_taken_away() {
    PostgresCertificates certificates = new PostgresCertificates(transactions.tenancy());
    Certificate first = certificate(CertificateStage.LIVE_ERASED);
    transactions.run(() -> certificates.add(first));
    for (String statement :
        List.of(
            "update retention.certificate set content = 'x' where seller_id = ?",
            "delete from retention.certificate where seller_id = ?",
            "update retention.certificate_issue set jws = 'x' where seller_id = ?",
            "delete from retention.certificate_issue where seller_id = ?")) {
      assertThatThrownBy(
              () ->
                  transactions.run(
                      () -> transactions.tenancy().as(anna).run(statement, anna.value())))
          .as(statement)
          .isInstanceOf(RuntimeException.class);
    }
  }

  @Test
  void a_link_is_found_by_the_digest_of_its_code_and_by_nothing_else() {
    PostgresCertificates certificates = new PostgresCertificates(transactions.tenancy());
    PostgresCertificateLinks links = new PostgresCertificateLinks(transactions.tenancy());
    Certificate first = certificate(CertificateStage.LIVE_ERASED);
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    CertificateLinks.Link link =
        new CertificateLinks.Link(
            anna, new Opaque(bytes), first.id(), UUID.randomUUID(), NOON, NOON.plusSeconds(60));
    transactions.run(
        () -> {
          certificates.add(first);
          links.add(link);
        });
    assertThat(transactions.in(() -> links.find(link.digest()))).contains(link);
    bytes[0] ^= 1;
    assertThat(transactions.in(() -> links.find(new Opaque(bytes)))).isEmpty();
    assertThat(
            transactions.in(
                () ->
                    transactions
                        .tenancy()
                        .ofNobody()
                        .count("select count(*) from retention.certificate_link")))
        .isZero();
    assertThat(transactions.in(() -> links.purge(anna, NOON.plusSeconds(59)))).isZero();
    assertThat(transactions.in(() -> links.purge(bert, NOON.plusSeconds(60)))).isZero();
    assertThat(transactions.in(() -> links.purge(anna, NOON.plusSeconds(60)))).isEqualTo(1);
  }
}
