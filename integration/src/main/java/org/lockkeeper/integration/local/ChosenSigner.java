package org.lockkeeper.integration.local;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.lockkeeper.compliance.encryption.Signer;

/** Gives everybody the signer of the custodian that the installation names. */
@ApplicationScoped
class ChosenSigner {

  /**
   * @throws IllegalStateException if no signer has the name in {@code lockkeeper.key.custodian}
   */
  @Produces
  Signer chosen(
      @ConfigProperty(name = "lockkeeper.key.custodian", defaultValue = "keystore") String name,
      @Any Instance<Signer> offered) {
    Instance<Signer> named = offered.select(new ChosenKeyCustodian.Named(name));
    if (!named.isResolvable()) {
      throw new IllegalStateException("lockkeeper.key.custodian names no signer: " + name);
    }
    return named.get();
  }
}
