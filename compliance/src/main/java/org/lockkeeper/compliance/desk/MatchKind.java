package org.lockkeeper.compliance.desk;

/** By what an order was found. */
public enum MatchKind {
  ORDER_NUMBER,
  ORDER_NUMBER_BEGINS,
  FULFILMENT,
  TRACKING,
  TRACKING_BEGINS,
  EMAIL,
  PHONE,
  NAME_AND_PLACE,
  SAME_BUYER
}
