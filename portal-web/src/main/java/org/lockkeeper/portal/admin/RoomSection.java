package org.lockkeeper.portal.admin;

import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.incidents.Incident;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.incidents.Party;

/** A section of the room of an incident: what all of them read and say in the same way. */
abstract class RoomSection {

  private final RoomView view;

  RoomSection(RoomView view) {
    this.view = view;
  }

  String sent(String name) {
    return view.form().text(name);
  }

  Optional<UUID> uuid(String name) {
    return view.form().id(name);
  }

  boolean plain(String text) {
    return view.form().plain(text);
  }

  Optional<IncidentId> asked() {
    return view.asked();
  }

  IncidentId which() {
    return view.asked().orElseThrow(() -> new IllegalStateException("no incident was named"));
  }

  Optional<Incident.Snapshot> seen() {
    return view.seen();
  }

  Incident.Snapshot incident() {
    return view.seen().orElseThrow(() -> new IllegalStateException("there is no such incident"));
  }

  /** After a change it is read again. */
  void again() {
    view.again();
  }

  void said(boolean done) {
    view.said(done);
  }

  Account me() {
    return view.me();
  }

  String party(Party party) {
    return view.party(party);
  }

  String name(UUID person) {
    return view.people().name(person);
  }

  String who(String actor) {
    return view.people().who(actor);
  }

  /** What the product wrote, with names in place of the ids of people. */
  String inWords(String text) {
    return view.people().inWords(text);
  }
}
