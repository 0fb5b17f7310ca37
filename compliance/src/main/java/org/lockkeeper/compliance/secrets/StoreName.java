package org.lockkeeper.compliance.secrets;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name by which an installation chooses this {@link SecretStore}, in the setting {@code
 * lockkeeper.secret.store}. The chosen one is what everybody else is given.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
public @interface StoreName {

  /** Such as {@code table} or {@code secretsmanager}. */
  String value();
}
