package org.lockkeeper.integration.postgres;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.HexFormat;
import javax.sql.DataSource;
import org.lockkeeper.kernel.SellerId;

/**
 * Binds the running transaction to one seller, so that row-level security lets that seller's rows
 * through and no others.
 *
 * <p>The setting is the first statement of the transaction, and it goes through the entity manager:
 * EclipseLink's first read of an entity would otherwise be made on another connection, where the
 * setting is missing. It ends with the transaction; a connection goes back to the pool without one.
 *
 * <p>There is no setting, and so there are no rows, outside a transaction; a transaction that is
 * bound to one seller refuses another.
 */
@ApplicationScoped
public class Tenancy {

  private static final String SELLER = "app.seller";

  @PersistenceContext(unitName = "lockkeeper")
  private EntityManager entityManager;

  @Resource(lookup = "java:app/jdbc/lockkeeper")
  private DataSource dataSource;

  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  private TransactionSynchronizationRegistry transactions;

  /**
   * Statements under one seller.
   *
   * @throws IllegalStateException if there is no transaction, or it belongs to another seller
   */
  public Sql as(SellerId seller) {
    bind(seller);
    return new Sql(dataSource);
  }

  /**
   * The entity manager under one seller.
   *
   * @throws IllegalStateException if there is no transaction, or it belongs to another seller
   */
  public EntityManager entitiesOf(SellerId seller) {
    bind(seller);
    return entityManager;
  }

  /** Statements on tables that belong to no seller; those of sellers show no rows to them. */
  public Sql ofNobody() {
    return new Sql(dataSource);
  }

  /**
   * Statements before the seller is known: they see the one row that has exactly {@code value} in
   * the column that the policy of {@code key} compares.
   */
  public Sql knowing(Key key, byte[] value) {
    set(key.setting, HexFormat.of().formatHex(value));
    return new Sql(dataSource);
  }

  /** Statements before the seller is known, by a text. */
  public Sql knowing(Key key, String value) {
    set(key.setting, value);
    return new Sql(dataSource);
  }

  /** By what one row may be found before its seller is known. */
  public enum Key {
    ENDPOINT("app.endpoint"),
    LOGIN("app.login"),
    ACCOUNT("app.account");

    private final String setting;

    Key(String setting) {
      this.setting = setting;
    }
  }

  private void bind(SellerId seller) {
    if (transactions.getTransactionKey() == null) {
      throw new IllegalStateException("a seller's rows are read and written in a transaction");
    }
    Object bound = transactions.getResource(SELLER);
    if (seller.equals(bound)) {
      return;
    }
    if (bound != null) {
      throw new IllegalStateException("this transaction belongs to another seller");
    }
    set(SELLER, seller.toString());
    transactions.putResource(SELLER, seller);
  }

  private void set(String setting, String value) {
    entityManager
        .createNativeQuery("select set_config(?1, ?2, true)")
        .setParameter(1, setting)
        .setParameter(2, value)
        .getSingleResult();
  }
}
