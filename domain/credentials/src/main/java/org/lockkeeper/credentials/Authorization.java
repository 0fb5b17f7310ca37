package org.lockkeeper.credentials;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
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
  private String label;
  private Set<String> scopes;
  private TokenStyle style;
  private Map<String, String> details;
  private Optional<Instant> consentUntil;
  private Optional<Instant> lastingUntil;
  private Standing standing;

  private Authorization(Snapshot s) {
    id = s.id();
    seller = s.seller();
    platform = s.platform();
    account = s.account();
    secret = s.secret();
    label = s.label();
    scopes = s.scopes();
    style = s.style();
    details = s.details();
    consentUntil = s.consentUntil();
    lastingUntil = s.lastingUntil();
    standing = s.standing();
  }

  /** A grant that was just given. */
  public static Authorization granted(
      ConnectionId id, SellerId seller, Platform platform, Grant grant, Instant now) {
    return new Authorization(
        new Snapshot(
            id,
            seller,
            platform,
            grant.account(),
            grant.label(),
            new SecretRef("connection/" + id),
            grant.scopes(),
            grant.tokens().style(),
            grant.details(),
            grant.consentUntil(),
            grant.tokens().lastingUntil(),
            new Standing.Active(now)));
  }

  /** Brings a stored grant back. */
  public static Authorization restore(Snapshot snapshot) {
    return new Authorization(snapshot);
  }

  /** Everything there is to store. */
  public Snapshot snapshot() {
    return new Snapshot(
        id,
        seller,
        platform,
        account,
        label,
        secret,
        scopes,
        style,
        details,
        consentUntil,
        lastingUntil,
        standing);
  }

  /**
   * The seller authorised again. A paused grant stays paused.
   *
   * @throws IllegalArgumentException if the grant is for another account
   * @throws IllegalStateException if this one was revoked: a new one has to be made
   */
  public void renewed(Grant grant, Instant now) {
    if (!account.equals(grant.account())) {
      throw new IllegalArgumentException("connection " + id + " is for another account");
    }
    standing =
        switch (standing) {
          case Standing.Active a -> a;
          case Standing.Paused p -> p;
          case Standing.Lapsed l -> new Standing.Active(now);
          case Standing.Revoked r ->
              throw new IllegalStateException("connection " + id + " was revoked");
        };
    label = grant.label();
    scopes = grant.scopes();
    style = grant.tokens().style();
    details = grant.details();
    consentUntil = grant.consentUntil();
    lastingUntil = grant.tokens().lastingUntil();
  }

  /** The lasting secret was replaced; the new one ends at another instant. */
  public void secretReplaced(Optional<Instant> until) {
    lastingUntil = until;
  }

  /**
   * The platform says until when the consent is good.
   *
   * @return whether this changed anything
   */
  public boolean consentEnds(Instant until) {
    boolean news =
        !(standing instanceof Standing.Revoked) && !consentUntil.equals(Optional.of(until));
    if (news) {
      consentUntil = Optional.of(until);
    }
    return news;
  }

  /**
   * The seller asks for a rest.
   *
   * @return whether this changed anything
   */
  public boolean pause(Instant now) {
    return switch (standing) {
      case Standing.Active a -> {
        standing = new Standing.Paused(now);
        yield true;
      }
      case Standing.Paused p -> false;
      case Standing.Lapsed l -> false;
      case Standing.Revoked r -> false;
    };
  }

  /**
   * The rest is over.
   *
   * @return whether this changed anything
   */
  public boolean resume(Instant now) {
    return switch (standing) {
      case Standing.Paused p -> {
        standing = new Standing.Active(now);
        yield true;
      }
      case Standing.Active a -> false;
      case Standing.Lapsed l -> false;
      case Standing.Revoked r -> false;
    };
  }

  /**
   * The platform does not serve us any more until the seller authorises again.
   *
   * @return whether this was news
   */
  public boolean lapsed(Instant now, Standing.Cause cause) {
    return switch (standing) {
      case Standing.Active a -> {
        standing = new Standing.Lapsed(now, cause);
        yield true;
      }
      case Standing.Paused p -> {
        standing = new Standing.Lapsed(now, cause);
        yield true;
      }
      case Standing.Lapsed l -> false;
      case Standing.Revoked r -> false;
    };
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
      case Standing.Paused p -> {
        standing = new Standing.Revoked(now);
        yield true;
      }
      case Standing.Lapsed l -> {
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
   * @param label what the seller calls it
   * @param details what calls need besides the token, such as a region; not secret
   * @param consentUntil when the seller has to renew the consent
   * @param lastingUntil when the lasting secret ends if it is not used
   */
  public record Snapshot(
      ConnectionId id,
      SellerId seller,
      Platform platform,
      String account,
      String label,
      SecretRef secret,
      Set<String> scopes,
      TokenStyle style,
      Map<String, String> details,
      Optional<Instant> consentUntil,
      Optional<Instant> lastingUntil,
      Standing standing) {

    public Snapshot {
      scopes = Set.copyOf(scopes);
      details = Map.copyOf(details);
    }

    /** Whether calls may be made with it. */
    public boolean usable() {
      return switch (standing) {
        case Standing.Active a -> true;
        case Standing.Paused p -> false;
        case Standing.Lapsed l -> false;
        case Standing.Revoked r -> false;
      };
    }

    /**
     * Whether we may look with it: also while the seller wants a rest, so that nothing is lost
     * meanwhile.
     */
    public boolean readable() {
      return switch (standing) {
        case Standing.Active a -> true;
        case Standing.Paused p -> true;
        case Standing.Lapsed l -> false;
        case Standing.Revoked r -> false;
      };
    }

    /** Whether messages of this account are still taken in. */
    public boolean listening() {
      return switch (standing) {
        case Standing.Active a -> true;
        case Standing.Paused p -> true;
        case Standing.Lapsed l -> true;
        case Standing.Revoked r -> false;
      };
    }
  }
}
