package org.lockkeeper.compliance.desk;

/** Why a person has to see a field of a buyer in clear. Stored by its name; there is no other. */
public enum RevealReason {
  /** The parcel does not arrive, and the carrier asks for the address or name. */
  DELIVERY_TROUBLE,
  /** The buyer says that the address is wrong. */
  ADDRESS_CHECK,
  /** The buyer has to be called or written to. */
  CONTACT_BUYER,
  /** Somebody says to be the buyer. */
  IDENTITY_CHECK,
  /** A return, refund or claim needs it. */
  RETURN_OR_CLAIM,
  /** A law or a court asks for it. */
  LEGAL_DUTY
}
