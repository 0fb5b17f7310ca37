package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.response.ConcernSteps;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.Standing;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.portal.people.PeopleWords;
import org.lockkeeper.portal.session.SignedIn;

/**
 * In the room: people and connections to choose by name. Ours are always there; of sellers those
 * whom the incident concerns, and the one that was chosen. What is sent is looked for among them.
 */
@Named
@RequestScoped
public class RoomPickers {

  private final RoomView view;
  private final PickReader reader;
  private final ConcernSteps concerned;
  private final SellerChoice choice;
  private final PeopleWords words;
  private final SignedIn signedIn;

  private @Nullable String seller;
  private @Nullable List<Person> people;
  private @Nullable List<Connection> connections;

  @Inject
  RoomPickers(
      RoomView view,
      PickReader reader,
      ConcernSteps concerned,
      SellerChoice choice,
      PeopleWords words,
      SignedIn signedIn) {
    this.view = view;
    this.reader = reader;
    this.concerned = concerned;
    this.choice = choice;
    this.words = words;
    this.signedIn = signedIn;
  }

  /** A person to choose, with whose it is. */
  public record Person(String id, String name) {}

  /** A connection to choose, with whose it is. */
  public record Connection(String value, String name) {}

  /** The seller that was chosen, by name and id. */
  public @Nullable String getSeller() {
    return seller;
  }

  public void setSeller(@Nullable String seller) {
    this.seller = seller;
    people = null;
    connections = null;
  }

  private Set<SellerId> sellers() {
    Set<SellerId> all = new LinkedHashSet<>();
    choice.of(seller).ifPresent(all::add);
    view.seen().flatMap(incident -> incident.concerns()).ifPresent(all::add);
    view.asked().map(concerned::of).orElse(List.of()).forEach(one -> all.add(one.seller()));
    all.remove(SellerId.PLATFORM);
    return all;
  }

  /** Everybody who may be acted on, ours first. */
  public List<Person> people() {
    List<Person> known = people;
    if (known == null) {
      List<Person> all = new ArrayList<>();
      for (Account one : reader.people(SellerId.PLATFORM)) {
        all.add(new Person(one.id().toString(), words.name(one) + " · " + words.role(one.role())));
      }
      for (SellerId of : sellers()) {
        String whose = reader.name(of);
        for (Account one : reader.people(of)) {
          all.add(new Person(one.id().toString(), words.name(one) + " · " + whose));
        }
      }
      known = all;
      people = known;
    }
    return known;
  }

  /** Every connection that may be acted on. */
  public List<Connection> connections() {
    List<Connection> known = connections;
    if (known == null) {
      List<Connection> all = new ArrayList<>();
      for (SellerId of : sellers()) {
        String whose = reader.name(of);
        for (Authorization.Snapshot one : reader.connections(of)) {
          if (!(one.standing() instanceof Standing.Revoked)) {
            all.add(
                new Connection(
                    of + "/" + one.id(), one.label() + " · " + one.platform() + " · " + whose));
          }
        }
      }
      known = all;
      connections = known;
    }
    return known;
  }

  /** Shows the people and connections of the seller that was chosen. */
  public void look() {
    signedIn.need(Permission.INCIDENTS_WORK);
    people = null;
    connections = null;
  }

  /** The person whom a field names, if there is one to choose. */
  Optional<UUID> person(String field) {
    String sent = view.form().text(field);
    return people().stream()
        .filter(one -> one.id().equals(sent))
        .findFirst()
        .map(one -> UUID.fromString(one.id()));
  }

  /** A connection with its seller. */
  record Chosen(SellerId seller, ConnectionId connection) {}

  /** The connection that a field names, if there is one to choose. */
  Optional<Chosen> connection(String field) {
    String sent = view.form().text(field);
    return connections().stream()
        .filter(one -> one.value().equals(sent))
        .findFirst()
        .map(
            one -> {
              int slash = one.value().indexOf('/');
              return new Chosen(
                  SellerId.of(one.value().substring(0, slash)),
                  new ConnectionId(UUID.fromString(one.value().substring(slash + 1))));
            });
  }
}
