package org.lockkeeper.bench;

import jakarta.persistence.EntityManager;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.ActingPerson;
import org.lockkeeper.integration.postgres.Tenancy;

/**
 * One connection with the product's own adapters on it, without a container. For one thread.
 * Adapters are nobody's business outside their package, so they are made by name.
 */
public final class Node implements AutoCloseable {

  private static final String ADAPTERS = "org.lockkeeper.integration.";

  private final Connection physical;
  private final Tenancy tenancy;
  private final Map<Object, Object> resources = new HashMap<>();
  private final List<Synchronization> ends = new ArrayList<>();
  private boolean running;

  Node(Connection physical) {
    this.physical = physical;
    this.tenancy =
        adapter(
            Tenancy.class,
            "postgres.Tenancy",
            unused(EntityManager.class),
            dataSource(),
            new Registry(),
            (ActingPerson) Optional::empty,
            Clock.systemUTC());
  }

  /** One of the product's adapters. */
  <T> T adapter(Class<T> port, String name, Object... parts) {
    try {
      for (Constructor<?> maker : Class.forName(ADAPTERS + name).getDeclaredConstructors()) {
        if (fits(maker.getParameterTypes(), parts)) {
          maker.setAccessible(true);
          return port.cast(maker.newInstance(parts));
        }
      }
      throw new IllegalStateException("no such constructor: " + name);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One that needs the database alone. */
  <T> T adapter(Class<T> port, String name) {
    return adapter(port, "postgres." + name, tenancy);
  }

  private static boolean fits(Class<?>[] types, Object[] parts) {
    if (types.length != parts.length) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      if (!types[i].isInstance(parts[i])) {
        return false;
      }
    }
    return true;
  }

  /** One whose calls are each a transaction, as the container makes them. */
  <T> T each(Class<T> port, String name) {
    T adapter = adapter(port, name);
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) ->
                in(() -> {
                      try {
                        return Optional.ofNullable(method.invoke(adapter, arguments));
                      } catch (InvocationTargetException e) {
                        throw (RuntimeException) e.getTargetException();
                      } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                      }
                    })
                    .orElse(null)));
  }

  Tenancy tenancy() {
    return tenancy;
  }

  /** A port that what is measured does not call. */
  public static <T> T unused(Class<T> port) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              throw new IllegalStateException("not to be called: " + method);
            }));
  }

  /** Does work in one transaction; an exception rolls it back. */
  public <T> T in(Supplier<T> work) {
    int outcome = Status.STATUS_UNKNOWN;
    running = true;
    try {
      T result = work.get();
      for (int i = 0; i < ends.size(); i++) {
        ends.get(i).beforeCompletion();
      }
      physical.commit();
      outcome = Status.STATUS_COMMITTED;
      return result;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } finally {
      if (outcome != Status.STATUS_COMMITTED) {
        outcome = rolledBack();
      }
      running = false;
      resources.clear();
      for (Synchronization end : ends) {
        end.afterCompletion(outcome);
      }
      ends.clear();
    }
  }

  private int rolledBack() {
    try {
      physical.rollback();
      return Status.STATUS_ROLLEDBACK;
    } catch (SQLException e) {
      return Status.STATUS_UNKNOWN;
    }
  }

  private DataSource dataSource() {
    Set<String> mine = Set.of("close", "commit", "rollback", "setAutoCommit");
    Connection shared =
        (Connection)
            Proxy.newProxyInstance(
                Node.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                  try {
                    return mine.contains(method.getName())
                        ? null
                        : method.invoke(physical, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getTargetException();
                  }
                });
    return (DataSource)
        Proxy.newProxyInstance(
            Node.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> shared);
  }

  @Override
  public void close() throws SQLException {
    physical.close();
  }

  private final class Registry implements TransactionSynchronizationRegistry {

    @Override
    public @Nullable Object getTransactionKey() {
      return running ? physical : null;
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
      return running ? Status.STATUS_ACTIVE : Status.STATUS_NO_TRANSACTION;
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
