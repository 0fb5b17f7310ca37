package org.lockkeeper.compliance.logreview;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** All reviews, and what there is to be looked at. In the caller's transaction, as the platform. */
public interface LogReviews {

  /**
   * A review that somebody signed.
   *
   * @param figures what there was between the two instants, the second one excluded
   * @param words what was looked at and what came of it
   */
  record LogReview(
      UUID id,
      Instant from,
      Instant until,
      Map<LogFigure, Long> figures,
      String words,
      UUID signedBy,
      Instant signedAt) {

    public LogReview {
      figures = Map.copyOf(figures);
    }
  }

  /** Makes those who sign wait for each other until the transaction ends. */
  void serialize();

  void add(LogReview fresh);

  /** The newest first. */
  List<LogReview> newest(int most);

  /** How often each action stands in the log, over all sellers. */
  Map<String, Long> actions(Instant from, Instant until);

  /** When the product was started first: from then on there is a log to be looked at. */
  Instant beginning();
}
