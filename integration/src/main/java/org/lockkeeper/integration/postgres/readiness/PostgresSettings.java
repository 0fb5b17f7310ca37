package org.lockkeeper.integration.postgres.readiness;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.settings.Setting;
import org.lockkeeper.compliance.settings.SettingBook;
import org.lockkeeper.compliance.settings.change.SettingChange;
import org.lockkeeper.compliance.settings.change.SettingChanges;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;

/** Settings and their changes in {@code audit.setting_change}. */
@ApplicationScoped
class PostgresSettings implements SettingBook, SettingChanges {

  private final Tenancy tenancy;

  @Inject
  PostgresSettings(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  private Sql sql() {
    return tenancy.as(SellerId.PLATFORM);
  }

  private static UUID ours() {
    return SellerId.PLATFORM.value();
  }

  /** Read by a function of its own, because work under any seller asks. */
  @Override
  public Map<Setting, String> now() {
    Map<Setting, String> now = new EnumMap<>(Setting.class);
    tenancy
        .ofNobody()
        .list(
            "select setting, chosen from audit.settings_now() where chosen is not null",
            row -> Map.entry(row.getString("setting"), row.getString("chosen")))
        .forEach(
            one -> {
              for (Setting setting : Setting.values()) {
                if (setting.name().equals(one.getKey())) {
                  now.put(setting, one.getValue());
                }
              }
            });
    return now;
  }

  @Override
  public boolean propose(SettingChange c) {
    return sql()
            .run(
                """
                insert into audit.setting_change (seller_id, id, setting, was, chosen, why,
                  proposed_by, proposed_at, state)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """,
                ours(),
                c.id(),
                c.setting(),
                c.was(),
                c.chosen(),
                c.why(),
                c.proposedBy(),
                c.proposedAt(),
                c.state())
        == 1;
  }

  @Override
  public Optional<SettingChange> hold(UUID id) {
    return sql()
        .first(
            "select * from audit.setting_change where seller_id = ? and id = ? for update",
            PostgresSettings::change,
            ours(),
            id);
  }

  @Override
  public void decide(UUID id, SettingChange.State state, UUID by, Instant at) {
    sql()
        .run(
            """
            update audit.setting_change set state = ?, decided_by = ?, decided_at = ?
            where seller_id = ? and id = ?
            """,
            state,
            by,
            at,
            ours(),
            id);
  }

  @Override
  public List<SettingChange> newest(int most) {
    return sql()
        .list(
            """
            select * from audit.setting_change where seller_id = ?
            order by proposed_at desc, id desc limit ?
            """,
            PostgresSettings::change,
            ours(),
            most);
  }

  private static SettingChange change(ResultSet row) throws SQLException {
    return new SettingChange(
        Sql.uuid(row, "id"),
        Setting.valueOf(row.getString("setting")),
        Sql.optionalText(row, "was"),
        Sql.optionalText(row, "chosen"),
        row.getString("why"),
        Sql.uuid(row, "proposed_by"),
        Sql.instant(row, "proposed_at"),
        SettingChange.State.valueOf(row.getString("state")),
        Optional.ofNullable(Sql.uuid(row, "decided_by")),
        Sql.optionalInstant(row, "decided_at"));
  }
}
