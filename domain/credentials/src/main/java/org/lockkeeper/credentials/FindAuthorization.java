package org.lockkeeper.credentials;

import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Finds a grant that can be used. Where an account was disconnected and connected again, the new
 * grant takes the place of the old one, so that orders of before go on.
 */
@UseCase
public class FindAuthorization {

  private final Authorizations authorizations;

  @Inject
  public FindAuthorization(Authorizations authorizations) {
    this.authorizations = authorizations;
  }

  /** The grant of that id, if it is usable. */
  public Optional<Authorization.Snapshot> usable(SellerId seller, ConnectionId id) {
    return present(seller, id).filter(Authorization.Snapshot::usable);
  }

  /** The seller's usable grant on a platform of which there is one account for each seller. */
  public Optional<Authorization.Snapshot> usable(SellerId seller, Platform platform) {
    return first(seller, platform, Authorization.Snapshot::usable);
  }

  /** The grant of that id, if one may look with it: it is usable or wants a rest. */
  public Optional<Authorization.Snapshot> readable(SellerId seller, ConnectionId id) {
    return present(seller, id).filter(Authorization.Snapshot::readable);
  }

  /** The seller's grant on that platform with which one may look. */
  public Optional<Authorization.Snapshot> readable(SellerId seller, Platform platform) {
    return first(seller, platform, Authorization.Snapshot::readable);
  }

  /** The grant that stands for that id now, whatever its standing. */
  public Optional<Authorization.Snapshot> present(SellerId seller, ConnectionId id) {
    Optional<Authorization.Snapshot> named =
        authorizations.find(seller, id).map(Authorization::snapshot);
    if (named.isEmpty() || named.get().listening()) {
      return named;
    }
    return all(seller).stream()
        .filter(Authorization.Snapshot::listening)
        .filter(a -> a.platform().equals(named.get().platform()))
        .filter(a -> a.account().equals(named.get().account()))
        .findFirst()
        .or(() -> named);
  }

  /** The seller's grants, those that listen first, then oldest first. */
  public List<Authorization.Snapshot> all(SellerId seller) {
    return authorizations.all(seller).stream()
        .map(Authorization::snapshot)
        .sorted(Comparator.comparing(a -> !a.listening()))
        .toList();
  }

  private Optional<Authorization.Snapshot> first(
      SellerId seller, Platform platform, Predicate<Authorization.Snapshot> good) {
    return authorizations.all(seller).stream()
        .map(Authorization::snapshot)
        .filter(a -> good.test(a) && a.platform().equals(platform))
        .findFirst();
  }

  /** The grant of that id, whatever its standing. */
  public Optional<Authorization.Snapshot> known(SellerId seller, ConnectionId id) {
    return authorizations.find(seller, id).map(Authorization::snapshot);
  }
}
