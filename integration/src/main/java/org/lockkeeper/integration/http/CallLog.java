package org.lockkeeper.integration.http;

import java.util.Optional;
import org.lockkeeper.compliance.monitoring.RefusalReason;
import org.lockkeeper.kernel.SellerId;

/**
 * Where every call to an outside API is noted: never an address with a path or a query,
 * never a body.
 */
public interface CallLog {

  /**
   * One call.
   *
   * @param status the HTTP status; 0 if there was no answer
   * @param tookMs milliseconds until the last byte, or until it was given up
   * @param bytes how long the answer was
   * @param throttled whether the platform said that there were too many calls, in whichever way it
   *     says so
   * @param requestId by which the platform knows the call; letters, digits and hyphens
   * @param budget the name of the budget out of which it was taken, if it was
   * @param attempt 1, and one more for each call of the same budget that was throttled right before
   */
  record Call(
      SellerId seller,
      String host,
      String operation,
      int status,
      long tookMs,
      int bytes,
      boolean throttled,
      Optional<String> requestId,
      Optional<String> budget,
      int attempt) {}

  /** Notes one call, in a transaction of its own. */
  void note(Call call);

  /**
   * Notes a call that was not made because of where it would have gone, in a transaction of
   * its own.
   *
   * @param host as far as it can be a host; never more than 253 characters
   */
  void refused(SellerId seller, String host, String operation, RefusalReason reason);
}
