package org.lockkeeper.compliance.encryption;

/** One field of a buyer that a person may see by itself. Stored by its name. */
public enum BuyerField {
  NAME(Field.NAME),
  ADDRESS(Field.ADDRESS),
  PHONE(Field.PHONE),
  EMAIL(Field.EMAIL);

  private final Field field;

  BuyerField(Field field) {
    this.field = field;
  }

  Field sealed() {
    return field;
  }
}
