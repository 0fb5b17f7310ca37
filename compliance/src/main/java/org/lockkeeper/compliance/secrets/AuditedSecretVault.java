package org.lockkeeper.compliance.secrets;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;

/** Writes and commits the audit entry, and only then reads. */
@ApplicationScoped
public class AuditedSecretVault implements SecretVault {

  private final SecretStore store;
  private final AuditTrail audit;

  @Inject
  public AuditedSecretVault(SecretStore store, AuditTrail audit) {
    this.store = store;
    this.audit = audit;
  }

  @Override
  @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
  public Optional<Secret> open(
      SellerId seller, SecretRef ref, Stage stage, Actor reader, Purpose purpose) {
    audit.recordFirst(
        seller,
        reader,
        "secret.read",
        "secret:" + ref,
        Map.of("stage", stage.name(), "purpose", purpose.name()));
    return store.read(seller, ref, stage);
  }

  @Override
  @Transactional(rollbackOn = Exception.class)
  public void store(SellerId seller, SecretRef ref, Secret value, Actor writer) {
    audit.record(seller, writer, "secret.stored", "secret:" + ref, Map.of());
    store.write(seller, ref, value);
  }
}
