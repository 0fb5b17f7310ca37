package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lockkeeper.compliance.response.Responders;
import org.lockkeeper.portal.people.PeopleWords;
import org.lockkeeper.portal.session.SignedIn;

/** Names of our own people, as far as the reader sees them. */
@RequestScoped
public class OurPeople {

  private static final String PRODUCT = "Lockkeeper";
  private static final Pattern PERSON = Pattern.compile("person:[0-9a-f-]{36}");

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

  /** Who did something, told from what the audit log says: a person, a task of ours, or else. */
  String who(String actor) {
    return actor.startsWith("task:")
        ? PRODUCT + " · " + actor.substring(5)
        : actor.startsWith("person:")
            ? FormFields.asId(actor.substring(7)).map(this::name).orElse(actor)
            : actor;
  }

  /** A text of the product with names in place of the ids of people in it. */
  String inWords(String text) {
    return PERSON.matcher(text).replaceAll(found -> Matcher.quoteReplacement(who(found.group())));
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
