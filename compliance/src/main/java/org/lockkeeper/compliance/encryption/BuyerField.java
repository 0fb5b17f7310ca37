package org.lockkeeper.compliance.encryption;

import org.lockkeeper.compliance.access.FieldGroup;

/** One field of a buyer that a person may see by itself. Stored by its name. */
public enum BuyerField {
  NAME(Field.NAME, FieldGroup.BUYER_NAME),
  ADDRESS(Field.ADDRESS, FieldGroup.BUYER_ADDRESS),
  PHONE(Field.PHONE, FieldGroup.BUYER_CONTACT),
  EMAIL(Field.EMAIL, FieldGroup.BUYER_CONTACT);

  private final Field field;
  private final FieldGroup group;

  BuyerField(Field field, FieldGroup group) {
    this.field = field;
    this.group = group;
  }

  Field sealed() {
    return field;
  }

  /** The group by which the access policy says who sees it. */
  public FieldGroup group() {
    return group;
  }
}
