package org.lockkeeper.compliance.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.lockkeeper.proof.Hash;

/**
 * The first leaf of an epoch: which one, since when, why, and what of the former epochs it stands
 * upon.
 *
 * @param former the epochs that this one continues, the oldest first; none for the first
 */
public record Opening(
    int epoch, UUID entry, String log, Instant begunAt, String reason, List<Former> former) {

  /** The seller of what belongs to nobody. */
  public static final UUID NOBODY = new UUID(0, 0);

  /**
   * A former epoch.
   *
   * @param kept how many of its entries the restored database has
   * @param checkpoint the last one that was published, as a note; empty if there was none
   */
  public record Former(int epoch, long kept, String checkpoint) {}

  public Opening {
    former = List.copyOf(former);
  }

  /** The origin of the epoch's checkpoints. */
  public String origin() {
    return log + "/" + epoch;
  }

  /** What is hashed. */
  public String text() {
    StringBuilder json = new StringBuilder("{");
    LogLine.member(json, "action", "epoch.begun").append(',');
    LogLine.member(json, "at", begunAt.toString()).append(',');
    LogLine.member(json, "entry", entry.toString());
    json.append(",\"epoch\":").append(epoch).append(",\"former\":[");
    for (int i = 0; i < former.size(); i++) {
      Former one = former.get(i);
      json.append(i == 0 ? "{" : ",{");
      LogLine.member(json, "checkpoint", one.checkpoint());
      json.append(",\"epoch\":").append(one.epoch());
      json.append(",\"kept\":").append(one.kept()).append('}');
    }
    json.append("],");
    LogLine.member(json, "log", log).append(',');
    return LogLine.member(json, "reason", reason).append('}').toString();
  }

  /** The leaf. */
  public Hash leaf() {
    return Hash.leaf(text().getBytes(StandardCharsets.UTF_8));
  }
}
