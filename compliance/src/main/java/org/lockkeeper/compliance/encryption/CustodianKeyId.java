package org.lockkeeper.compliance.encryption;

/**
 * The name under which the custodian knows a cohort's key, such as the ARN of a KMS key. Opaque to
 * us; it names no seller and no buyer.
 */
public record CustodianKeyId(String value) {

  /**
   * @throws IllegalArgumentException if the text is blank or longer than 512 characters
   */
  public CustodianKeyId {
    if (value.isBlank() || value.length() > 512) {
      throw new IllegalArgumentException("a custodian's key id has 1 to 512 characters");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
