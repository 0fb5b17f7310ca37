package org.lockkeeper.integration.postgres;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.kernel.SellerId;

/**
 * Transactions over one connection, as a pool of one would give them: plain statements and the
 * entity manager share it, and it goes back after each.
 */
public final class Transactions implements AutoCloseable {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Connection physical;
  private final DataSource dataSource;
  private final EntityManagerFactory entities;
  private final Map<Object, Object> resources = new HashMap<>();
  private final Tenancy tenancy;
  private final List<Synchronization> ends = new ArrayList<>();
  private int next;
  private Optional<EntityManager> bound = Optional.empty();
  private Optional<UUID> person = Optional.empty();
  private Clock clock = Clock.systemUTC();

  /** From now on all work is done for that person; for nobody if empty. */
  public void actFor(Optional<UUID> account) {
    person = account;
  }

  /** From now on it is that time for whoever acts. */
  public void at(Instant now) {
    clock = Clock.fixed(now, ZoneOffset.UTC);
  }

  /** From now on it is the present again. */
  public void atPresent() {
    clock = Clock.systemUTC();
  }

  Transactions(Connection physical) {
    this.physical = physical;
    Connection shared = shared();
    this.dataSource = new OneConnection(shared);
    this.entities =
        Persistence.createEntityManagerFactory(
            "lockkeeper",
            Map.of(
                "jakarta.persistence.transactionType",
                "RESOURCE_LOCAL",
                "jakarta.persistence.jtaDataSource",
                "",
                "jakarta.persistence.nonJtaDataSource",
                dataSource,
                "eclipselink.target-database",
                "PostgreSQL",
                "eclipselink.logging.level",
                "SEVERE",
                "eclipselink.session-name",
                "test-" + NUMBER.incrementAndGet()));
    EntityManager current =
        (EntityManager)
            Proxy.newProxyInstance(
                Transactions.class.getClassLoader(),
                new Class<?>[] {EntityManager.class},
                (proxy, method, arguments) ->
                    call(
                        bound.orElseThrow(() -> new IllegalStateException("no transaction")),
                        method,
                        arguments));
    this.tenancy = new Tenancy(current, dataSource, new Registry(), () -> person, new Steered());
  }

  /** The time that the test says it is. */
  private final class Steered extends Clock {

    @Override
    public Instant instant() {
      return clock.instant();
    }

    @Override
    public ZoneId getZone() {
      return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return clock.withZone(zone);
    }
  }

  public Tenancy tenancy() {
    return tenancy;
  }

  public DataSource dataSource() {
    return dataSource;
  }

  /** Does work in one transaction; an exception rolls it back. */
  public <T> T in(Supplier<T> work) {
    if (bound.isPresent()) {
      throw new IllegalStateException("a transaction is running");
    }
    try {
      physical.setAutoCommit(false);
      EntityManager manager = entities.createEntityManager();
      bound = Optional.of(manager);
      int outcome = Status.STATUS_UNKNOWN;
      manager.getTransaction().begin();
      try {
        T result = work.get();
        while (next < ends.size()) {
          ends.get(next++).beforeCompletion();
        }
        manager.getTransaction().commit();
        physical.commit();
        outcome = Status.STATUS_COMMITTED;
        return result;
      } catch (RuntimeException | Error e) {
        if (manager.getTransaction().isActive()) {
          manager.getTransaction().rollback();
        }
        physical.rollback();
        outcome = Status.STATUS_ROLLEDBACK;
        throw e;
      } finally {
        manager.close();
        bound = Optional.empty();
        resources.clear();
        int told = outcome;
        ends.forEach(end -> end.afterCompletion(told));
        ends.clear();
        next = 0;
        physical.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Does work in one transaction. */
  public void run(Runnable work) {
    in(
        () -> {
          work.run();
          return true;
        });
  }

  /** What a connection in the pool knows of a seller: nothing, it is hoped. */
  public String left() {
    try (Statement statement = physical.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select concat(current_setting('app.seller', true),
                  current_setting('app.login', true), current_setting('app.account', true),
                  current_setting('app.endpoint', true),
                  (select count(*) from orders.delivery) + (select count(*) from access.account))
                """)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A seller with a grant of the shop, as every order needs them. */
  public void seller(SellerId seller, UUID connection) {
    run(
        () -> {
          Sql sql = tenancy.as(seller);
          sql.run(
              "insert into access.seller (seller_id, name, created_at) values (?, 'S', now())",
              seller.value());
          sql.run(
              """
              insert into credentials.grant_of_seller
                (seller_id, id, platform, account, label, scopes, secret_path, token_style, details,
                 standing, standing_since)
              values (?, ?, 'shopify', ?, 'S', '{}', 'connection/x', 'FIXED', '{}', 'ACTIVE', now())
              """,
              seller.value(),
              connection,
              seller + ".myshopify.com");
        });
  }

  /** An order without a buyer, for what hangs on one. */
  public void order(SellerId seller, UUID connection, UUID id, Instant receivedAt) {
    run(
        () ->
            tenancy
                .as(seller)
                .run(
                    """
                    insert into orders.sales_order (seller_id, id, connection_id, channel,
                      channel_number, label, placed_at, received_at, channel_version, speed,
                      status, status_since, units)
                    values (?, ?, ?, 'shopify', ?, '#1', ?, ?, ?, 'STANDARD', 'RECEIVED', ?, 1)
                    """,
                    seller.value(),
                    id,
                    connection,
                    id.toString(),
                    receivedAt,
                    receivedAt,
                    receivedAt,
                    receivedAt));
  }

  @Override
  public void close() {
    entities.close();
    try {
      physical.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection shared() {
    Set<String> mine =
        Set.of("close", "commit", "rollback", "setAutoCommit", "setTransactionIsolation");
    return (Connection)
        Proxy.newProxyInstance(
            Transactions.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) ->
                mine.contains(method.getName()) ? null : call(physical, method, arguments));
  }

  private static @Nullable Object call(
      Object target, java.lang.reflect.Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  private record OneConnection(Connection connection) implements DataSource {

    @Override
    public Connection getConnection() {
      return connection;
    }

    @Override
    public Connection getConnection(String user, String password) {
      return connection;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
      return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
      return 0;
    }

    @Override
    public Logger getParentLogger() {
      return Logger.getLogger("test");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      throw new SQLException("nothing inside");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
      return false;
    }
  }

  private final class Registry implements TransactionSynchronizationRegistry {

    @Override
    public @Nullable Object getTransactionKey() {
      return bound.orElse(null);
    }

    @Override
    public void putResource(Object key, Object value) {
      resources.put(key, value);
    }

    @Override
    public @Nullable Object getResource(Object key) {
      return resources.get(key);
    }

    @Override
    public void registerInterposedSynchronization(Synchronization synchronization) {
      ends.add(synchronization);
    }

    @Override
    public int getTransactionStatus() {
      return bound.isPresent() ? Status.STATUS_ACTIVE : Status.STATUS_NO_TRANSACTION;
    }

    @Override
    public void setRollbackOnly() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean getRollbackOnly() {
      return false;
    }
  }
}
