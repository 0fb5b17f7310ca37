package org.lockkeeper.compliance.access;

import java.time.ZoneId;
import java.util.Locale;
import java.util.UUID;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.SellerId;

/**
 * One person's way in.
 *
 * @param seller whose person it is; {@link SellerId#PLATFORM} for ours
 * @param login lower case, unique over all sellers
 * @param zone in which times are shown
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
    Theme theme) {

  /** Which colours the pages have. */
  public enum Theme {
    SYSTEM,
    LIGHT,
    DARK
  }

  /** This person as an actor of the audit log. */
  public Actor actor() {
    return new Actor.Person(id);
  }
}
