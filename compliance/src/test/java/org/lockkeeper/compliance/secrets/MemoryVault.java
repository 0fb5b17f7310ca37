package org.lockkeeper.compliance.secrets;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;

/** Secrets in memory, by name. */
public final class MemoryVault implements SecretVault {

  private final Map<String, Map<Stage, byte[]>> values = new TreeMap<>();

  @Override
  public Optional<Secret> open(
      SellerId seller, SecretRef ref, Stage stage, Actor reader, Purpose purpose) {
    return Optional.ofNullable(values.getOrDefault(ref.toString(), Map.of()).get(stage))
        .map(bytes -> new Secret(bytes.clone()));
  }

  @Override
  public void store(SellerId seller, SecretRef ref, Secret value, Actor writer) {
    Map<Stage, byte[]> stages =
        values.computeIfAbsent(ref.toString(), name -> new EnumMap<>(Stage.class));
    Optional.ofNullable(stages.get(Stage.CURRENT))
        .ifPresent(former -> stages.put(Stage.PREVIOUS, former));
    stages.put(Stage.CURRENT, value.<byte[]>reveal(byte[]::clone));
  }

  /** The names of what is kept. */
  public Set<String> names() {
    return values.keySet();
  }

  /** All is lost. */
  public void forget() {
    values.clear();
  }
}
