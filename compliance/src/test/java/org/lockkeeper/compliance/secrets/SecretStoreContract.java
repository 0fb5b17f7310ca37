package org.lockkeeper.compliance.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretCare;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault.Stage;
import org.lockkeeper.kernel.SellerId;

/** What every secret store keeps to. A test class per adapter extends it. */
public abstract class SecretStoreContract {

  private static final SecretRef REF = new SecretRef("connection/one");
  private static final SecretRef OTHER = new SecretRef("connection/other");

  /** The store under test; the same one throughout a test, without secrets at its beginning. */
  protected abstract SecretStore store();

  /** Two sellers, the same throughout a test. */
  protected abstract List<SellerId> sellers();

  /** Does a call as the product does: in a transaction that commits. */
  protected abstract <T> T committed(Supplier<T> call);

  /** Time goes on, so that a later version is newer. */
  protected abstract void timePasses();

  /** Exchanges the current values of two secrets, as somebody with rights too many would. */
  protected abstract void swap(SellerId one, SellerId other, SecretRef ref);

  private SellerId anna() {
    return sellers().get(0);
  }

  private SellerId bert() {
    return sellers().get(1);
  }

  @Test
  void what_is_written_is_current_and_what_was_is_previous() {
    write(anna(), REF, "first");
    assertThat(stages(anna(), REF)).containsExactly(Stage.CURRENT);
    write(anna(), REF, "second");
    assertThat(stages(anna(), REF)).containsExactly(Stage.CURRENT, Stage.PREVIOUS);
    assertThat(value(anna(), REF, Stage.CURRENT)).contains("second");
    assertThat(value(anna(), REF, Stage.PREVIOUS)).contains("first");
    write(anna(), REF, "third");
    assertThat(value(anna(), REF, Stage.CURRENT)).contains("third");
    assertThat(value(anna(), REF, Stage.PREVIOUS)).contains("second");
  }

  @Test
  void a_secret_that_was_never_written_is_not_there() {
    assertThat(stages(anna(), REF)).isEmpty();
    write(anna(), REF, "first");
    assertThat(stages(anna(), OTHER)).isEmpty();
  }

  @Test
  void under_another_sellers_name_a_secret_is_not_there() {
    write(anna(), REF, "annas");
    String version = version(anna(), REF, Stage.CURRENT);
    assertThat(stages(bert(), REF)).isEmpty();
    assertThat(committed(() -> store().read(bert(), REF, version))).isEmpty();
    write(bert(), REF, "berts");
    assertThat(value(anna(), REF, Stage.CURRENT)).contains("annas");
    assertThat(value(bert(), REF, Stage.CURRENT)).contains("berts");
    assertThat(committed(() -> store().read(bert(), REF, version))).isEmpty();
    destroy(bert(), REF);
    assertThat(value(anna(), REF, Stage.CURRENT)).contains("annas");
  }

  @Test
  void a_value_that_was_put_in_another_sellers_place_is_not_handed_out() {
    write(anna(), REF, "annas");
    write(bert(), REF, "berts");
    swap(anna(), bert(), REF);
    String version = version(anna(), REF, Stage.CURRENT);
    assertThatThrownBy(() -> committed(() -> store().read(anna(), REF, version)))
        .isInstanceOf(SecretStore.Misplaced.class)
        .hasMessageNotContaining("berts");
  }

  @Test
  void what_is_proposed_changes_nothing_until_it_is_promoted() {
    write(anna(), REF, "first");
    propose("second");
    assertThat(value(anna(), REF, Stage.CURRENT)).contains("first");
    assertThat(value(anna(), REF, Stage.PENDING)).contains("second");
    String pending = version(anna(), REF, Stage.PENDING);
    promote();
    assertThat(value(anna(), REF, Stage.CURRENT)).contains("second");
    assertThat(version(anna(), REF, Stage.CURRENT)).isEqualTo(pending);
    assertThat(value(anna(), REF, Stage.PREVIOUS)).contains("first");
    assertThat(stages(anna(), REF)).doesNotContain(Stage.PENDING);
  }

  @Test
  void a_second_proposal_takes_the_place_of_the_first() {
    write(anna(), REF, "first");
    propose("second");
    String given = version(anna(), REF, Stage.PENDING);
    propose("third");
    assertThat(value(anna(), REF, Stage.PENDING)).contains("third");
    assertThat(committed(() -> store().read(anna(), REF, given))).isEmpty();
    assertThat(stages(anna(), REF)).containsExactlyInAnyOrder(Stage.PENDING, Stage.CURRENT);
  }

  @Test
  void a_secret_may_begin_with_a_proposal() {
    propose("first");
    assertThat(stages(anna(), REF)).containsExactly(Stage.PENDING);
    promote();
    assertThat(stages(anna(), REF)).containsExactly(Stage.CURRENT);
    assertThat(value(anna(), REF, Stage.CURRENT)).contains("first");
  }

