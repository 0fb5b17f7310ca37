package org.lockkeeper.integration.http;

import org.lockkeeper.kernel.SellerId;

/** Where every call to an outside API is noted: never an address with a query, never a body. */
public interface CallLog {

  /**
   * Notes one call, in a transaction of its own.
   *
   * @param status the HTTP status; 0 if there was no answer
   * @param bytes how long the answer was
   */
  void note(SellerId seller, String host, String operation, int status, long tookMs, int bytes);
}
