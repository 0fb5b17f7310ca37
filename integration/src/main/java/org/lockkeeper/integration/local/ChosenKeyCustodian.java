package org.lockkeeper.integration.local;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.util.AnnotationLiteral;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.lockkeeper.compliance.encryption.CustodianName;
import org.lockkeeper.compliance.encryption.KeyCustodian;

/** Gives everybody the custodian that the installation names; an unknown name is no start. */
@ApplicationScoped
class ChosenKeyCustodian {

  static final class Named extends AnnotationLiteral<CustodianName> implements CustodianName {

    private final String value;

    Named(String value) {
      this.value = value;
    }

    @Override
    public String value() {
      return value;
    }
  }

  /**
   * @throws IllegalStateException if no custodian has the name in {@code lockkeeper.key.custodian}
   */
  @Produces
  KeyCustodian chosen(
      @ConfigProperty(name = "lockkeeper.key.custodian", defaultValue = "keystore") String name,
      @Any Instance<KeyCustodian> offered) {
    Instance<KeyCustodian> named = offered.select(new Named(name));
    if (!named.isResolvable()) {
      throw new IllegalStateException("lockkeeper.key.custodian names no custodian: " + name);
    }
    return named.get();
  }
}
