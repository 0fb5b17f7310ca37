package org.lockkeeper.compliance.monitoring;

/** Why a call to the outside was not made. */
public enum RefusalReason {
  /** The host, the port or the scheme is not one of those that may be called. */
  NOT_LISTED,
  /** A number stood where a name belongs. */
  ADDRESS_LITERAL,
  /** The name leads to an address that is not one of the open internet. */
  PRIVATE_ADDRESS,
  /** Who answered could not prove to be that host, or only with outdated encryption. */
  TLS
}
