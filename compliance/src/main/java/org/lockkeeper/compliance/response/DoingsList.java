package org.lockkeeper.compliance.response;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.lockkeeper.compliance.evidence.Csv;
import org.lockkeeper.incidents.Evidence;
import org.lockkeeper.incidents.Exhibit;

/**
 * The list of what somebody did, put into the locker in as many parts as it takes; one part at a
 * time is held in memory. It ends at {@link #MOST} characters, half of the locker, so that there is
 * room for other evidence; the last part then says that it was cut. A locker that is full before
 * takes no such line: {@link #whole()} and {@link #listed()} tell, for the audit log.
 */
final class DoingsList {

  /** So many characters has a part, so that its bytes are fewer than an exhibit may have. */
  static final int PART = 600_000;

  /** So many characters have all parts together. */
  static final int MOST = 25_000_000;

  private static final List<String> HEAD = List.of("at", "seller", "action", "object", "fields");

  private final String label;
  private final int most;
  private final Function<Exhibit, Optional<Evidence>> locker;
  private final List<Evidence> kept = new ArrayList<>();
  private Csv part = headed();
  private int lines;
  private long written;
  private int listed;
  private boolean whole = true;

  /**
   * An empty list.
   *
   * @param label what it is a list of
   * @param most how many characters it may have
   * @param locker takes a part; empty if it has no room
   */
  DoingsList(String label, int most, Function<Exhibit, Optional<Evidence>> locker) {
    this.label = label;
    this.most = most;
    this.locker = locker;
  }

  private static Csv headed() {
    Csv csv = new Csv();
    csv.line(HEAD);
    return csv;
  }

  /** Adds a line. */
  void add(Traces.Doing doing) {
    if (!whole) {
      return;
    }
    if (written + part.length() >= most) {
      part.line(List.of("cut", "the list goes on and is not kept here", "", "", ""));
      put();
      whole = false;
      return;
    }
    part.line(
        List.of(
            Instant.ofEpochMilli(doing.entry().getMostSignificantBits() >>> 16).toString(),
            doing.seller().toString(),
            doing.action(),
            doing.object(),
            doing.fields()));
    lines++;
    if (part.length() >= PART) {
      put();
    }
  }

  private void put() {
    byte[] bytes = part.toString().getBytes(StandardCharsets.UTF_8);
    written += part.length();
    Optional<Evidence> taken =
        locker.apply(
            new Exhibit(
                kept.isEmpty() ? label : label + ", part " + (kept.size() + 1), "text/csv", bytes));
    taken.ifPresent(kept::add);
    listed += taken.isPresent() ? lines : 0;
    whole &= taken.isPresent();
    part = headed();
    lines = 0;
  }

  /** Puts what is left into the locker; an empty list is one, too. */
  void end() {
    if (whole && (lines > 0 || kept.isEmpty())) {
      put();
    }
  }

  /** Whether all of it is in the locker. */
  boolean whole() {
    return whole;
  }

  /** How many doings are in the locker. */
  int listed() {
    return listed;
  }

  /** The parts that are in the locker. */
  List<Evidence> kept() {
    return List.copyOf(kept);
  }
}
