package org.lockkeeper.compliance.disposal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lockkeeper.compliance.secrets.SecretStore;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.Authorizations;
import org.lockkeeper.credentials.SecretCare;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.CaseScope;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.ErasureReport.Method;
import org.lockkeeper.retention.Extent;
import org.lockkeeper.retention.StoreEraser;
import org.lockkeeper.retention.StoreKeeper;
import org.lockkeeper.retention.Stores;

/**
 * The secrets of connections, wherever they are kept: the secret store itself is asked what it
 * holds. Before the grants, which say where the secrets are.
 */
@ApplicationScoped
class SecretStores implements Stores {

  static final Actor ACTOR = new Actor.Task("run-deletion-case");

  private final Authorizations grants;
  private final SecretCare care;

  @Inject
  SecretStores(Authorizations grants, SecretCare care) {
    this.grants = grants;
    this.care = care;
  }

  @Override
  public int turn() {
    return 45;
  }

  @Override
  public List<StoreEraser> erasers() {
    return List.of(new OfConnections(grants, care));
  }

  @Override
  public List<StoreKeeper> keepers() {
    return List.of();
  }

  private record OfConnections(Authorizations grants, SecretCare care) implements StoreEraser {

    @Override
    public String store() {
      return "secrets";
    }

    @Override
    public DataKind kind() {
      return DataKind.CREDENTIAL;
    }

    @Override
    public Method method() {
      return Method.SECRET_DESTROYED;
    }

    @Override
    public boolean concerns(CaseScope scope) {
      return !(scope instanceof CaseScope.Buyers);
    }

    @Override
    public String query(CaseScope scope) {
      return "versions of connection/* in the secret store";
    }

    @Override
    public long held(SellerId seller, Extent extent) {
      return reached(seller, extent).stream()
          .mapToLong(grant -> versions(seller, grant).size())
          .sum();
    }

    private List<SecretCare.Held> versions(SellerId seller, Authorization.Snapshot grant) {
      try {
        return care.held(seller, grant.secret());
      } catch (SecretStore.Unavailable e) {
        throw new Unanswered(store(), e);
      }
    }

    @Override
    public Optional<Ages> ages(SellerId seller, Extent extent) {
      List<Instant> written =
          reached(seller, extent).stream()
              .flatMap(grant -> versions(seller, grant).stream())
              .map(SecretCare.Held::writtenAt)
              .sorted()
              .toList();
      return written.isEmpty()
          ? Optional.empty()
          : Optional.of(new Ages(written.getFirst(), written.getLast()));
    }

    @Override
    public Erased erase(SellerId seller, Extent extent, int limit) {
      int destroyed = 0;
      for (Authorization.Snapshot grant : reached(seller, extent)) {
        int versions = versions(seller, grant).size();
        if (versions > 0 && destroyed + versions <= limit) {
          care.destroy(seller, grant.secret(), ACTOR);
          destroyed += versions;
        }
      }
      return Erased.rows(destroyed);
    }

    private List<Authorization.Snapshot> reached(SellerId seller, Extent extent) {
      if (extent.allHeld()) {
        return List.of();
      }
      List<Authorization.Snapshot> all =
          grants.all(seller).stream()
              .map(Authorization::snapshot)
              .filter(grant -> !extent.heldConnections().contains(grant.id()))
              .toList();
      return switch (extent.scope()) {
        case CaseScope.WholeSeller w -> all;
        case CaseScope.OneAccount account -> {
          Set<ConnectionId> ids = Set.copyOf(account.connections());
          yield all.stream().filter(grant -> ids.contains(grant.id())).toList();
        }
        case CaseScope.Buyers b -> List.of();
      };
    }
  }
}
