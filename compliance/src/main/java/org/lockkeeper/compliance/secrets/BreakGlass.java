package org.lockkeeper.compliance.secrets;

import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.Workflow;

/**
 * The only way on which a person sees a secret. First the case is used up and the replacing asked
 * for, which commits; then the vault writes its audit entry, which commits; then the value is read.
 */
@Workflow
public class BreakGlass {

  private final BreakGlassSteps steps;
  private final SecretVault vault;

  @Inject
  public BreakGlass(BreakGlassSteps steps, SecretVault vault) {
    this.steps = steps;
    this.vault = vault;
  }

  /**
   * The value, for the eyes of the requester, once; closed by the caller.
   *
   * @return empty if there is no yes for this person, it is too late, or the value was shown
   */
  public Optional<Secret> look(Account admin, UUID id) {
    return steps
        .look(admin, id)
        .flatMap(
            target ->
                vault.open(
                    target.seller(),
                    target.ref(),
                    SecretVault.Stage.CURRENT,
                    admin.actor(),
                    Purpose.BREAK_GLASS));
  }
}
