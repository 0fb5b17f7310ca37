package org.lockkeeper.compliance.access;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.SellerId;

/**
 * One person's way in.
 *
 * @param seller whose person it is; {@link SellerId#PLATFORM} for ours
 * @param login lower case, unique over all sellers
 * @param disabled whether nobody comes in with it, for whatever reason
 * @param zone in which times are shown
 * @param status how far it is; only an active one is not disabled
 * @param endsAt the first instant at which nobody comes in with it any more; always there for an
 *     auditor
 * @param person the same for all identities of one person, such as one for support and one for
 *     administration; otherwise the id
 */
public record Account(
    SellerId seller,
    UUID id,
    String login,
    String displayName,
    Role role,
    boolean disabled,
    ZoneId zone,
    Locale language,
    Theme theme,
    Status status,
    Optional<Instant> endsAt,
    UUID person) {

  /** An account without an end, of a person who has no other. */
  public Account(
      SellerId seller,
      UUID id,
      String login,
      String displayName,
      Role role,
      boolean disabled,
      ZoneId zone,
      Locale language,
      Theme theme) {
    this(
        seller,
        id,
        login,
        displayName,
        role,
        disabled,
        zone,
        language,
        theme,
        disabled ? Status.SUSPENDED : Status.ACTIVE,
        Optional.empty(),
        id);
  }

  /** How far an account is. */
  public enum Status {
    /** Waits for the person to choose a password. */
    INVITED,
    /** In use. */
    ACTIVE,
    /** Held back until somebody lets it in again. */
    SUSPENDED,
    /** Over for good. */
    LEFT
  }

  /** Whether somebody may come in with it at that instant. */
  public boolean welcomeAt(Instant now) {
    return !disabled
        && status == Status.ACTIVE
        && endsAt.filter(end -> !now.isBefore(end)).isEmpty();
  }

  /** Which colours the pages have. */
  public enum Theme {
    SYSTEM,
    LIGHT,
    DARK
  }

  /** Whether another identity, or the same, is of the same person. */
  public boolean isSamePerson(Account other) {
    return person.equals(other.person);
  }

  /** This person as an actor of the audit log. */
  public Actor actor() {
    return new Actor.Person(id);
  }
}
