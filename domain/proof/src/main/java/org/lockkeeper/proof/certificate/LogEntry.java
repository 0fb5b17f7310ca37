package org.lockkeeper.proof.certificate;

import org.lockkeeper.proof.jose.Json;
import org.lockkeeper.proof.jose.Malformed;

/** An entry of the audit log as it was hashed, as far as a certificate's check reads it. */
record LogEntry(String action, String object, String seller, Json.Members facts) {

  /**
   * Reads it.
   *
   * @throws Malformed if it is no entry
   */
  static LogEntry parse(byte[] leaf) {
    Json.Members members = Json.parse(leaf);
    return new LogEntry(
        members.text("action"),
        members.text("object"),
        members.text("seller"),
        members.members("facts"));
  }

  /**
   * A fact that has to be there.
   *
   * @throws Malformed if it is missing
   */
  String fact(String name) {
    return facts.text(name);
  }
}
