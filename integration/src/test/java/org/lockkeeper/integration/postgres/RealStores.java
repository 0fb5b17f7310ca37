package org.lockkeeper.integration.postgres;

import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Objects;
import org.lockkeeper.retention.Stores;

/** The adapters of other packages, for tests that need several of them. */
public final class RealStores {

  private static final List<String> HOLDERS =
      List.of(
          "keys.KeyStores",
          "jobs.JobStores",
          "orders.OrderStores",
          "desk.DeskStores",
          "exports.ExportStores",
          "credentials.TokenStores",
          "credentials.GrantStores",
          "access.PeopleStores",
          "audit.LogStores",
          "retention.CaseStores");

  private RealStores() {}

  /** Everybody who holds something of sellers. */
  public static List<Stores> of(Tenancy tenancy) {
    return HOLDERS.stream().map(name -> make(name, Stores.class, tenancy)).toList();
  }

  /** The adapter of that name, by its one constructor. */
  public static <T> T make(String name, Class<T> port, Tenancy tenancy) {
    try {
      Class<?> type = Class.forName(RealStores.class.getPackageName() + "." + name);
      Constructor<?> constructor = type.getDeclaredConstructor(Tenancy.class);
      constructor.setAccessible(true);
      return Objects.requireNonNull(port.cast(constructor.newInstance(tenancy)));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no adapter " + name, e);
    }
  }
}
