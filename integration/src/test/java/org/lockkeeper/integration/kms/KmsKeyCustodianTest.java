package org.lockkeeper.integration.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.compliance.encryption.Cohort;
import org.lockkeeper.compliance.encryption.CustodianKeyId;
import org.lockkeeper.compliance.encryption.KeyCustodian;
import org.lockkeeper.compliance.encryption.KeyCustodianContract;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.integration.aws.PretendAws;

/** The real SDK against the sandbox's KMS, which enforces the states of keys. */
class KmsKeyCustodianTest {

  private static final String EAST = "us-east-1";
  private static final String WEST = "us-west-2";
  private static final Cohort COHORT = Cohort.parse("E2027W08");
  private static final Map<String, String> CONTEXT = Map.of("seller", "0190");

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static final PretendAws AWS = PretendAws.start();

  @AfterAll
  static void end() {
    AWS.close();
  }

  @BeforeEach
  void calm() {
    AWS.noFaults();
    AWS.forgetCalls();
  }

  private static KeyCustodian custodian(String environment, String... regions) {
    return new KmsKeyCustodian(
        new KmsRegions(AWS.clients(), List.of(regions), environment), AWS.clock());
  }

  private static String fresh() {
    return "t" + NUMBER.incrementAndGet();
  }

  /** What every custodian keeps to. */
  abstract static class Contract extends KeyCustodianContract {

    private final KeyCustodian custodian;

    Contract(String... regions) {
      this.custodian = KmsKeyCustodianTest.custodian(fresh(), regions);
    }

    @Override
    protected KeyCustodian custodian() {
      return custodian;
    }

    @Override
    protected void daysPass(int days) {
      AWS.daysPass(days);
    }

    @Override
    protected Instant now() {
      return AWS.clock().instant();
    }
  }

  @Nested
  class In_one_region extends Contract {
    In_one_region() {
      super(EAST);
    }
  }

  @Nested
  class In_two_regions extends Contract {
    In_two_regions() {
      super(EAST, WEST);
    }
  }

