package org.lockkeeper.integration.local;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.util.AnnotationLiteral;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.lockkeeper.compliance.secrets.SecretStore;
import org.lockkeeper.compliance.secrets.StoreName;

/** Gives everybody the secret store that the installation names; an unknown name is no start. */
@ApplicationScoped
class ChosenSecretStore {

  private static final class Named extends AnnotationLiteral<StoreName> implements StoreName {

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
   * @throws IllegalStateException if no store has the name in {@code lockkeeper.secret.store}
   */
  @Produces
  SecretStore chosen(
      @ConfigProperty(name = "lockkeeper.secret.store", defaultValue = "table") String name,
      @Any Instance<SecretStore> offered) {
    Instance<SecretStore> named = offered.select(new Named(name));
    if (!named.isResolvable()) {
      throw new IllegalStateException("lockkeeper.secret.store names no secret store: " + name);
    }
    return named.get();
  }
}
