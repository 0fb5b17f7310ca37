package org.lockkeeper.compliance.secrets;

import java.util.Optional;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.kernel.SellerId;

/** Where secrets are kept: a sealed table here, a secret service elsewhere. */
public interface SecretStore {

  /** The secret of that stage, if there is one; closed by whoever takes it. */
  Optional<Secret> read(SellerId seller, SecretRef ref, SecretVault.Stage stage);

  /** Makes {@code value} the current version and the current one the previous. */
  void write(SellerId seller, SecretRef ref, Secret value);
}
