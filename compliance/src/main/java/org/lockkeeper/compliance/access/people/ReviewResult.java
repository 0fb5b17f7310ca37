package org.lockkeeper.compliance.access.people;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.proof.jose.Json;

/** The result of a closed review, as it is signed: ids, roles, dates, decisions and reasons. */
public record ReviewResult(Review review, List<Review.Item> items) {

  /** The type in the header of the JWS. */
  public static final String TYPE = "lockkeeper-access-review+json";

  /** The content. */
  Json.Members payload() {
    List<Json> lines = new ArrayList<>();
    for (Review.Item item : items) {
      lines.add(line(item));
    }
    Map<String, Json> members = new HashMap<>();
    members.put("review", text(review.id()));
    members.put("opened_by", text("person:" + review.openedBy()));
    members.put("opened_at", text(review.openedAt()));
    members.put("due_at", text(review.dueAt()));
    members.put("closed_at", text(review.closedAt().orElseThrow()));
    members.put("lines", new Json.Items(lines));
    return new Json.Members(Map.copyOf(members));
  }

  private static Json line(Review.Item item) {
    Map<String, Json> members = new HashMap<>();
    members.put("kind", text(item.kind()));
    members.put("subject", text(item.subject()));
    members.put("what", text(item.what()));
    members.put("since", text(item.since()));
    members.put("decision", text(item.decision().orElseThrow()));
    members.put("decided_at", text(item.decidedAt().orElseThrow()));
    add(members, "person", item.person());
    add(members, "seller", item.seller());
    add(members, "last_used_at", item.lastUsedAt());
    add(members, "ends_at", item.endsAt());
    add(members, "decided_by", item.decidedBy().map(id -> "person:" + id));
    add(members, "reason", Optional.of(item.reason()).filter(reason -> !reason.isEmpty()));
    return new Json.Members(Map.copyOf(members));
  }

  private static void add(Map<String, Json> members, String name, Optional<?> value) {
    value.ifPresent(known -> members.put(name, text(known)));
  }

  private static Json text(Object value) {
    return new Json.Text(value instanceof Instant at ? at.toString() : String.valueOf(value));
  }
}