  @Test
  void nothing_is_promoted_where_nothing_is_pending() {
    assertThatThrownBy(this::promote).isInstanceOf(IllegalStateException.class);
    write(anna(), REF, "first");
    assertThatThrownBy(this::promote).isInstanceOf(IllegalStateException.class);
    assertThat(value(anna(), REF, Stage.CURRENT)).contains("first");
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  void what_is_discarded_is_not_read_again_and_the_others_stay(Stage stage) {
    write(anna(), REF, "previous");
    write(anna(), REF, "current");
    propose("pending");
    String version = version(anna(), REF, stage);
    discard(stage);
    discard(stage);
    assertThat(stages(anna(), REF)).hasSize(2).doesNotContain(stage);
    assertThat(committed(() -> store().read(anna(), REF, version))).isEmpty();
    for (Stage left : stages(anna(), REF)) {
      assertThat(value(anna(), REF, left)).contains(left.name().toLowerCase(Locale.ROOT));
    }
  }

  @Test
  void discarding_what_is_not_there_does_nothing() {
    discard(Stage.PENDING);
    write(anna(), REF, "first");
    discard(Stage.PREVIOUS);
    discard(Stage.PENDING);
    assertThat(stages(anna(), REF)).containsExactly(Stage.CURRENT);
  }

  @Test
  void a_destroyed_secret_is_not_there_any_more() {
    write(anna(), REF, "first");
    write(anna(), REF, "second");
    write(anna(), OTHER, "stays");
    String version = version(anna(), REF, Stage.CURRENT);
    destroy(anna(), REF);
    destroy(anna(), REF);
    assertThat(stages(anna(), REF)).isEmpty();
    assertThat(committed(() -> store().read(anna(), REF, version))).isEmpty();
    assertThat(value(anna(), OTHER, Stage.CURRENT)).contains("stays");
  }

  @Test
  void the_newest_version_comes_first_and_each_has_a_name_of_its_own() {
    write(anna(), REF, "first");
    timePasses();
    write(anna(), REF, "second");
    timePasses();
    propose("third");
    List<SecretCare.Held> held = committed(() -> store().held(anna(), REF));
    assertThat(held)
        .extracting(SecretCare.Held::stage)
        .containsExactly(Stage.PENDING, Stage.CURRENT, Stage.PREVIOUS);
    assertThat(held).extracting(SecretCare.Held::version).doesNotHaveDuplicates();
    assertThat(held.get(0).writtenAt()).isAfter(held.get(1).writtenAt());
    assertThat(held.get(1).writtenAt()).isAfter(held.get(2).writtenAt());
  }

  @Test
  void a_path_may_end_like_the_services_own_suffix() {
    SecretRef app = SecretRef.appSecret("amazon");
    write(anna(), app, "app");
    assertThat(value(anna(), app, Stage.CURRENT)).contains("app");
  }

  @Test
  void bytes_come_back_as_they_went_also_those_that_are_no_text() {
    byte[] bytes = {(byte) 0xC3, 0x28, 0, (byte) 0xFF, '"', '\\', '\n'};
    committed(
        () -> {
          store().write(anna(), REF, new Secret(bytes.clone()));
          return bytes;
        });
    String version = version(anna(), REF, Stage.CURRENT);
    try (Secret read = committed(() -> store().read(anna(), REF, version)).orElseThrow()) {
      assertThat(read.<byte[]>reveal(byte[]::clone)).isEqualTo(bytes);
    }
    write(anna(), REF, "Atzr|\u00FC\"\\ \n" + "x".repeat(2048));
    assertThat(value(anna(), REF, Stage.CURRENT)).contains("Atzr|\u00FC\"\\ \n" + "x".repeat(2048));
  }

  private void write(SellerId seller, SecretRef ref, String text) {
    committed(
        () -> {
          try (Secret value = Secret.of(text)) {
            store().write(seller, ref, value);
          }
          return ref;
        });
  }

  private void propose(String text) {
    committed(
        () -> {
          try (Secret value = Secret.of(text)) {
            store().propose(anna(), REF, value);
          }
          return REF;
        });
  }

  private void promote() {
    committed(
        () -> {
          store().promote(anna(), REF);
          return REF;
        });
  }

  private void discard(Stage stage) {
    committed(
        () -> {
          store().discard(anna(), REF, stage);
          return stage;
        });
  }

  private void destroy(SellerId seller, SecretRef ref) {
    committed(
        () -> {
          store().destroy(seller, ref);
          return ref;
        });
  }

  private List<Stage> stages(SellerId seller, SecretRef ref) {
    return committed(() -> store().held(seller, ref)).stream()
        .map(SecretCare.Held::stage)
        .sorted(Comparator.comparing(Stage::ordinal))
        .toList();
  }

  private String version(SellerId seller, SecretRef ref, Stage stage) {
    return committed(() -> store().held(seller, ref)).stream()
        .filter(held -> held.stage() == stage)
        .map(SecretCare.Held::version)
        .findFirst()
        .orElseThrow();
  }

  private Optional<String> value(SellerId seller, SecretRef ref, Stage stage) {
    String version = version(seller, ref, stage);
    return committed(() -> store().read(seller, ref, version))
        .map(
            secret -> {
              try (Secret open = secret) {
                return open.reveal(bytes -> new String(bytes, StandardCharsets.UTF_8));
              }
            });
  }
}
