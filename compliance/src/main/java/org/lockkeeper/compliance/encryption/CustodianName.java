package org.lockkeeper.compliance.encryption;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name by which an installation chooses this {@link KeyCustodian}, in the setting {@code
 * lockkeeper.key.custodian}. The chosen one is what everybody else is given.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
public @interface CustodianName {

  /** Such as {@code keystore} or {@code kms}. */
  String value();
}
