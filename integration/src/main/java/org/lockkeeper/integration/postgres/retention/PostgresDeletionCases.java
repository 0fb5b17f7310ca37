package org.lockkeeper.integration.postgres.retention;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.CaseScope;
import org.lockkeeper.retention.DeletionCase;
import org.lockkeeper.retention.DeletionCaseId;
import org.lockkeeper.retention.DeletionCases;
import org.lockkeeper.retention.ErasureReport;
import org.lockkeeper.retention.Stage;
import org.lockkeeper.retention.StoreProgress;
import org.lockkeeper.retention.Trigger;

/** Deletion cases in {@code retention.deletion_case} and the tables that hang on it. */
@ApplicationScoped
class PostgresDeletionCases implements DeletionCases {

  private static final String SELECT =
      """
      select seller_id, id, scope, scope_ids, trigger, joined, channels, requested_at, due_by,
        edition, operator, stage, stage_since, cool_until, proposed_by, wait_reason, wait_count,
        wait_until, erased_at, backups_end_at, keys_destroyed_at, resume_at, warned_at
      from retention.deletion_case
      """;

  private final Tenancy tenancy;

  @Inject
  PostgresDeletionCases(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public void serialize(SellerId seller) {
    tenancy
        .as(seller)
        .exists(
            "select pg_advisory_xact_lock(hashtextextended('deletion-case/' || ?, 0))",
            seller.toString());
  }

  @Override
  public void add(DeletionCase fresh) {
    DeletionCase.Snapshot c = fresh.snapshot();
    tenancy
        .as(c.seller())
        .run(
            """
            insert into retention.deletion_case
              (seller_id, id, scope, scope_ids, trigger, joined, channels, requested_at, due_by,
               edition, operator, stage, stage_since, cool_until, proposed_by)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            c.seller().value(),
            c.id().value(),
            word(c.scope()),
            ids(c.scope()),
            c.trigger(),
            words(c.joined()),
            c.channels().toArray(String[]::new),
            c.requestedAt(),
            c.dueBy(),
            c.edition(),
            c.operator(),
            word(c.stage()),
            c.stage().since(),
            coolUntil(c.stage()),
            proposedBy(c.stage()));
  }

  @Override
  public void save(DeletionCase changed) {
    DeletionCase.Snapshot c = changed.snapshot();
    tenancy
        .as(c.seller())
        .run(
            """
            update retention.deletion_case set
              joined = ?, due_by = ?, stage = ?, stage_since = ?, cool_until = ?, proposed_by = ?,
              wait_reason = ?, wait_count = ?, wait_until = ?, erased_at = ?, backups_end_at = ?,
              keys_destroyed_at = ?, resume_at = ?, warned_at = ?
            where seller_id = ? and id = ?
            """,
            words(c.joined()),
            c.dueBy(),
            word(c.stage()),
            c.stage().since(),
            coolUntil(c.stage()),
            proposedBy(c.stage()),
            c.waiting().map(DeletionCase.Waiting::reason).orElse(null),
            c.waiting().map(DeletionCase.Waiting::count).orElse(null),
            c.waiting().map(DeletionCase.Waiting::until).orElse(null),
            c.erasedAt().orElse(null),
            c.backupsEndAt().orElse(null),
            c.keysDestroyedAt().orElse(null),
            c.resumeAt().orElse(null),
            c.warnedAt().orElse(null),
            c.seller().value(),
            c.id().value());
  }

  @Override
  public Optional<DeletionCase> find(SellerId seller, DeletionCaseId id) {
    return tenancy
        .as(seller)
        .first(
            SELECT + "where seller_id = ? and id = ?",
            PostgresDeletionCases::read,
            seller.value(),
            id.value());
  }

  @Override
  public Optional<DeletionCase> findForUpdate(SellerId seller, DeletionCaseId id) {
    return tenancy
        .as(seller)
        .first(
            SELECT + "where seller_id = ? and id = ? for update",
            PostgresDeletionCases::read,
            seller.value(),
            id.value());
  }

  @Override
  public List<DeletionCase> all(SellerId seller) {
    return tenancy
        .as(seller)
        .list(
            SELECT + "where seller_id = ? order by requested_at desc, id desc",
            PostgresDeletionCases::read,
            seller.value());
  }

  @Override
  public List<Of> register(int skip, int limit) {
    return tenancy
        .ofNobody()
        .list(
            "select seller_id, case_id from retention.case_register(?, ?)",
            PostgresDeletionCases::of,
            skip,
            limit);
  }

  @Override
  public long count() {
    return tenancy.ofNobody().count("select retention.case_count()");
  }

  @Override
  public List<Of> ripe(Instant now, Instant dueBefore, int limit) {
    return tenancy
        .ofNobody()
        .list(
            "select seller_id, case_id from retention.cases_ripe(?, ?, ?)",
            PostgresDeletionCases::of,
            now,
            dueBefore,
            limit);
  }

  private static Of of(ResultSet row) throws SQLException {
    return new Of(
        new SellerId(Sql.uuid(row, "seller_id")), new DeletionCaseId(Sql.uuid(row, "case_id")));
  }

  @Override
  public void begin(SellerId seller, DeletionCaseId id, List<StoreProgress> stores) {
    tenancy
        .as(seller)
        .batch(
            """
            insert into retention.case_store
              (seller_id, case_id, position, store, method, before, query_digest)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict do nothing
            """,
            stores.stream()
                .map(
                    s ->
                        new @Nullable Object[] {
                          seller.value(),
                          id.value(),
                          s.position(),
                          s.store(),
                          s.method(),
                          s.before(),
                          s.queryDigest()
                        })
                .toList());
  }

  @Override
  public List<StoreProgress> progress(SellerId seller, DeletionCaseId id) {
    return tenancy
        .as(seller)
        .list(
            """
            select position, store, method, before, erased, after, query_digest, verified_at
            from retention.case_store where seller_id = ? and case_id = ? order by position
            """,
            row ->
                new StoreProgress(
                    row.getInt("position"),
                    row.getString("store"),
                    ErasureReport.Method.valueOf(row.getString("method")),
                    row.getLong("before"),
                    row.getLong("erased"),
                    row.getObject("after") == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(row.getLong("after")),
                    row.getString("query_digest"),
                    Sql.optionalInstant(row, "verified_at")),
            seller.value(),
            id.value());
  }

  @Override
  public void erased(SellerId seller, DeletionCaseId id, String store, long rows) {
    tenancy
        .as(seller)
        .run(
            """
            update retention.case_store set erased = erased + ?
            where seller_id = ? and case_id = ? and store = ?
            """,
            rows,
            seller.value(),
            id.value(),
            store);
  }

  @Override
  public void proved(SellerId seller, DeletionCaseId id, String store, long after, Instant at) {
    tenancy
        .as(seller)
        .run(
            """
            update retention.case_store set after = ?, verified_at = ?
            where seller_id = ? and case_id = ? and store = ?
            """,
            after,
            at,
            seller.value(),
            id.value(),
            store);
  }

  @Override
  public void noteOrders(SellerId seller, DeletionCaseId id, Collection<OrderId> orders) {
    tenancy
        .as(seller)
        .run(
            """
            insert into retention.case_order (seller_id, case_id, order_id)
            select ?, ?, unnest(?) on conflict do nothing
            """,
            seller.value(),
            id.value(),
            orders.stream().map(OrderId::value).toArray(UUID[]::new));
  }

  @Override
  public List<OrderId> orders(SellerId seller, DeletionCaseId id) {
    return tenancy
        .as(seller)
        .list(
            """
            select order_id from retention.case_order
            where seller_id = ? and case_id = ? order by order_id
            """,
            row -> new OrderId(Sql.uuid(row, "order_id")),
            seller.value(),
            id.value());
  }

  @Override
  public void keep(SellerId seller, DeletionCaseId id, List<ErasureReport.Kept> kept) {
    Sql sql = tenancy.as(seller);
    sql.run(
        "delete from retention.case_kept where seller_id = ? and case_id = ?",
        seller.value(),
        id.value());
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (ErasureReport.Kept one : kept) {
      rows.add(
          new @Nullable Object[] {
            seller.value(),
            id.value(),
            rows.size() + 1,
            one.what(),
            one.count(),
            one.reason(),
            one.until()
          });
    }
    sql.batch(
        """
        insert into retention.case_kept (seller_id, case_id, position, what, count, reason, until)
        values (?, ?, ?, ?, ?, ?, ?)
        """,
        rows);
  }

  @Override
  public List<ErasureReport.Kept> kept(SellerId seller, DeletionCaseId id) {
    return tenancy
        .as(seller)
        .list(
            """
            select what, count, reason, until from retention.case_kept
            where seller_id = ? and case_id = ? order by position
            """,
            row ->
                new ErasureReport.Kept(
                    row.getString("what"),
                    row.getLong("count"),
                    row.getString("reason"),
                    Sql.optionalInstant(row, "until")),
            seller.value(),
            id.value());
  }

  private static String word(CaseScope scope) {
    return switch (scope) {
      case CaseScope.WholeSeller w -> "WHOLE_SELLER";
      case CaseScope.OneAccount a -> "ONE_ACCOUNT";
      case CaseScope.Buyers b -> "BUYERS";
    };
  }

  private static UUID[] ids(CaseScope scope) {
    return switch (scope) {
      case CaseScope.WholeSeller w -> new UUID[0];
      case CaseScope.OneAccount a ->
          a.connections().stream().map(ConnectionId::value).toArray(UUID[]::new);
      case CaseScope.Buyers b -> b.orders().stream().map(OrderId::value).toArray(UUID[]::new);
    };
  }

  private static CaseScope scope(String word, List<UUID> ids) throws SQLException {
    return switch (word) {
      case "WHOLE_SELLER" -> new CaseScope.WholeSeller();
      case "ONE_ACCOUNT" -> new CaseScope.OneAccount(ids.stream().map(ConnectionId::new).toList());
      case "BUYERS" -> new CaseScope.Buyers(ids.stream().map(OrderId::new).toList());
      default -> throw new SQLException("no such scope: " + word);
    };
  }

  private static String[] words(Set<Trigger> triggers) {
    return triggers.stream().map(Trigger::name).sorted().toArray(String[]::new);
  }

  private static String word(Stage stage) {
    return switch (stage) {
      case Stage.Proposed p -> "PROPOSED";
      case Stage.CoolingOff c -> "COOLING_OFF";
      case Stage.Open o -> "OPEN";
      case Stage.Erasing e -> "ERASING";
      case Stage.Verified v -> "VERIFIED";
      case Stage.Closed c -> "CLOSED";
      case Stage.Withdrawn w -> "WITHDRAWN";
    };
  }

  private static @Nullable Instant coolUntil(Stage stage) {
    return stage instanceof Stage.CoolingOff c ? c.until() : null;
  }

  private static @Nullable UUID proposedBy(Stage stage) {
    return stage instanceof Stage.Proposed p ? p.by() : null;
  }

  private static Stage stage(ResultSet row) throws SQLException {
    Instant since = Sql.instant(row, "stage_since");
    String word = row.getString("stage");
    return switch (word) {
      case "PROPOSED" -> new Stage.Proposed(since, Sql.uuid(row, "proposed_by"));
      case "COOLING_OFF" -> new Stage.CoolingOff(since, Sql.instant(row, "cool_until"));
      case "OPEN" -> new Stage.Open(since);
      case "ERASING" -> new Stage.Erasing(since);
      case "VERIFIED" -> new Stage.Verified(since);
      case "CLOSED" -> new Stage.Closed(since);
      case "WITHDRAWN" -> new Stage.Withdrawn(since);
      default -> throw new SQLException("no such stage: " + word);
    };
  }

  private static Optional<DeletionCase.Waiting> waiting(ResultSet row) throws SQLException {
    String reason = row.getString("wait_reason");
    return reason == null
        ? Optional.empty()
        : Optional.of(
            new DeletionCase.Waiting(
                DeletionCase.Reason.valueOf(reason),
                row.getLong("wait_count"),
                Sql.instant(row, "wait_until")));
  }

  private static <T> List<T> array(ResultSet row, String column, Class<T> type)
      throws SQLException {
    Array array = row.getArray(column);
    return Arrays.stream((Object[]) array.getArray()).map(type::cast).toList();
  }

  private static DeletionCase read(ResultSet row) throws SQLException {
    Set<Trigger> joined = new LinkedHashSet<>();
    for (String word : array(row, "joined", String.class)) {
      joined.add(Trigger.valueOf(word));
    }
    return DeletionCase.restore(
        new DeletionCase.Snapshot(
            new DeletionCaseId(Sql.uuid(row, "id")),
            new SellerId(Sql.uuid(row, "seller_id")),
            scope(row.getString("scope"), array(row, "scope_ids", UUID.class)),
            Trigger.valueOf(row.getString("trigger")),
            joined,
            array(row, "channels", String.class),
            Sql.instant(row, "requested_at"),
            Sql.instant(row, "due_by"),
            row.getObject("edition", LocalDate.class),
            row.getString("operator"),
            stage(row),
            waiting(row),
            Sql.optionalInstant(row, "erased_at"),
            Sql.optionalInstant(row, "backups_end_at"),
            Sql.optionalInstant(row, "keys_destroyed_at"),
            Sql.optionalInstant(row, "resume_at"),
            Sql.optionalInstant(row, "warned_at")));
  }
}
