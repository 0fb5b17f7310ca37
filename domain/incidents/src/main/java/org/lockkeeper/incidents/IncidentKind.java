package org.lockkeeper.incidents;

/**
 * What kind of incident it is. The dated policy says for each kind who has to be told by when and
 * what contains it. Stored by its name.
 */
public enum IncidentKind {
  /** Somebody saw or used what was not theirs. */
  UNAUTHORIZED_ACCESS,
  /** A secret or token of a seller or of ours may be known to others. */
  CREDENTIAL_LEAK,
  /** The sign-in or the keys of our developer registration at Amazon may be known to others. */
  PORTAL_CREDENTIAL_LEAK,
  /** Data of buyers or sellers left the product. */
  DATA_LEAK,
  /** A device or a way in of one of our people is lost or stolen. */
  LOST_DEVICE,
  /** Software that is not ours runs where ours does. */
  MALWARE,
  /** A weakness was used. */
  EXPLOITED_WEAKNESS,
  /** Somebody demands data by law. */
  LEGAL_DEMAND,
  /** Something else. */
  OTHER
}