  @Nested
  class In_three_regions extends Contract {
    In_three_regions() {
      super(EAST, WEST, "eu-west-1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {EAST, WEST})
  void a_data_key_that_is_wrapped_for_two_regions_opens_while_either_is_down(String down) {
    KeyCustodian custodian = custodian(fresh(), EAST, WEST);
    CustodianKeyId key = custodian.create(COHORT);
    try (KeyCustodian.DataKey data = custodian.generate(key, CONTEXT)) {
      AWS.fault("kms", "DOWN", ", \"region\": \"" + down + "\"");
      assertThat(custodian.unwrap(key, data.wrapped(), CONTEXT)).isEqualTo(data.clear());
    }
  }

  @Test
  void the_keys_of_two_regions_are_independent_and_each_names_its_cohort() {
    String environment = fresh();
    CustodianKeyId key = custodian(environment, EAST, WEST).create(COHORT);
    List<RegionalKey> keys = RegionalKey.apart(key);
    assertThat(keys).extracting(RegionalKey::region).containsExactly(EAST, WEST);
    assertThat(keys.stream().map(one -> one.arn().replaceAll(".*/", "")).distinct()).hasSize(2);
    assertThat(
            AWS.keys().stream()
                .map(JsonValue::asJsonObject)
                .filter(one -> key.value().contains(one.getString("arn"))))
        .hasSize(2)
        .allSatisfy(
            one -> {
              assertThat(one.getJsonObject("tags").getString("cohort")).isEqualTo("E2027W08");
              assertThat(one.getJsonObject("tags").getString("environment")).isEqualTo(environment);
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 60, 250})
  void a_part_that_was_changed_is_noticed_although_another_part_would_open(int at) {
    KeyCustodian custodian = custodian(fresh(), EAST, WEST);
    CustodianKeyId key = custodian.create(COHORT);
    try (KeyCustodian.DataKey data = custodian.generate(key, CONTEXT)) {
      byte[] bytes = data.wrapped().bytes();
      bytes[Math.min(at, bytes.length - 1)] ^= 4;
      assertThatThrownBy(() -> custodian.unwrap(key, new Opaque(bytes), CONTEXT))
          .isInstanceOf(KeyCustodian.WrongContext.class);
    }
  }

  @Test
  void a_region_that_says_no_is_not_asked_elsewhere_instead() {
    KeyCustodian custodian = custodian(fresh(), EAST, WEST);
    CustodianKeyId key = custodian.create(COHORT);
    Opaque wrapped;
    try (KeyCustodian.DataKey data = custodian.generate(key, CONTEXT)) {
      wrapped = data.wrapped();
    }
    // The disabling reaches one region and not the other.
    AWS.fault("kms", "DOWN", ", \"region\": \"" + WEST + "\"");
    assertThatThrownBy(() -> custodian.disable(key)).isInstanceOf(KeyCustodian.Unavailable.class);
    AWS.noFaults();
    assertThatThrownBy(() -> custodian.unwrap(key, wrapped, CONTEXT))
        .isInstanceOf(KeyCustodian.KeyUnusable.class);
    assertThat(custodian.state(key)).isEqualTo(new KeyCustodian.State.Disabled());
    custodian.disable(key);
    assertThat(state(key, WEST)).isEqualTo("Disabled");
  }

  @Test
  void a_key_counts_as_destroyed_when_every_region_has_destroyed_its_own() {
    KeyCustodian custodian = custodian(fresh(), EAST, WEST);
    CustodianKeyId key = custodian.create(COHORT);
    AWS.fault("kms", "DOWN", ", \"region\": \"" + WEST + "\"");
    assertThatThrownBy(() -> custodian.scheduleDeletion(key, 7))
        .isInstanceOf(KeyCustodian.Unavailable.class);
    AWS.noFaults();
    AWS.daysPass(8);
    assertThat(custodian.state(key)).isEqualTo(new KeyCustodian.State.Disabled());
    Instant at = custodian.scheduleDeletion(key, 7);
    assertThat(custodian.state(key)).isEqualTo(new KeyCustodian.State.PendingDeletion(at));
    AWS.daysPass(8);
    assertThat(custodian.state(key)).isEqualTo(new KeyCustodian.State.Destroyed());
  }

  @Test
  void nodes_that_make_a_cohorts_key_at_once_are_told_the_same_and_give_up_what_is_too_much()
      throws Exception {
    String environment = fresh();
    int nodes = 6;
    CountDownLatch ready = new CountDownLatch(nodes);
    Set<CustodianKeyId> told = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(nodes)) {
      List<Future<CustodianKeyId>> made =
          IntStream.range(0, nodes)
              .mapToObj(
                  node ->
                      threads.submit(
                          () -> {
                            KeyCustodian mine = custodian(environment, EAST, WEST);
                            ready.countDown();
                            ready.await();
                            return mine.create(COHORT);
                          }))
              .toList();
      for (Future<CustodianKeyId> one : made) {
        told.add(one.get());
      }
    }
    assertThat(told).hasSize(1);
    Map<String, Long> states =
        AWS.keys().stream()
            .map(JsonValue::asJsonObject)
            .filter(one -> one.getJsonObject("tags").getString("environment").equals(environment))
            .collect(Collectors.groupingBy(one -> one.getString("state"), Collectors.counting()));
    assertThat(states.get("Enabled")).isEqualTo(2);
  }

  @Test
  void what_is_no_key_of_ours_is_never_said_to_be_destroyed() {
    KeyCustodian custodian = custodian(fresh(), EAST);
    CustodianKeyId other = new CustodianKeyId("keystore:E2027W08");
    assertThatThrownBy(() -> custodian.state(other)).isInstanceOf(KeyCustodian.Unavailable.class);
    assertThatThrownBy(() -> custodian.generate(other, CONTEXT))
        .isInstanceOf(KeyCustodian.KeyUnusable.class);
    CustodianKeyId elsewhere =
        new CustodianKeyId("arn:aws:kms:ap-south-1:000000000000:key/" + "0".repeat(36));
    assertThatThrownBy(() -> custodian.state(elsewhere))
        .isInstanceOf(KeyCustodian.Unavailable.class);
  }

  @Test
  void a_service_that_is_down_is_told_so_after_one_call() {
    KeyCustodian custodian = custodian(fresh(), EAST);
    CustodianKeyId key = custodian.create(COHORT);
    AWS.forgetCalls();
    AWS.fault("kms", "DOWN", "");
    assertThatThrownBy(() -> custodian.generate(key, CONTEXT))
        .isInstanceOfSatisfying(
            KeyCustodian.Unavailable.class, trouble -> assertThat(trouble.throttled()).isFalse());
    assertThat(AWS.calls("GenerateDataKey")).isOne();
    assertThatThrownBy(() -> custodian.state(key)).isInstanceOf(KeyCustodian.Unavailable.class);
  }

  @Test
  void too_many_calls_and_a_missing_right_are_told_apart() {
    KeyCustodian custodian = custodian(fresh(), EAST);
    CustodianKeyId key = custodian.create(COHORT);
    AWS.fault("kms", "THROTTLE", "");
    assertThatThrownBy(() -> custodian.generate(key, CONTEXT))
        .isInstanceOfSatisfying(
            KeyCustodian.Unavailable.class, trouble -> assertThat(trouble.throttled()).isTrue());
    AWS.noFaults();
    AWS.fault("kms", "ACCESS_DENIED", "");
    assertThatThrownBy(() -> custodian.generate(key, CONTEXT))
        .isInstanceOf(KeyCustodian.KeyUnusable.class);
    assertThatThrownBy(() -> custodian.state(key)).isInstanceOf(KeyCustodian.Unavailable.class);
  }

  @Test
  void an_answer_that_takes_too_long_is_an_outage() {
    KeyCustodian custodian = custodian(fresh(), EAST);
    CustodianKeyId key = custodian.create(COHORT);
    AWS.fault("kms", "SLOW", ", \"millis\": 5000");
    assertThatThrownBy(() -> custodian.generate(key, CONTEXT))
        .isInstanceOf(KeyCustodian.Unavailable.class);
  }

  private static String state(CustodianKeyId key, String region) {
    return AWS.keys().stream()
        .map(JsonValue::asJsonObject)
        .filter(one -> key.value().contains(one.getString("arn")))
        .filter(one -> one.getString("region").equals(region))
        .map(one -> one.getString("state"))
        .findFirst()
        .orElseThrow();
  }
}
