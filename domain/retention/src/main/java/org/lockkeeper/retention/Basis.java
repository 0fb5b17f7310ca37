package org.lockkeeper.retention;

/** On which ground data is kept. */
public enum Basis {
  /** It is needed to ship the order: Art. 6(1)(b) GDPR. */
  CONTRACT,
  /** A law or a platform's terms demand it: Art. 6(1)(c) and (f) GDPR. */
  OBLIGATION,
  /** It keeps the service safe, or proves what was done: Art. 6(1)(f) GDPR. */
  INTEREST
}
