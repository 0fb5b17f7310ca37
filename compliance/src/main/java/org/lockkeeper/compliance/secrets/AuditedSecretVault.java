package org.lockkeeper.compliance.secrets;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretCare;
import org.lockkeeper.credentials.SecretLost;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;

/** Writes and commits the audit entry, and only then reads. */
@ApplicationScoped
public class AuditedSecretVault implements SecretVault, SecretCare {

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
    Optional<Held> wanted =
        checked(seller, ref, reader, () -> store.held(seller, ref)).stream()
            .filter(held -> held.stage() == stage)
            .findFirst();
    audit.recordFirst(
        seller,
        reader,
        "secret.read",
        object(ref),
        Map.of(
            "stage",
            stage.name(),
            "version",
            wanted.map(Held::version).orElse("none"),
            "purpose",
            purpose.name()));
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    String version = wanted.get().version();
    Optional<Secret> value = checked(seller, ref, reader, () -> store.read(seller, ref, version));
    if (value.isEmpty()) {
      audit.recordFirst(seller, reader, "secret.missing", object(ref), Map.of("version", version));
    }
    return value;
  }

  /** That something was refused is in the audit log as well, whatever becomes of the caller. */
  private <T> T checked(SellerId seller, SecretRef ref, Actor reader, Supplier<T> call) {
    try {
      return call.get();
    } catch (SecretStore.Refused refusal) {
      audit.recordFirst(seller, reader, "secret.refused", object(ref), Map.of());
      throw refusal;
    } catch (SecretStore.Misplaced trouble) {
      audit.recordFirst(seller, reader, "secret.misplaced", object(ref), Map.of());
      throw new SecretLost(ref, trouble);
    }
  }

  @Override
  @Transactional(rollbackOn = Exception.class)
  public void store(SellerId seller, SecretRef ref, Secret value, Actor writer) {
    audit.record(seller, writer, "secret.stored", object(ref), Map.of());
    store.write(seller, ref, value);
  }

  @Override
  @Transactional(rollbackOn = Exception.class)
  public void propose(SellerId seller, SecretRef ref, Secret value, Actor writer) {
    audit.record(seller, writer, "secret.proposed", object(ref), Map.of());
    store.propose(seller, ref, value);
  }

  @Override
  @Transactional(rollbackOn = Exception.class)
  public void promote(SellerId seller, SecretRef ref, Actor writer) {
    audit.record(seller, writer, "secret.promoted", object(ref), Map.of());
    store.promote(seller, ref);
  }

  @Override
  @Transactional(rollbackOn = Exception.class)
  public void discard(SellerId seller, SecretRef ref, Stage stage, Actor writer) {
    audit.record(seller, writer, "secret.discarded", object(ref), Map.of("stage", stage.name()));
    store.discard(seller, ref, stage);
  }

  @Override
  @Transactional(rollbackOn = Exception.class)
  public void destroy(SellerId seller, SecretRef ref, Actor writer) {
    audit.record(seller, writer, "secret.destroyed", object(ref), Map.of());
    store.destroy(seller, ref);
  }

  @Override
  @Transactional(rollbackOn = Exception.class, dontRollbackOn = SecretStore.Unavailable.class)
  public List<Held> held(SellerId seller, SecretRef ref) {
    return store.held(seller, ref);
  }

  private static String object(SecretRef ref) {
    return "secret:" + ref;
  }
}
