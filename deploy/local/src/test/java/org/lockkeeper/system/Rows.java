package org.lockkeeper.system;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The database as its administrator sees it: over all walls. */
final class Rows {

  private final String url;
  private final String user;
  private final String password;

  Rows(String url, String user, String password) {
    this.url = url;
    this.user = user;
    this.password = password;
  }

  /** All rows, each with its columns as text; {@code null} is the text "null". */
  List<List<String>> all(String sql, Object... parameters) {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      fill(statement, parameters);
      List<List<String>> rows = new ArrayList<>();
      try (ResultSet found = statement.executeQuery()) {
        int columns = found.getMetaData().getColumnCount();
        while (found.next()) {
          List<String> row = new ArrayList<>();
          for (int column = 1; column <= columns; column++) {
            row.add(String.valueOf(found.getString(column)));
          }
          rows.add(row);
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void fill(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }

  /** The first column of the first row. */
  Optional<String> text(String sql, Object... parameters) {
    return all(sql, parameters).stream().map(List::getFirst).findFirst();
  }

  long count(String sql, Object... parameters) {
    return Long.parseLong(text(sql, parameters).orElseThrow());
  }

  void run(String sql, Object... parameters) {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      fill(statement, parameters);
      statement.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Has waiting work of a kind done at once, as if its time had come. */
  void nowDue(String task) {
    run(
        "update jobs.scheduled_tasks set execution_time = clock_timestamp(), version = version + 1"
            + " where task_name = ? and not picked",
        task);
  }

  /** Our id of a channel's order. */
  Optional<String> order(long channelNumber) {
    return text(
        "select id from orders.sales_order where channel_number = ?",
        String.valueOf(channelNumber));
  }

  /** Empty while the order has not come in. */
  Optional<String> status(long channelNumber) {
    return text(
        "select status from orders.sales_order where channel_number = ?",
        String.valueOf(channelNumber));
  }

  /** The cause why an order stands still. */
  Optional<String> trouble(long channelNumber) {
    return text(
        "select trouble from orders.sales_order where trouble is not null and channel_number = ?",
        String.valueOf(channelNumber));
  }

  void awaitStatus(long channelNumber, String status) {
    Await.that(
        "order " + channelNumber + " is " + status,
        () -> status(channelNumber).equals(Optional.of(status)));
  }

  void awaitTrouble(long channelNumber, String trouble) {
    Await.that(
        "order " + channelNumber + " stands still with " + trouble,
        () -> trouble(channelNumber).equals(Optional.of(trouble)));
  }

  /** How many orders there are of a channel's number. */
  long orders(long channelNumber) {
    return count(
        "select count(*) from orders.sales_order where channel_number = ?",
        String.valueOf(channelNumber));
  }
}
