package org.lockkeeper.integration.postgres.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.integration.postgres.KeptRows;
import org.lockkeeper.integration.postgres.TableStore;
import org.lockkeeper.integration.postgres.TableStore.Condition;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.CaseScope;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.ErasureReport.Method;
import org.lockkeeper.retention.Extent;
import org.lockkeeper.retention.StoreEraser;
import org.lockkeeper.retention.StoreKeeper;
import org.lockkeeper.retention.Stores;

/** How notices and the seller's own people go. */
@ApplicationScoped
class PeopleStores implements Stores {

  private final Tenancy tenancy;

  @Inject
  PeopleStores(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public int turn() {
    return 60;
  }

  @Override
  public List<StoreEraser> erasers() {
    return List.of(
        TableStore.rows(
            tenancy,
            "access.notice_mail",
            DataKind.CREDENTIAL,
            (seller, extent) ->
                about(extent)
                    .map(
                        found ->
                            found.text().isEmpty()
                                ? found
                                : new Condition(
                                    "notice_id in (select n.id from access.notice n where"
                                        + " n.seller_id = notice_mail.seller_id and n."
                                        + found.text()
                                        + ")",
                                    found.values()))),
        TableStore.rows(
            tenancy, "access.notice", DataKind.CREDENTIAL, (seller, extent) -> about(extent)),
        TableStore.rows(
            tenancy, "access.allowed_network", DataKind.CREDENTIAL, TableStore.ofSeller()),
        TableStore.rows(tenancy, "access.session", DataKind.CREDENTIAL, TableStore.ofSeller()),
        TableStore.rows(
            tenancy, "access.session_epoch", DataKind.CREDENTIAL, TableStore.ofSeller()),
        TableStore.rows(
            tenancy, "access.factor_challenge", DataKind.CREDENTIAL, TableStore.ofSeller()),
        TableStore.rows(tenancy, "access.factor_offer", DataKind.CREDENTIAL, TableStore.ofSeller()),
        TableStore.rows(
            tenancy, "access.recovery_code", DataKind.CREDENTIAL, TableStore.ofSeller()),
        TableStore.rows(tenancy, "access.factor", DataKind.CREDENTIAL, TableStore.ofSeller()),
        new WaysIn(tenancy));
  }

  /** Notices speak of connections. */
  private static Optional<Condition> about(Extent extent) {
    return switch (extent.scope()) {
      case CaseScope.WholeSeller w ->
          extent.allHeld() ? Optional.empty() : Optional.of(Condition.all());
      case CaseScope.OneAccount account ->
          extent.allHeld()
              ? Optional.empty()
              : Optional.of(
                  Condition.all()
                      .and(
                          "subject = any (?)",
                          account.connections().stream()
                              .map(id -> "connection:" + id)
                              .toArray(String[]::new)));
      case CaseScope.Buyers b -> Optional.empty();
    };
  }

  @Override
  public List<StoreKeeper> keepers() {
    return List.of(
        // The address to which the certificates are sent.
        new KeptRows(
            tenancy, "access.account", "R-73", StoreKeeper.Span.CERTIFICATE, TableStore.ofSeller()),
        // Who of ours worked for the seller: evidence, with no name in it.
        new KeptRows(
            tenancy, "access.assignment", "R-07", StoreKeeper.Span.LOGS, TableStore.ofSeller()),
        new KeptRows(
            tenancy, "access.seller", "R-33", StoreKeeper.Span.LOGS, TableStore.ofSeller()));
  }

  /** Passwords and names of the seller's people; what they sign in with stays as an address. */
  private record WaysIn(Tenancy tenancy) implements StoreEraser {

    /** A hash that no password has. */
    private static final String NONE = "none";

    private static final String HELD =
        "seller_id = ? and (password_hash <> '" + NONE + "' or display_name <> '')";

    @Override
    public String store() {
      return "access.account/credentials";
    }

    @Override
    public DataKind kind() {
      return DataKind.CREDENTIAL;
    }

    @Override
    public Method method() {
      return Method.FIELDS_STRIPPED;
    }

    @Override
    public boolean concerns(CaseScope scope) {
      return scope instanceof CaseScope.WholeSeller;
    }

    @Override
    public String query(CaseScope scope) {
      return "select count(*) from access.account where " + HELD;
    }

    @Override
    public long held(SellerId seller, Extent extent) {
      return extent.allHeld() || !concerns(extent.scope())
          ? 0
          : tenancy.as(seller).count(query(extent.scope()), seller.value());
    }

    @Override
    public Erased erase(SellerId seller, Extent extent, int limit) {
      if (extent.allHeld() || !concerns(extent.scope())) {
        return Erased.rows(0);
      }
      List<UUID> some =
          tenancy
              .as(seller)
              .list(
                  "select id from access.account where " + HELD + " limit ?",
                  row -> row.getObject(1, UUID.class),
                  seller.value(),
                  limit);
      return Erased.rows(
          tenancy
              .as(seller)
              .run(
                  """
                  update access.account set password_hash = ?, display_name = '', disabled = true,
                    status = 'LEFT', version = version + 1
                  where seller_id = ? and id = any (?)
                  """,
                  NONE,
                  seller.value(),
                  some.toArray(UUID[]::new)));
    }
  }
}
