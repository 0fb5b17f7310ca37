package org.lockkeeper.compliance.monitoring.canaries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lockkeeper.orders.RecipientDetails;

/** What the dated policy says of canaries. */
class CanaryPolicyTest {

  private static Properties edition() throws Exception {
    try (InputStream in =
        Objects.requireNonNull(
            CanaryPolicy.class.getResourceAsStream("/policy/canaries-2026-11-22.properties"))) {
      Properties said = new Properties();
      said.load(in);
      return said;
    }
  }

  @Test
  void three_stand_for_each_seller_for_two_months_and_are_tried_every_thirty_days() {
    CanaryPolicy policy = new CanaryPolicy();
    assertThat(policy.eachSeller()).isEqualTo(3);
    assertThat(policy.lives()).isEqualTo(Duration.ofDays(60));
    assertThat(policy.proofEvery()).isEqualTo(Duration.ofDays(30));
  }

  @Test
  void a_buyer_who_is_nobody_looks_like_one_and_reaches_nobody() {
    InventBuyer invent = new InventBuyer(new CanaryPolicy(), new SecureRandom());
    Set<String> addresses = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      RecipientDetails buyer = invent.next();
      assertThat(buyer.name()).matches("[A-Z][a-z]+ [A-Z][A-Za-z-]+");
      assertThat(buyer.email().orElseThrow()).matches("[a-z.-]+[0-9]{3}@example\\.(com|net|org)");
      assertThat(buyer.lines()).singleElement().asString().matches("[0-9]{2,4} [A-Za-z ]+");
      assertThat(buyer.postalCode().orElseThrow()).matches("[0-9]{5}");
      assertThat(buyer.phone()).isEmpty();
      addresses.add(buyer.email().orElseThrow());
    }
    assertThat(addresses).as("none can be guessed").hasSizeGreaterThan(190);
  }

  @Test
  void mail_that_could_reach_somebody_is_refused() throws Exception {
    Properties said = edition();
    said.setProperty("mail", "gmail.com");
    assertThatThrownBy(() -> new CanaryPolicy(said)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_policy_that_is_not_complete_or_says_more_is_not_loaded() throws Exception {
    Properties less = edition();
    less.remove("lives");
    assertThatThrownBy(() -> new CanaryPolicy(less)).hasMessageContaining("lives");
    Properties more = edition();
    more.setProperty("colour", "yellow");
    assertThatThrownBy(() -> new CanaryPolicy(more)).hasMessageContaining("colour");
  }
}
