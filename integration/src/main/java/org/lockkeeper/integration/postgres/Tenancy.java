package org.lockkeeper.integration.postgres;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.ActingPerson;
import org.lockkeeper.kernel.SellerId;

/**
 * Binds the running transaction to one seller, so that row-level security lets that seller's rows
 * through and no others.
 *
 * <p>The setting is made before any other statement of the transaction. Entities need it made once
 * more through the entity manager: EclipseLink's first read of an entity would otherwise be made on
 * another connection, where it is missing. It ends with the transaction; a connection goes back to
 * the pool without one.
 *
 * <p>A transaction has one connection, fetched once: the pool's bookkeeping costs more than most
 * statements do.
 *
 * <p>There is no setting, and so there are no rows, outside a transaction; a transaction that is
 * bound to one seller refuses another.
 */
@ApplicationScoped
public class Tenancy {

  private static final System.Logger LOG = System.getLogger(Tenancy.class.getName());

  private static final String SELLER = "app.seller";
  private static final String ENTITIES = "lockkeeper.entities";
  private static final String CONNECTION = "lockkeeper.connection";
  private static final String SET = "select set_config(?, ?, true)";
  private static final String SET_FOR =
      "select set_config(?, access.seller_for(?, ?, ?), true),"
          + " set_config(?, access.acting_as(?), true)";
  private static final String ACTING = "app.acting";
  private static final String APART = "app.apart";
  private static final String REFUSED = "lockkeeper.refused";

  @PersistenceContext(unitName = "lockkeeper")
  private EntityManager entityManager;

  @Resource(lookup = "java:app/jdbc/lockkeeper")
  private DataSource dataSource;

  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  private TransactionSynchronizationRegistry transactions;

  private final ActingPerson person;
  private final Clock clock;

  /** For the container, which fills the other fields. */
  @Inject
  Tenancy(ActingPerson person, Clock clock) {
    this.person = person;
    this.clock = clock;
  }

  /** For tests without a container. */
  Tenancy(
      EntityManager entityManager,
      DataSource dataSource,
      TransactionSynchronizationRegistry transactions,
      ActingPerson person,
      Clock clock) {
    this.entityManager = entityManager;
    this.dataSource = dataSource;
    this.transactions = transactions;
    this.person = person;
    this.clock = clock;
  }

  /**
   * Statements under one seller. If the work is done for a person, the database is asked whether
   * that person may work for that seller now; if not, there are no rows and nothing can be written,
   * whatever the application thought. Under the platform, where the product keeps what is nobody's,
   * a person of a seller finds none of our own people.
   *
   * @throws IllegalStateException if there is no transaction, or it belongs to another seller
   */
  public Sql as(SellerId seller) {
    Sql sql = ofNobody();
    Object bound = transactions.getResource(SELLER);
    if (bound == null) {
      bind(sql, seller);
      transactions.putResource(SELLER, seller);
    } else if (!seller.equals(bound)) {
      throw new IllegalStateException("this transaction belongs to another seller");
    }
    return sql;
  }

  /**
   * Statements under one seller that also meet the orders that stand apart, which all others leave
   * out: for what is asked by its id, and for what looks after sealed data.
   */
  public <T> T seeingAll(SellerId seller, Function<Sql, T> work) {
    Sql sql = as(seller);
    sql.exists(SET, APART, "seen");
    T done;
    try {
      done = work.apply(sql);
    } catch (StorageTrouble broken) {
      throw broken; // the transaction is over, and the setting with it
    } catch (RuntimeException failed) {
      sql.exists(SET, APART, "");
      throw failed;
    }
    sql.exists(SET, APART, "");
    return done;
  }

  private void bind(Sql sql, SellerId seller) {
    Optional<UUID> who = person.account();
    if (who.isEmpty()) {
      sql.exists(SET, SELLER, seller.toString());
      return;
    }
    Bound bound =
        sql.first(
                SET_FOR,
                row -> new Bound(row.getString(1), row.getString(2)),
                SELLER,
                seller.value(),
                who.get(),
                clock.instant(),
                ACTING,
                who.get())
            .orElseThrow();
    transactions.putResource(ACTING, bound.acting());
    if (bound.seller().isEmpty()) {
      transactions.putResource(REFUSED, true);
      LOG.log(Level.WARNING, "tenant.refused person={0} seller={1}", who.get(), seller);
    }
  }

