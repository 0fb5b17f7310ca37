package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.lockkeeper.compliance.response.Responders;
import org.lockkeeper.portal.people.PeopleWords;
import org.lockkeeper.portal.session.SignedIn;

/** Names of our own people, as far as the reader sees them. */
@RequestScoped
public class OurPeople {

  private final AlertsReader reader;
  private final Responders responders;
  private final PeopleWords words;
  private final SignedIn signedIn;
  private final Map<UUID, String> known = new HashMap<>();

  @Inject
  OurPeople(AlertsReader reader, Responders responders, PeopleWords words, SignedIn signedIn) {
    this.reader = reader;
    this.responders = responders;
    this.words = words;
    this.signedIn = signedIn;
  }

  /** The name of an account; its id if there is no such account any more. */
  String name(UUID account) {
    return known.computeIfAbsent(
        account, id -> reader.person(id).map(words::name).orElseGet(id::toString));
  }

  /** Who did something, as the audit log says it. */
  String who(String actor) {
    return actor.startsWith("person:")
        ? FormFields.asId(actor.substring(7)).map(this::name).orElse(actor)
        : actor;
  }

  /** An admin to choose. */
  public record Choice(String id, String name, boolean me) {}

  /** All who may work on incidents. */
  List<Choice> admins() {
    return responders.admins().stream()
        .map(
            one ->
                new Choice(
                    one.id().toString(), words.name(one), one.id().equals(signedIn.account().id())))
        .toList();
  }

  /** Whether that is one of them. */
  boolean isAdmin(UUID account) {
    return responders.admins().stream().anyMatch(one -> one.id().equals(account));
  }
}
