package org.lockkeeper.compliance.response;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.kernel.SellerId;

/** Which sellers an incident concerns. Works in the caller's transaction. */
public interface Concerned {

  /** In the order of their ids. */
  List<One> of(IncidentId incident);

  /**
   * Adds a seller, or adds new figures to the old ones: the larger counts and the kinds of data of
   * both hold.
   */
  void put(IncidentId incident, One seller);

  /**
   * Makes whoever adds a seller and whoever notes that the last one was told wait for each other
   * until the transaction ends; otherwise a seller could fall between the two and be owed nothing.
   */
  void serialize(IncidentId incident);

  /** When each seller first opened what it was told; those who have not are left out. */
  Map<SellerId, Instant> receipts(IncidentId incident);

  /** Notes that the seller was told. */
  void told(IncidentId incident, SellerId seller, Instant at);

  /**
   * One seller.
   *
   * @param orders how many orders
   * @param looks how many lines of the log
   * @param fields the kinds of data, with commas
   * @param how from what it was worked out, such as {@code actor:person:…}
   */
  record One(
      SellerId seller,
      long orders,
      long looks,
      String fields,
      String how,
      Instant countedAt,
      Optional<Instant> toldAt) {}
}
