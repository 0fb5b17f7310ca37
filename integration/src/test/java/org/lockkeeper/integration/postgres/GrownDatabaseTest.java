package org.lockkeeper.integration.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** What later migrations make of rows that stood in a database before them. */
class GrownDatabaseTest {

  private static final String ROWS =
      """
      insert into access.seller (seller_id, name, created_at) values
        ('00000000-0000-0000-0000-000000000000', 'We', '2026-01-01Z'),
        ('0190a000-0000-7000-8000-000000000001', 'Harbor', '2026-01-01Z');
      insert into access.account (seller_id, id, login, display_name, role, password_hash, disabled,
          created_at, version) values
        ('00000000-0000-0000-0000-000000000000', '0190a000-0000-7000-8000-000000000011',
          'admin@example.test', 'Ada', 'ADMIN', 'hash-of-ada', false, '2026-01-02Z', 1),
        ('0190a000-0000-7000-8000-000000000001', '0190a000-0000-7000-8000-000000000012',
          'owner@example.test', 'Olga', 'SELLER_OWNER', 'hash-of-olga', true, '2026-01-03Z', 1);
      """;

  @Test
  void people_of_before_keep_their_standing_and_the_age_of_their_passwords() throws SQLException {
    try (Connection grown =
            TestDatabase.grownFrom("grown", "20261122022000", ROWS).connect("postgres");
        Statement statement = grown.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select string_agg(a.display_name || ' ' || a.status || ' '
                    || (a.person = a.id) || ' ' || h.hash || ' ' || (h.set_at = a.created_at),
                  ', ' order by a.login)
                from access.account a
                join access.password_history h on h.seller_id = a.seller_id and h.account_id = a.id
                """)) {
      rows.next();
      assertThat(rows.getString(1))
          .isEqualTo("Ada ACTIVE true hash-of-ada true, Olga SUSPENDED true hash-of-olga true");
    }
  }
}
