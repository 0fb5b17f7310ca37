package org.lockkeeper.kernel;

/** Why sealed data or a secret is opened. Each opening names one; there is no other reason. */
public enum Purpose {
  /** Amazon needs the address to ship. */
  FULFILMENT,
  /** A person answers a buyer's question. */
  CUSTOMER_SERVICE,
  /** A buyer asked what is held of them, and is told. */
  DATA_REQUEST,
  /** The order's key moves to the cohort of its expiry week, and its look-up tokens with it. */
  KEY_CARE,
  /** Somebody looks an order up by what a buyer told them. */
  LOOK_UP,
  /** The masked form (initials, city) is shown. */
  MASKED_VIEW,
  /** A webhook's signature is checked. */
  WEBHOOK_CHECK,
  /** A platform's API is called for the seller. */
  API_CALL,
  /** A person's second factor is checked. */
  SIGN_IN,
  /** A person has to see a secret, with the yes of another. */
  BREAK_GLASS,
  /** The trap that guards canary buyers is tried; no real buyer is opened for it. */
  CANARY_TEST
}
