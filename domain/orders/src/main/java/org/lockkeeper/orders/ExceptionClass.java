package org.lockkeeper.orders;

/** Why an order stands still. Each has a cause in one sentence and one primary way on. */
public enum ExceptionClass {
  UNMAPPED_SKU(Owner.SELLER),
  NO_FBA_STOCK(Owner.SELLER),
  ADDRESS_INVALID(Owner.SELLER),
  SPEED_NOT_OFFERED(Owner.SELLER),
  ITEM_NOT_ELIGIBLE(Owner.SELLER),
  CHANNEL_HOLD(Owner.NOBODY),
  ADDRESS_WITHHELD(Owner.SELLER),
  WRONG_SHIPPING_TYPE(Owner.SELLER),
  CHANNEL_AUTH_LOST(Owner.SELLER),
  AMAZON_AUTH_LOST(Owner.SELLER),
  CHANNEL_PAUSED(Owner.SELLER),
  AMAZON_PAUSED(Owner.SELLER),
  THROTTLED(Owner.NOBODY),
  AMAZON_5XX(Owner.NOBODY),
  CHANNEL_5XX(Owner.NOBODY),
  REFUSED_BY_AMAZON(Owner.SELLER),
  UNFULFILLABLE_AFTER_ACCEPT(Owner.SELLER),
  TRACKING_REFUSED_BY_CHANNEL(Owner.SELLER),
  TRACKING_CHANGE_TOO_LATE(Owner.SELLER),
  CANCEL_REQUESTED(Owner.NOBODY),
  CANCEL_TOO_LATE(Owner.SELLER),
  SEALING_UNAVAILABLE(Owner.NOBODY),
  DATA_UNAVAILABLE(Owner.SUPPORT),
  PII_STRIPPED(Owner.NOBODY),
  GAVE_UP(Owner.SUPPORT);

  /** Who must act. */
  public enum Owner {
    SELLER,
    SUPPORT,
    NOBODY
  }

  private final Owner owner;

  ExceptionClass(Owner owner) {
    this.owner = owner;
  }

  public Owner owner() {
    return owner;
  }

  /** Whether it says what the network told of the seller's stock, its offers or the order. */
  public boolean toldByNetwork() {
    return switch (this) {
      case UNMAPPED_SKU,
          NO_FBA_STOCK,
          SPEED_NOT_OFFERED,
          ITEM_NOT_ELIGIBLE,
          REFUSED_BY_AMAZON,
          UNFULFILLABLE_AFTER_ACCEPT ->
          true;
      case ADDRESS_INVALID,
          CHANNEL_HOLD,
          ADDRESS_WITHHELD,
          WRONG_SHIPPING_TYPE,
          CHANNEL_AUTH_LOST,
          AMAZON_AUTH_LOST,
          CHANNEL_PAUSED,
          AMAZON_PAUSED,
          THROTTLED,
          AMAZON_5XX,
          CHANNEL_5XX,
          TRACKING_REFUSED_BY_CHANNEL,
          TRACKING_CHANGE_TOO_LATE,
          CANCEL_REQUESTED,
          CANCEL_TOO_LATE,
          SEALING_UNAVAILABLE,
          DATA_UNAVAILABLE,
          PII_STRIPPED,
          GAVE_UP ->
          false;
    };
  }
}
