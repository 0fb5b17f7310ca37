package org.lockkeeper.compliance.secrets;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;

/** Seals of files with a key in memory, as each node makes its own. */
public final class FileSeals {

  private final Map<SecretVault.Stage, byte[]> values = new EnumMap<>(SecretVault.Stage.class);

  private final SecretVault vault =
      new SecretVault() {
        @Override
        public Optional<Secret> open(
            SellerId seller, SecretRef ref, Stage stage, Actor reader, Purpose purpose) {
          return Optional.ofNullable(values.get(stage)).map(bytes -> new Secret(bytes.clone()));
        }

        @Override
        public void store(SellerId seller, SecretRef ref, Secret value, Actor writer) {
          Optional.ofNullable(values.get(Stage.CURRENT))
              .ifPresent(former -> values.put(Stage.PREVIOUS, former));
          values.put(Stage.CURRENT, value.<byte[]>reveal(byte[]::clone));
        }
      };

  /** One node's. */
  public SealedFiles node(Clock clock) {
    SecureRandom random = new SecureRandom();
    return new SealedFiles(new TokenKeys(vault, random, clock), random);
  }

  /** The key is lost. */
  public void forget() {
    values.clear();
  }
}
