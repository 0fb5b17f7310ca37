package org.lockkeeper.portal.people;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.UUID;
import org.lockkeeper.compliance.access.AccessPolicy;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.FieldGroup;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.Sight;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.texts.Texts;

/** Words for people: their roles and states, and their names as far as the reader sees them. */
@RequestScoped
public class PeopleWords {

  private final Texts texts;
  private final SignedIn signedIn;
  private final AccessPolicy policy;

  @Inject
  public PeopleWords(Texts texts, SignedIn signedIn, AccessPolicy policy) {
    this.texts = texts;
    this.signedIn = signedIn;
    this.policy = policy;
  }

  public String role(Role role) {
    return texts.get("common.people.role." + word(role));
  }

  public String status(Account.Status status) {
    return texts.get("common.people.status." + word(status));
  }

  /** The look of a state's tag. */
  public static String look(Account.Status status) {
    return switch (status) {
      case INVITED -> "routed";
      case ACTIVE -> "delivered";
      case SUSPENDED -> "exception";
      case LEFT -> "stripped";
    };
  }

  /** A sentence about what became of a wish. */
  public String outcome(String page, Enum<?> outcome) {
    return texts.get("common.people." + page + "." + word(outcome));
  }

  /** The name, or a short id for whoever sees people masked; everybody sees the own name. */
  public String name(Account account) {
    return name(account.id(), account.displayName());
  }

  /** The name of somebody whose id is known, told in the same way. */
  public String name(UUID account, String displayName) {
    if (displayName.isEmpty()) {
      return texts.get("common.log.message.unknown");
    }
    return sees(account) ? displayName : texts.with("common.people.message.masked", mark(account));
  }

  /** What the person signs in with; the beginning alone for whoever sees people masked. */
  public String login(Account account) {
    return sees(account.id()) || account.login().isEmpty()
        ? account.login()
        : account.login().charAt(0) + "•••";
  }

  /** Whether the reader sees this person's name, and where and with what the person works. */
  public boolean sees(UUID account) {
    return account.equals(signedIn.account().id())
        || policy.sight(signedIn.account().role(), FieldGroup.PEOPLE) == Sight.FULL;
  }

  private static String mark(UUID account) {
    String id = account.toString();
    return id.substring(id.length() - 6);
  }

  /** A constant as it stands in keys. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
