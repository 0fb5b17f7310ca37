package org.lockkeeper.compliance.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;

class SealedTokensTest {

  private static final SellerId SELLER = new SellerId(new UUID(1, 1));
  private static final SellerId OTHER = new SellerId(new UUID(1, 2));
  private static final ConnectionId SHOP = new ConnectionId(new UUID(2, 1));
  private static final ConnectionId ELSE = new ConnectionId(new UUID(2, 2));
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

  private final Map<SecretVault.Stage, byte[]> values = new EnumMap<>(SecretVault.Stage.class);
  private int reads;

  private final SecretVault vault =
      new SecretVault() {
        @Override
        public Optional<Secret> open(
            SellerId seller, SecretRef ref, Stage stage, Actor reader, Purpose purpose) {
          assertThat(seller).isEqualTo(SellerId.PLATFORM);
          reads++;
          return Optional.ofNullable(values.get(stage)).map(bytes -> new Secret(bytes.clone()));
        }

        @Override
        public void store(SellerId seller, SecretRef ref, Secret value, Actor writer) {
          Optional.ofNullable(values.get(Stage.CURRENT))
              .ifPresent(former -> values.put(Stage.PREVIOUS, former));
          values.put(Stage.CURRENT, value.<byte[]>reveal(byte[]::clone));
        }
      };

  private SealedTokens node() {
    SecureRandom random = new SecureRandom();
    return new SealedTokens(new TokenKeys(vault, random, CLOCK), random);
  }

  private static String text(Secret secret) {
    try (Secret open = secret) {
      return open.<String>reveal(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
  }

  private static String closed(SealedTokens node) {
    try (Secret token = Secret.of("Atza|hush")) {
      return node.seal(SELLER, SHOP, 7, token);
    }
  }

  @Test
  void another_node_opens_what_one_closed_and_the_key_is_read_once() {
    SealedTokens here = node();
    String closed = closed(here);
    assertThat(closed).doesNotContain("hush");
    assertThat(new String(Base64.getDecoder().decode(closed), StandardCharsets.ISO_8859_1))
        .doesNotContain("hush");
    assertThat(text(node().open(SELLER, SHOP, 7, closed).orElseThrow())).isEqualTo("Atza|hush");
    int read = reads;
    assertThat(text(here.open(SELLER, SHOP, 7, closed).orElseThrow())).isEqualTo("Atza|hush");
    assertThat(reads).isEqualTo(read);
  }

  @Test
  void a_token_opens_at_its_own_place_and_version_only() {
    SealedTokens node = node();
    String closed = closed(node);
    assertThat(node.open(OTHER, SHOP, 7, closed)).isEmpty();
    assertThat(node.open(SELLER, ELSE, 7, closed)).isEmpty();
    assertThat(node.open(SELLER, SHOP, 8, closed)).isEmpty();
    byte[] bytes = Base64.getDecoder().decode(closed);
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      assertThat(node.open(SELLER, SHOP, 7, Base64.getEncoder().encodeToString(changed)))
          .as("byte " + i)
          .isEmpty();
    }
    assertThat(node.open(SELLER, SHOP, 7, "")).isEmpty();
  }

  @Test
  void the_former_key_opens_still_and_a_lost_one_opens_nothing() {
    String closed = closed(node());
    try (Secret next = new Secret(new byte[32])) {
      vault.store(SellerId.PLATFORM, TokenKeys.REF, next, new Actor.Task("test"));
    }
    assertThat(node().open(SELLER, SHOP, 7, closed)).isPresent();
    values.remove(SecretVault.Stage.PREVIOUS);
    assertThat(node().open(SELLER, SHOP, 7, closed)).isEmpty();
  }
}
