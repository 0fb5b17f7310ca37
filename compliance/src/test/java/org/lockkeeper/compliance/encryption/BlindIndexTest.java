package org.lockkeeper.compliance.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lockkeeper.compliance.encryption.SealingWorld.OTHER_SELLER;
import static org.lockkeeper.compliance.encryption.SealingWorld.SELLER;
import static org.lockkeeper.compliance.encryption.SealingWorld.ada;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockkeeper.kernel.SellerId;

class BlindIndexTest {

  private static final Cohort COHORT = Cohort.parse("P2026W47");

  private final SecureRandom random = SealingWorld.seeded();

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource({
    "'Ada Lovelace', 'ADA  LOVELACE'",
    "'Ada Lovelace', 'lovelace, ada'",
    "'Ádà Lövelâce', 'Ada Lovelace'",
    "'Ada O''Lovelace', 'ada olovelace'",
    "'Ada-Lovelace', 'Ada Lovelace'",
    "'Ａｄａ Lovelace', 'Ada Lovelace'",
    "'Ada Lovelace', 'Ada Lovelace Ada'",
    "'Ada Groß', 'ADA GROSS'"
  })
  void two_spellings_of_a_name_have_the_same_words(String one, String other) {
    assertThat(new HashSet<>(BlindIndex.words(one)))
        .isEqualTo(new HashSet<>(BlindIndex.words(other)));
  }

  @ParameterizedTest(name = "{0} in {1} = {2}")
  @CsvSource({
    "'(208) 555-0143', US, +12085550143",
    "'+1 208 555 0143', GB, +12085550143",
    "'020 7946 0958', GB, +442079460958",
    "'０２０ ７９４６ ０９５８', gb, +442079460958",
    "'555-0143', ZZ, 5550143"
  })
  void a_phone_number_is_written_with_its_country_code(String text, String country, String e164) {
    assertThat(BlindIndex.phone(text, country)).isEqualTo(e164);
  }

  @Test
  void an_email_and_a_post_code_are_the_same_in_any_case_and_spacing() {
    assertThat(BlindIndex.email("  Ada.Lovelace@EXAMPLE.org "))
        .isEqualTo("ada.lovelace@example.org");
    assertThat(BlindIndex.placeByPostalCode("sw1a 1aa"))
        .isEqualTo(BlindIndex.placeByPostalCode("SW1A-1AA"));
    assertThat(BlindIndex.placeByCity("1000")).isNotEqualTo(BlindIndex.placeByPostalCode("1000"));
  }

  @ParameterizedTest(name = "{0} orders: {1} bits")
  @CsvSource({
    "0, 0",
    "7, 0",
    "8, 1",
    "15, 1",
    "16, 2",
    "1000, 7",
    "1023, 7",
    "1024, 8",
    "100000, 14",
    "1000000, 17",
    "9000000000000, 28"
  })
  void four_to_eight_orders_share_a_token(long orders, int bits) {
    assertThat(BlindIndex.bitsFor(orders)).isEqualTo(bits);
    if (orders >= 8 && bits < 28) {
      assertThat(orders / (double) (1L << bits)).isBetween(4.0, 8.0);
    }
  }

  @Test
  void the_tokens_of_one_buyer_cannot_be_joined_across_sellers_or_cohorts() {
    SellerKey key = key(SELLER, COHORT, 28);
    Set<Integer> mine = values(BlindIndex.tokens(key, ada()));
    assertThat(mine).hasSize(5);
    assertThat(values(BlindIndex.tokens(key, ada()))).isEqualTo(mine);
    assertThat(values(BlindIndex.tokens(key(OTHER_SELLER, COHORT, 28), ada())))
        .doesNotContainAnyElementsOf(mine);
    assertThat(values(BlindIndex.tokens(key(SELLER, Cohort.parse("E2027W08"), 28), ada())))
        .doesNotContainAnyElementsOf(mine);
  }

  @Test
  void the_same_32_bytes_for_two_sellers_give_different_tokens() {
    byte[] same = new byte[32];
    assertThat(values(BlindIndex.tokens(key(SELLER, COHORT, 28, same.clone()), ada())))
        .doesNotContainAnyElementsOf(
            values(BlindIndex.tokens(key(OTHER_SELLER, COHORT, 28, same.clone()), ada())));
  }

  /**
   * A stolen table of 100 000 orders, and an attacker who has the public frequencies of all names
   * and of all post codes, and no key. The best that frequencies offer: the most frequent token is
   * said to be the most frequent value, and so on downwards.
   */
  @Test
  void a_stolen_table_and_a_list_of_all_names_recover_no_more_than_one_in_four() {
    int orders = 100_000;
    SellerKey key = key(SELLER, COHORT, BlindIndex.bitsFor(orders));
    Map<Integer, Map<String, Integer>> valuesOf = new HashMap<>();
    Map<String, Integer> frequency = new HashMap<>();
    for (int i = 0; i < orders; i++) {
      String place = "p:" + 10_000 + zipf(30_000);
      for (String word : List.of("given" + zipf(5_000), "family" + zipf(100_000))) {
        String value = word + " " + place;
        int token = BlindIndex.nameToken(key, word, place).value();
        valuesOf.computeIfAbsent(token, t -> new HashMap<>()).merge(value, 1, Integer::sum);
        frequency.merge(value, 1, Integer::sum);
      }
    }
    int rows = 2 * orders;
    double candidates = rows / (double) valuesOf.size();
    assertThat(candidates).isBetween(4.0, 8.0);

    List<Map<String, Integer>> byFrequency = new ArrayList<>(valuesOf.values());
    byFrequency.sort(Comparator.comparingInt(v -> -sum(v)));
    List<String> names = new ArrayList<>(frequency.keySet());
    names.sort(Comparator.comparingInt(v -> -frequency.getOrDefault(v, 0)));
    int recovered = 0;
    for (int rank = 0; rank < byFrequency.size(); rank++) {
      recovered += byFrequency.get(rank).getOrDefault(names.get(rank), 0);
    }
    assertThat(recovered / (double) rows).isLessThan(0.25);

    // Even an attacker who is told which values share a token names one of them.
    int best = 0;
    for (Map<String, Integer> shared : valuesOf.values()) {
      best += shared.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }
    assertThat(best / (double) rows).isLessThan(0.40);
  }

  @Test
  void a_seller_without_a_history_has_one_token_for_all() {
    SellerKey key = key(SELLER, COHORT, 0);
    assertThat(values(BlindIndex.tokens(key, ada()))).containsExactly(0);
  }

  private static int sum(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** A rank from 1 to n, of which the first ones are by far the most frequent. */
  private int zipf(int n) {
    return (int) Math.ceil(Math.pow(n, random.nextDouble()));
  }

  private static Set<Integer> values(List<LookUpTokens.Token> tokens) {
    Set<Integer> values = new HashSet<>();
    tokens.forEach(token -> values.add(token.value()));
    return values;
  }

  private SellerKey key(SellerId seller, Cohort cohort, int bits) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return key(seller, cohort, bits, bytes);
  }

  private static SellerKey key(SellerId seller, Cohort cohort, int bits, byte[] bytes) {
    return new SellerKey(
        new SellerKeys.Row(
            seller,
            cohort,
            new UUID(1, bits),
            new Opaque("wrapped".getBytes(StandardCharsets.US_ASCII)),
            bits),
        bytes);
  }
}
