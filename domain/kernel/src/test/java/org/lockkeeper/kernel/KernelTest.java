package org.lockkeeper.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123Z");

  private static Ids ids(Instant now) {
    return new Ids(Clock.fixed(now, ZoneOffset.UTC), new SecureRandom());
  }

  @Test
  void the_kernel_has_at_most_20_types() throws IOException, URISyntaxException {
    URI place = SellerId.class.getResource("SellerId.class").toURI();
    try (Stream<Path> files = Files.list(Path.of(place).resolveSibling("."))) {
      List<String> types =
          files
              .map(file -> String.valueOf(file.getFileName()))
              .filter(name -> name.endsWith(".class"))
              .filter(name -> !name.contains("$") && !name.contains("-info"))
              .filter(name -> !name.endsWith("Test.class"))
              .sorted()
              .toList();
      assertThat(types).hasSizeBetween(10, 20);
    }
  }

  @Test
  void a_fresh_id_is_a_version_7_uuid_of_the_products_clock() {
    UUID id = ids(NOON).next();
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOON.toEpochMilli());
  }

  @Test
  void ids_are_in_the_order_of_their_milliseconds() {
    List<UUID> made =
        IntStream.range(0, 1000).mapToObj(i -> ids(NOON.plusMillis(i)).next()).toList();
    assertThat(made).isSortedAccordingTo(Comparator.comparing(UUID::toString));
  }

  @Test
  void no_two_ids_of_one_millisecond_are_the_same() {
    Ids ids = ids(NOON);
    Set<UUID> made = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      made.add(ids.next());
    }
    assertThat(made).hasSize(100_000);
  }

  @Test
  void every_free_bit_of_an_id_is_left_to_chance() {
    Ids ids = ids(NOON);
    long onesHigh = 0;
    long onesLow = 0;
    long zerosHigh = 0;
    long zerosLow = 0;
    for (int i = 0; i < 1000; i++) {
      UUID id = ids.next();
      onesHigh |= id.getMostSignificantBits();
      onesLow |= id.getLeastSignificantBits();
      zerosHigh |= ~id.getMostSignificantBits();
      zerosLow |= ~id.getLeastSignificantBits();
    }
    assertThat(Long.bitCount(onesHigh & zerosHigh) + Long.bitCount(onesLow & zerosLow))
        .isEqualTo(74);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "s", "Shopify", "1shop", "tik-tok", "abcdefghijabcdefghijabcdefghijk"})
  void what_is_no_name_is_no_channel(String name) {
    assertThatThrownBy(() -> new ChannelName(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_channel_in_an_address_is_read_in_any_case() {
    assertThat(ChannelName.of("ShopIfy")).isEqualTo(new ChannelName("shopify"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Ada Lovelace", "1|2", "a?b", "ünï"})
  void an_errand_carries_an_id_and_nothing_else(String subject) {
    assertThatThrownBy(() -> new Errand("route-order", SellerId.PLATFORM, subject))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("Lovelace");
  }

  @ParameterizedTest(name = "{0} characters: {1}")
  @CsvSource({"1, true", "200, true", "201, false"})
  void an_errands_subject_has_at_most_200_characters(int length, boolean good) {
    String subject = "a".repeat(length);
    if (good) {
      assertThat(new Errand("kind", SellerId.PLATFORM, subject).subject()).isEqualTo(subject);
    } else {
      assertThatThrownBy(() -> new Errand("kind", SellerId.PLATFORM, subject))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void an_actor_is_an_id_or_a_name_of_ours() {
    UUID account = UUID.fromString("01900000-0000-7000-8000-000000000001");
    assertThat(new Actor.Person(account).text()).isEqualTo("person:" + account);
    assertThat(new Actor.Channel(new ChannelName("shopify")).text()).isEqualTo("channel:shopify");
    assertThat(new Actor.Task("sweep").text()).isEqualTo("task:sweep");
  }

  @Test
  void trouble_with_a_platform_names_operation_and_kind() {
    PlatformTrouble trouble =
        new PlatformTrouble(
            "amazon.create", PlatformTrouble.Kind.THROTTLED, Optional.of(Duration.ofSeconds(2)));
    assertThat(trouble).hasMessage("amazon.create: THROTTLED");
    assertThat(trouble.retryAfter()).contains(Duration.ofSeconds(2));
  }

  @Test
  void ids_read_and_print_their_canonical_form() {
    String text = "01900000-0000-7000-8000-000000000001";
    assertThat(OrderId.of(text)).hasToString(text);
    assertThat(SellerId.of(text)).hasToString(text);
    assertThat(ConnectionId.of(text)).hasToString(text);
    assertThat(SellerId.PLATFORM).isLessThan(SellerId.of(text));
  }
}
