package org.lockkeeper.compliance.access;

/** Why a new password is not taken. */
public enum PasswordFault {
  /** Fewer characters than the profile wants. */
  TOO_SHORT,
  /** More characters than are taken. */
  TOO_LONG,
  /** Not all of small letter, capital letter, digit and sign. */
  KINDS,
  /** A part of the person's name or login is in it. */
  HAS_NAME,
  /** It, or its core without figures around it, stands in a list that attackers try first. */
  COMMON,
  /** It is made of the product's, the seller's or a platform's name. */
  EXPECTED,
  /** The person has had it before. */
  USED_BEFORE,
  /** The present one was set less than the least age ago. */
  TOO_SOON,
  /** The present password that was typed is not the right one. */
  PRESENT_WRONG,
  /** Too many wrong present passwords were typed. */
  TOO_MANY
}
