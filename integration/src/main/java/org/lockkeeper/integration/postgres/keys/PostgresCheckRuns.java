package org.lockkeeper.integration.postgres.keys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.evidence.CheckRun;
import org.lockkeeper.compliance.evidence.CheckRuns;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/** Checks of stored buyers in {@code keys.ciphertext_check}, which belongs to no seller. */
@ApplicationScoped
class PostgresCheckRuns implements CheckRuns {

  private final Tenancy tenancy;

  @Inject
  PostgresCheckRuns(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public List<CheckRun> latest(int most) {
    return tenancy
        .ofNobody()
        .list(
            """
            select id, began_at, at_seller, after_order, passed, waiting_sellers, waiting_after,
              checked, mismatched, finished_at
            from keys.ciphertext_check order by began_at desc, id desc limit ?
            """,
            PostgresCheckRuns::read,
            most);
  }

  @Override
  public void save(CheckRun run) {
    List<SellerId> waiting = run.waiting().keySet().stream().sorted().toList();
    tenancy
        .ofNobody()
        .run(
            """
            insert into keys.ciphertext_check (id, began_at, at_seller, after_order, passed,
              waiting_sellers, waiting_after, checked, mismatched, finished_at)
            values (?, ?, ?::uuid, ?, ?, ?, ?, ?, ?, ?::timestamptz)
            on conflict (id) do update set at_seller = excluded.at_seller,
              after_order = excluded.after_order, passed = excluded.passed,
              waiting_sellers = excluded.waiting_sellers, waiting_after = excluded.waiting_after,
              checked = excluded.checked, mismatched = excluded.mismatched,
              finished_at = excluded.finished_at
            """,
            run.id(),
            run.beganAt(),
            run.seller().map(SellerId::value),
            run.after().value(),
            run.passed(),
            waiting.stream().map(SellerId::value).toArray(UUID[]::new),
            waiting.stream()
                .map(seller -> run.waiting().getOrDefault(seller, run.after()).value())
                .toArray(UUID[]::new),
            run.checked(),
            run.mismatched(),
            run.finishedAt());
  }

  private static CheckRun read(ResultSet row) throws SQLException {
    UUID[] sellers = ids(row.getArray("waiting_sellers"));
    UUID[] after = ids(row.getArray("waiting_after"));
    Map<SellerId, OrderId> waiting = new HashMap<>();
    for (int i = 0; i < sellers.length; i++) {
      waiting.put(new SellerId(sellers[i]), new OrderId(after[i]));
    }
    return new CheckRun(
        Sql.uuid(row, "id"),
        Sql.instant(row, "began_at"),
        Optional.ofNullable(Sql.uuid(row, "at_seller")).map(SellerId::new),
        new OrderId(Sql.uuid(row, "after_order")),
        row.getBoolean("passed"),
        waiting,
        row.getLong("checked"),
        row.getLong("mismatched"),
        Sql.optionalInstant(row, "finished_at"));
  }

  private static UUID[] ids(Array array) throws SQLException {
    return (UUID[]) array.getArray();
  }
}
