package org.lockkeeper.integration.postgres.credentials;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.integration.postgres.KeptRows;
import org.lockkeeper.integration.postgres.TableStore;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.retention.CaseScope;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.StoreEraser;
import org.lockkeeper.retention.StoreKeeper;
import org.lockkeeper.retention.Stores;

/** How addresses, tokens and attempts go. */
@ApplicationScoped
class TokenStores implements Stores {

  private final Tenancy tenancy;

  @Inject
  TokenStores(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public int turn() {
    return 40;
  }

  @Override
  public List<StoreEraser> erasers() {
    return List.of(
        TableStore.rows(
            tenancy,
            "credentials.webhook_endpoint",
            DataKind.CREDENTIAL,
            TableStore.ofConnections("connection_id")),
        TableStore.rows(
            tenancy,
            "credentials.access_token",
            DataKind.CREDENTIAL,
            TableStore.ofConnections("connection_id")),
        TableStore.rows(
                tenancy,
                "credentials.authorization_attempt",
                DataKind.CREDENTIAL,
                (seller, extent) ->
                    extent.scope() instanceof CaseScope.WholeSeller
                        ? TableStore.ofSeller().of(seller, extent)
                        : TableStore.ofConnections("renewing").of(seller, extent))
            .since("begun_at"));
  }

  @Override
  public List<StoreKeeper> keepers() {
    return List.of(
        ofThePlatform("credentials.application_secret"),
        ofThePlatform("credentials.application_secret_arrival"),
        ofThePlatform("credentials.break_glass"));
  }

  /** What belongs to our own applications and admins holds nothing of a seller. */
  private KeptRows ofThePlatform(String table) {
    return new KeptRows(
        tenancy, table, "R-19", StoreKeeper.Span.OPEN_END, (seller, extent) -> Optional.empty());
  }
}
