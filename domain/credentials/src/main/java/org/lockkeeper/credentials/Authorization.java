package org.lockkeeper.credentials;

import java.time.Instant;
import java.util.Set;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;

/**
 * One seller's grant on one account of one platform. Holds a pointer to its secret, never the
 * secret.
 */
public final class Authorization {

  private final ConnectionId id;
  private final SellerId seller;
  private final Platform platform;
  private final String account;
  private final SecretRef secret;
  private final Set<String> scopes;
  private Standing standing;

  private Authorization(Snapshot s) {
    id = s.id();
    seller = s.seller();
    platform = s.platform();
    account = s.account();
    secret = s.secret();
    scopes = s.scopes();
    standing = s.standing();
  }

  /** A grant that was just given. */
  public static Authorization granted(
      ConnectionId id,
      SellerId seller,
      Platform platform,
      String account,
      Set<String> scopes,
      Instant now) {
    return new Authorization(
        new Snapshot(
            id,
            seller,
            platform,
            account,
            new SecretRef("connection/" + id),
            scopes,
            new Standing.Active(now)));
  }

  /** Brings a stored grant back. */
  public static Authorization restore(Snapshot snapshot) {
    return new Authorization(snapshot);
  }

  /** Everything there is to store. */
  public Snapshot snapshot() {
    return new Snapshot(id, seller, platform, account, secret, scopes, standing);
  }

  /**
   * The platform or the seller ended the grant. Said twice, it changes nothing.
   *
   * @return whether this was news
   */
  public boolean revoked(Instant now) {
    return switch (standing) {
      case Standing.Active a -> {
        standing = new Standing.Revoked(now);
        yield true;
      }
      case Standing.Revoked r -> false;
    };
  }

  /**
   * The state of a grant, for storage and use.
   *
   * @param account the platform's name of the account, such as a shop's domain
   */
  public record Snapshot(
      ConnectionId id,
      SellerId seller,
      Platform platform,
      String account,
      SecretRef secret,
      Set<String> scopes,
      Standing standing) {

    public Snapshot {
      scopes = Set.copyOf(scopes);
    }

    /** Whether the platform still serves us. */
    public boolean usable() {
      return standing instanceof Standing.Active;
    }
  }
}
