package org.lockkeeper.orders;

/** How fast the parcel is promised; Amazon's three common speed categories. */
public enum ShippingSpeed {
  STANDARD,
  EXPEDITED,
  PRIORITY
}
