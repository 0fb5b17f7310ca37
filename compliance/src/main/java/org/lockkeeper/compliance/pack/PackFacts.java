package org.lockkeeper.compliance.pack;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Figures over all sellers and what the database says of itself: counts, names of tables and roles;
 * never a row of anybody. Works in the caller's transaction.
 */
public interface PackFacts {

  /**
   * The figures that {@link #figures} gives, and from the first of orders on {@link #orderFigures}.
   */
  enum Figure {
    /** Active accounts of all organizations whose end has not come. */
    ACCOUNTS,
    /** Those of them with a second factor. */
    WITH_FACTOR,
    /** Those of them who got a full session without having a second factor or an issuer. */
    LET_IN_WITHOUT,
    /** One if the database would let two accounts have the same login; else none. */
    SHARED_LOGINS,
    DELETION_CASES,
    DELETION_CASES_OPEN,
    DELETION_CASES_LATE,
    CERTIFICATES,
    /** Certificates that have no signed issue. */
    CERTIFICATES_UNSIGNED,
    BUYER_REQUESTS,
    BUYER_REQUESTS_OPEN,
    BUYER_REQUESTS_LATE,
    /** Orders that a channel holds back. */
    ORDERS_HELD,
    /** Those of them that Amazon has a fulfillment of. */
    ORDERS_HELD_PLACED,
    /** Buyers' wishes to cancel that wait for an answer. */
    CANCELS_WAITING,
    /** Those of them that are past the channel's time. */
    CANCELS_LATE,
    /** Parcels that TikTok Shop was told of. */
    PARCELS_TOLD,
    /** Those of them whose order has no fulfillment at Amazon. */
    PARCELS_FOREIGN,
    /** The most orders of one seller whose tracking TikTok Shop refused and nobody put right. */
    TRACKING_REFUSED_MOST,
    /** Deletion cases that were carried out an hour ago or earlier and have no certificate. */
    CASES_WITHOUT_CERTIFICATE
  }

  /** The figures of accounts, deletion cases, certificates and requests, as of now. */
  Map<Figure, Long> figures(Instant now);

  /**
   * The figures of orders, and of cases without a certificate, as of now. All orders are looked at,
   * so only what needs them asks.
   */
  Map<Figure, Long> orderFigures(Instant now);

  /** How many tables belong to sellers. */
  int tenantTables();

  /** Those of them without forced row-level security. */
  List<String> tablesWithoutWall();

  /** Columns that are said to hold personal data. */
  List<String> personalColumns();

  /** Those of them that are neither sealed bytes nor shortened digests of an order's buyer. */
  List<String> openPersonalColumns();

  /**
   * Rights that would let a role of the product, or the one that asks, change or remove an entry of
   * the audit log; and roles that should be there and are not, for nothing is known of them.
   */
  List<String> rightsOverAudit();

  /** Columns for secrets that could hold one in clear. */
  List<String> openSecretColumns();
}
