package org.lockkeeper.portal.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.lockkeeper.compliance.access.factors.FactorSettings;

/** Second factors as the operator configured them. */
@ApplicationScoped
class ConfiguredFactors implements FactorSettings {

  private static final String PASSKEY = "passkey";

  private final boolean passkeysOnly;
  private final URI origin;

  /**
   * The settings.
   *
   * @throws IllegalArgumentException if one of them is none of the words it may be
   */
  @Inject
  ConfiguredFactors(
      PublicAddress address,
      @ConfigProperty(name = "lockkeeper.factors.staff", defaultValue = "any") String staff,
      @ConfigProperty(name = "lockkeeper.passkeys.origin") Optional<String> origin) {
    if (!staff.equals("any") && !staff.equals(PASSKEY)) {
      throw new IllegalArgumentException("lockkeeper.factors.staff is any or passkey");
    }
    this.passkeysOnly = staff.equals(PASSKEY);
    URI said = origin.map(URI::create).orElseGet(() -> address.page("/"));
    this.origin = URI.create(said.getScheme() + "://" + said.getRawAuthority());
  }

  @Override
  public boolean passkeysOnlyForStaff() {
    return passkeysOnly;
  }

  @Override
  public URI origin() {
    return origin;
  }
}
