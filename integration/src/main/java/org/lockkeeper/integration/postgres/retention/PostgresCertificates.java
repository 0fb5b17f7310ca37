package org.lockkeeper.integration.postgres.retention;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.certificates.Certificate;
import org.lockkeeper.compliance.certificates.Certificates;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.proof.certificate.Digests;
import org.lockkeeper.proof.jose.EcKey;
import org.lockkeeper.retention.CertificateStage;
import org.lockkeeper.retention.DeletionCaseId;

/** Certificates in {@code retention.certificate} and {@code retention.certificate_issue}. */
@ApplicationScoped
class PostgresCertificates implements Certificates {

  private static final String CERTIFICATE =
      """
      select seller_id, id, case_id, stage, content, orders, seed, language, issued_at
      from retention.certificate where seller_id = ?
      """;

  private static final String ISSUE =
      """
      select id, certificate_id, number, issued_at, jws, jwk, epoch, log_index, leaf, proof,
        log_key, witness_keys, sealed_at
      from retention.certificate_issue where seller_id = ?
      """;

  private final Tenancy tenancy;

  @Inject
  PostgresCertificates(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public boolean add(Certificate c) {
    return tenancy
            .as(c.seller())
            .run(
                """
                insert into retention.certificate (seller_id, id, case_id, stage, content,
                  short_code, orders, seed, language, issued_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (seller_id, case_id, stage) do nothing
                """,
                c.seller().value(),
                c.id(),
                c.deletionCase().value(),
                c.stage().number(),
                c.content(),
                Digests.shortCode(c.content().getBytes(StandardCharsets.UTF_8)),
                c.orders().stream().map(OrderId::value).toArray(UUID[]::new),
                c.seed().bytes(),
                c.language().getLanguage(),
                c.at())
        == 1;
  }

  @Override
  public Optional<Certificate> find(
      SellerId seller, DeletionCaseId deletionCase, CertificateStage stage) {
    return tenancy
        .as(seller)
        .first(
            CERTIFICATE + "and case_id = ? and stage = ?",
            PostgresCertificates::certificate,
            seller.value(),
            deletionCase.value(),
            stage.number());
  }

  @Override
  public Optional<Certificate> find(SellerId seller, UUID id) {
    return tenancy
        .as(seller)
        .first(CERTIFICATE + "and id = ?", PostgresCertificates::certificate, seller.value(), id);
  }

  @Override
  public List<Listed> all(SellerId seller) {
    return tenancy
        .as(seller)
        .list(
            """
            select c.id, c.case_id, c.stage, c.short_code, cardinality(c.orders) as orders,
              c.issued_at, i.number, i.issued_at as newest_at, i.sealed_at
            from retention.certificate c
            join lateral (
              select number, issued_at, sealed_at from retention.certificate_issue
              where seller_id = c.seller_id and certificate_id = c.id
              order by number desc limit 1) i on true
            where c.seller_id = ?
            order by c.issued_at desc, c.id
            """,
            row ->
                new Listed(
                    Sql.uuid(row, "id"),
                    new DeletionCaseId(Sql.uuid(row, "case_id")),
                    CertificateStage.of(row.getInt("stage")),
                    row.getString("short_code"),
                    row.getLong("orders"),
                    Sql.instant(row, "issued_at"),
                    row.getInt("number"),
                    Sql.instant(row, "newest_at"),
                    Sql.optionalInstant(row, "sealed_at")),
            seller.value());
  }

  @Override
  public boolean add(SellerId seller, UUID certificate, Certificate.Issue issue) {
    Sql sql = tenancy.as(seller);
    boolean added =
        sql.run(
                """
                insert into retention.certificate_issue (seller_id, id, certificate_id, number,
                  issued_at, jws, jwk)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (seller_id, certificate_id, number) do nothing
                """,
                seller.value(),
                issue.id(),
                certificate,
                issue.number(),
                issue.at(),
                issue.jws(),
                issue.jwk())
            == 1;
    if (added) {
      sql.run(
          """
          insert into retention.certificate_key (kid, jwk, first_used_at) values (?, ?, ?)
          on conflict do nothing
          """,
          EcKey.parse(issue.jwk().getBytes(StandardCharsets.UTF_8)).kid(),
          issue.jwk(),
          issue.at());
    }
    return added;
  }

  @Override
  public List<Certificate.Issue> issues(SellerId seller, UUID certificate) {
    return tenancy
        .as(seller)
        .list(
            ISSUE + "and certificate_id = ? order by number desc",
            PostgresCertificates::issue,
            seller.value(),
            certificate);
  }

  @Override
  public Optional<Issued> issue(SellerId seller, UUID issue) {
    return tenancy
        .as(seller)
        .first(
            ISSUE + "and id = ?",
            row -> new Issued(Sql.uuid(row, "certificate_id"), issue(row)),
            seller.value(),
            issue);
  }

  @Override
  public void seal(SellerId seller, UUID issue, Certificate.Sealing place) {
    tenancy
        .as(seller)
        .run(
            """
            update retention.certificate_issue
            set epoch = ?, log_index = ?, leaf = ?, proof = ?, log_key = ?, witness_keys = ?,
              sealed_at = ?
            where seller_id = ? and id = ? and sealed_at is null
            """,
            place.epoch(),
            place.index(),
            place.leaf(),
            place.proof(),
            place.logKey(),
            place.witnessKeys().toArray(String[]::new),
            place.at(),
            seller.value(),
            issue);
  }

  @Override
  public List<String> keys() {
    return tenancy
        .ofNobody()
        .list(
            "select jwk from retention.certificate_key order by first_used_at, kid",
            row -> row.getString("jwk"));
  }

  private static Certificate certificate(ResultSet row) throws SQLException {
    return new Certificate(
        new SellerId(Sql.uuid(row, "seller_id")),
        Sql.uuid(row, "id"),
        new DeletionCaseId(Sql.uuid(row, "case_id")),
        CertificateStage.of(row.getInt("stage")),
        row.getString("content"),
        Arrays.stream((UUID[]) row.getArray("orders").getArray()).map(OrderId::new).toList(),
        new Opaque(row.getBytes("seed")),
        Locale.of(row.getString("language")),
        Sql.instant(row, "issued_at"));
  }

  private static Certificate.Issue issue(ResultSet row) throws SQLException {
    Optional<Instant> sealedAt = Sql.optionalInstant(row, "sealed_at");
    return new Certificate.Issue(
        Sql.uuid(row, "id"),
        row.getInt("number"),
        Sql.instant(row, "issued_at"),
        row.getString("jws"),
        row.getString("jwk"),
        sealedAt.isEmpty() ? Optional.empty() : Optional.of(place(row, sealedAt.get())));
  }

  private static Certificate.Sealing place(ResultSet row, Instant at) throws SQLException {
    return new Certificate.Sealing(
        row.getLong("epoch"),
        row.getLong("log_index"),
        row.getString("leaf"),
        row.getString("proof"),
        row.getString("log_key"),
        List.of((String[]) row.getArray("witness_keys").getArray()),
        at);
  }
}
