package org.lockkeeper.integration.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Statements on the connection of the running transaction. Small on purpose; what it adds to JDBC
 * is that no value ever gets into an exception's text.
 */
public final class Sql {

  private final Connection connection;

  Sql(Connection connection) {
    this.connection = connection;
  }

  /** Reads one row. */
  @FunctionalInterface
  public interface Mapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /** All rows of a query. */
  public <T> List<T> list(String sql, Mapper<T> mapper, @Nullable Object... values) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(connection, statement, values);
      try (ResultSet rows = statement.executeQuery()) {
        List<T> found = new ArrayList<>();
        while (rows.next()) {
          found.add(mapper.map(rows));
        }
        return found;
      }
    } catch (SQLException e) {
      throw new StorageTrouble(e);
    }
  }

  /** The first row of a query. */
  public <T> Optional<T> first(String sql, Mapper<T> mapper, @Nullable Object... values) {
    return list(sql, mapper, values).stream().findFirst();
  }

  /** The one number that a query counts. */
  public long count(String sql, @Nullable Object... values) {
    return first(sql, row -> row.getLong(1), values).orElse(0L);
  }

  /** Whether a query finds anything. */
  public boolean exists(String sql, @Nullable Object... values) {
    return first(sql, row -> true, values).isPresent();
  }

  /**
   * Changes rows.
   *
   * @return how many
   */
  public int run(String sql, @Nullable Object... values) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(connection, statement, values);
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new StorageTrouble(e);
    }
  }

  /** Changes rows with one statement and many sets of values, in one round trip. */
  public void batch(String sql, Collection<@Nullable Object[]> sets) {
    if (sets.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (@Nullable Object[] values : sets) {
        bind(connection, statement, values);
        statement.addBatch();
      }
      statement.executeBatch();
    } catch (SQLException e) {
      throw new StorageTrouble(e);
    }
  }

  private static void bind(
      Connection connection, PreparedStatement statement, @Nullable Object[] values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i] instanceof Optional<?> optional ? optional.orElse(null) : values[i];
      switch (value) {
        case null -> statement.setObject(i + 1, null);
        case Instant instant -> statement.setTimestamp(i + 1, Timestamp.from(instant));
        case Enum<?> word -> statement.setString(i + 1, word.name());
        case UUID[] ids -> statement.setArray(i + 1, connection.createArrayOf("uuid", ids));
        case String[] words -> statement.setArray(i + 1, connection.createArrayOf("text", words));
        case Integer[] numbers ->
            statement.setArray(i + 1, connection.createArrayOf("int4", numbers));
        default -> statement.setObject(i + 1, value);
      }
    }
  }

  /** A timestamp column that is never null. */
  public static Instant instant(ResultSet row, String column) throws SQLException {
    return optionalInstant(row, column).orElseThrow();
  }

  /** A timestamp column that may be null. */
  public static Optional<Instant> optionalInstant(ResultSet row, String column)
      throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }

  /** A text column that may be null. */
  public static Optional<String> optionalText(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  /** An id column. */
  public static UUID uuid(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }
}
