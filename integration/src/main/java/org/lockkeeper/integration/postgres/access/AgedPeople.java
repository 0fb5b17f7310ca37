package org.lockkeeper.integration.postgres.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.lockkeeper.compliance.disposal.AgedRecords;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.AgeRule;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.LegalHold;
import org.lockkeeper.retention.RetentionSchedule;

/**
 * What tells of people who left, and of how access was given and looked at: it goes when the log of
 * the same time does, and a hold of the log keeps it.
 */
final class AgedPeople {

  private AgedPeople() {}

  private abstract static class LikeTheLog implements AgedRecords {

    private final Tenancy tenancy;
    private final String holder;

    LikeTheLog(Tenancy tenancy, String holder) {
      this.tenancy = tenancy;
      this.holder = holder;
    }

    @Override
    public String holder() {
      return holder;
    }

    @Override
    public AgeRule rule(RetentionSchedule schedule) {
      return schedule.rule(DataKind.AUDIT_LOG);
    }

    @Override
    public Set<DataKind> kinds() {
      return Set.of(DataKind.AUDIT_LOG);
    }

    @Override
    public int dispose(
        SellerId seller, Instant lastToGo, List<LegalHold> holds, Instant now, int limit) {
      return holds.stream().anyMatch(hold -> hold.scope() instanceof LegalHold.Scope.WholeSeller)
          ? 0
          : go(tenancy.as(seller), seller.value(), lastToGo, limit);
    }

    abstract int go(Sql sql, UUID seller, Instant lastToGo, int limit);
  }

  /**
   * Names, logins and ways in of people who left. The row stays, with its id, which other rows
   * name; of a seller that has closed its account the addresses go with the certificates.
   */
  @ApplicationScoped
  static class Accounts extends LikeTheLog {

    @Inject
    Accounts(Tenancy tenancy) {
      super(tenancy, "access.account");
    }

    @Override
    int go(Sql sql, UUID seller, Instant lastToGo, int limit) {
      UUID[] some =
          sql.list(
                  """
                  select a.id from access.account a
                  join access.seller n on n.seller_id = a.seller_id and n.closed_at is null
                  where a.seller_id = ? and a.status = 'LEFT' and a.left_at <= ?
                    and a.display_name <> ''
                  order by a.left_at, a.id limit ?
                  """,
                  row -> row.getObject(1, UUID.class),
                  seller,
                  lastToGo,
                  limit)
              .toArray(UUID[]::new);
      for (String of :
          List.of(
              "factor_offer.account",
              "factor_challenge.account",
              "recovery_code.account",
              "factor.account",
              "password_history.account_id",
              "known_device.account_id",
              "issuer_identity.account_id",
              "invitation.account_id")) {
        int dot = of.indexOf('.');
        sql.run(
            "delete from access."
                + of.substring(0, dot)
                + " where seller_id = ? and "
                + of.substring(dot + 1)
                + " = any (?)",
            seller,
            some);
      }
      return sql.run(
          """
          update access.account set login = 'left-' || id, display_name = '', password_hash = 'none',
            version = version + 1
          where seller_id = ? and id = any (?)
          """,
          seller,
          some);
    }
  }

  /** What of ours asked for. */
  @ApplicationScoped
  static class Requests extends LikeTheLog {

    @Inject
    Requests(Tenancy tenancy) {
      super(tenancy, "access.access_request");
    }

    @Override
    int go(Sql sql, UUID seller, Instant lastToGo, int limit) {
      return sql.run(
          """
          delete from access.access_request where seller_id = ? and id in (
            select id from access.access_request where seller_id = ? and ends_at <= ?
            order by ends_at, id limit ?)
          """,
          seller,
          seller,
          lastToGo,
          limit);
    }
  }

  /** Trainings that hold no more. */
  @ApplicationScoped
  static class Trainings extends LikeTheLog {

    @Inject
    Trainings(Tenancy tenancy) {
      super(tenancy, "access.training");
    }

    @Override
    int go(Sql sql, UUID seller, Instant lastToGo, int limit) {
      return sql.run(
          """
          delete from access.training where seller_id = ? and id in (
            select id from access.training where seller_id = ? and valid_until <= ?
            order by valid_until, id limit ?)
          """,
          seller,
          seller,
          lastToGo,
          limit);
    }
  }

  /** Who left, once it was done. */
  @ApplicationScoped
  static class Leavers extends LikeTheLog {

    @Inject
    Leavers(Tenancy tenancy) {
      super(tenancy, "access.leaver");
    }

    @Override
    int go(Sql sql, UUID seller, Instant lastToGo, int limit) {
      return sql.run(
          """
          delete from access.leaver where seller_id = ? and id in (
            select id from access.leaver where seller_id = ? and done_at <= ?
            order by done_at, id limit ?)
          """,
          seller,
          seller,
          lastToGo,
          limit);
    }
  }

  /** Reviews that were closed, with their lines and the signed result. */
  @ApplicationScoped
  static class Reviews extends LikeTheLog {

    @Inject
    Reviews(Tenancy tenancy) {
      super(tenancy, "access.review");
    }

    @Override
    int go(Sql sql, UUID seller, Instant lastToGo, int limit) {
      UUID[] some =
          sql.list(
                  """
                  select id from access.review where seller_id = ? and closed_at <= ?
                  order by closed_at, id limit ?
                  """,
                  row -> row.getObject(1, UUID.class),
                  seller,
                  lastToGo,
                  limit)
              .toArray(UUID[]::new);
      sql.run(
          "delete from access.review_item where seller_id = ? and review_id = any (?)",
          seller,
          some);
      return sql.run(
          "delete from access.review where seller_id = ? and id = any (?)", seller, some);
    }
  }
}