  private record Bound(String seller, String acting) {}

  /**
   * The entity manager under one seller.
   *
   * @throws IllegalStateException if there is no transaction, or it belongs to another seller
   */
  public EntityManager entitiesOf(SellerId seller) {
    as(seller);
    if (transactions.getResource(ENTITIES) == null) {
      entityManager
          .createNativeQuery("select set_config(?1, ?2, true), set_config(?3, ?4, true)")
          .setParameter(1, SELLER)
          .setParameter(2, transactions.getResource(REFUSED) == null ? seller.toString() : "")
          .setParameter(3, ACTING)
          .setParameter(4, transactions.getResource(ACTING) instanceof String as ? as : "")
          .getSingleResult();
      transactions.putResource(ENTITIES, true);
    }
    return entityManager;
  }

  /**
   * Statements on tables that belong to no seller; those of sellers show no rows to them.
   *
   * @throws IllegalStateException if there is no transaction
   */
  public Sql ofNobody() {
    return new Sql(connection());
  }

  /**
   * Statements before the seller is known: they see the one row that has exactly {@code value} in
   * the column that the policy of {@code key} compares.
   */
  public Sql knowing(Key key, byte[] value) {
    return knowing(key, HexFormat.of().formatHex(value));
  }

  /** Statements before the seller is known, by a text. */
  public Sql knowing(Key key, String value) {
    Sql sql = ofNobody();
    sql.exists(SET, key.setting, value);
    return sql;
  }

  /** By what one row may be found before its seller is known. */
  public enum Key {
    ENDPOINT("app.endpoint"),
    LOGIN("app.login"),
    ACCOUNT("app.account"),
    RESET("app.reset"),
    INVITATION("app.invitation"),
    SESSION("app.session"),
    PLATFORM_ACCOUNT("app.platform_account"),
    CERTIFICATE_CODE("app.certificate_code");

    private final String setting;

    Key(String setting) {
      this.setting = setting;
    }
  }

  /** What is to be done at the end of the running transaction, before it commits. */
  public void beforeCommit(Runnable work) {
    transactions.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {
            work.run();
          }

          @Override
          public void afterCompletion(int status) {}
        });
  }

  /** What is to be done after the running transaction, if it was rolled back for certain. */
  public void ifRolledBack(Runnable work) {
    transactions.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {}

          @Override
          public void afterCompletion(int status) {
            if (status == Status.STATUS_ROLLEDBACK) {
              work.run();
            }
          }
        });
  }

  /** Something kept for the length of the running transaction. */
  public @Nullable Object kept(Object key) {
    return transactions.getResource(key);
  }

  /** Keeps something for the length of the running transaction. */
  public void keep(Object key, Object value) {
    transactions.putResource(key, value);
  }

  private Connection connection() {
    if (transactions.getTransactionKey() == null
        || transactions.getTransactionStatus() == Status.STATUS_NO_TRANSACTION) {
      throw new IllegalStateException("the database is read and written in a transaction");
    }
    if (transactions.getResource(CONNECTION) instanceof Connection held) {
      return held;
    }
    try {
      Connection fresh = dataSource.getConnection();
      transactions.putResource(CONNECTION, fresh);
      transactions.registerInterposedSynchronization(
          new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
              giveBack(fresh);
            }
          });
      return fresh;
    } catch (SQLException e) {
      throw new StorageTrouble(e);
    }
  }

  /**
   * Gives the running transaction's connection back, if it has one; its next statement fetches the
   * same one again, with its work and its setting. For {@link LettingGo}.
   */
  void letGo() {
    if (transactions.getTransactionKey() != null
        && transactions.getResource(CONNECTION) instanceof Connection held) {
      transactions.putResource(CONNECTION, false);
      giveBack(held);
    }
  }

  private static void giveBack(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.log(Level.WARNING, "connection.not-closed state={0}", e.getSQLState());
    }
  }
}
