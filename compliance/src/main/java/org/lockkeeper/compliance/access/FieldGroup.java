package org.lockkeeper.compliance.access;

/** Fields that are seen alike; the access policy says by whom and how. */
public enum FieldGroup {
  /** Number, lines, status, parcels, times. */
  ORDER,
  /** The name on the parcel. */
  BUYER_NAME,
  /** Street, city, postcode, country. */
  BUYER_ADDRESS,
  /** Phone and e-mail. */
  BUYER_CONTACT,
  /** Names, logins and roles of people of ours and of sellers. */
  PEOPLE,
  /** Age, scopes and rotation of credentials; never a value. */
  CREDENTIALS,
  /** Entries of the audit log. */
  AUDIT
}
