package org.lockkeeper.compliance.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lockkeeper.compliance.encryption.SealingWorld.OTHER_SELLER;
import static org.lockkeeper.compliance.encryption.SealingWorld.SELLER;
import static org.lockkeeper.compliance.encryption.SealingWorld.START;
import static org.lockkeeper.compliance.encryption.SealingWorld.ada;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.orders.RecipientDetails;
import org.lockkeeper.orders.RecipientVault.SealingUnavailable;

class FindByRecipientTest {

  private final SealingWorld world = new SealingWorld();

  @Test
  void an_order_is_found_by_email_phone_or_name_and_place_and_others_are_not() {
    OrderId adas = world.receive(SELLER, ada());
    world.receive(SELLER, somebody(1));
    world.receive(SELLER, somebody(2));
    for (Search search :
        List.of(
            new Search.ByEmail(" ADA.lovelace@example.ORG"),
            new Search.ByPhone("208.555.0143", "US"),
            new Search.ByPhone("+1 208 555 0143", "DE"),
            new Search.ByPhone("5550143", "ZZ"),
            new Search.ByName("lovelace", "837021234"),
            new Search.ByName("Lovelace, ADA", "83702 1234"))) {
      assertThat(find(search)).as(search.by()).containsExactly(adas);
    }
    for (Search search :
        List.of(
            new Search.ByEmail("lovelace@example.org"),
            new Search.ByEmail(""),
            new Search.ByPhone("208 555 0144", "US"),
            new Search.ByPhone("", "US"),
            new Search.ByName("Ada Byron", "83702-1234"),
            new Search.ByName("Ada Lovelace", "83702"),
            new Search.ByName("", "83702-1234"))) {
      assertThat(find(search)).as(search.by()).isEmpty();
    }
  }

  @Test
  void where_there_is_no_post_code_the_city_is_the_place() {
    RecipientDetails inHongKong =
        new RecipientDetails(
            "Ada Lovelace",
            Optional.empty(),
            List.of("1 Queen's Road"),
            Optional.of("Hong Kong"),
            Optional.empty(),
            Optional.empty(),
            "HK",
            Optional.empty(),
            Optional.empty());
    OrderId order = world.receive(SELLER, inHongKong);
    assertThat(find(new Search.ByName("ada", "hong kong"))).containsExactly(order);
  }

  @Test
  void an_order_is_found_in_every_cohort_and_not_after_its_strip() {
    OrderId early = world.receive(SELLER, ada());
    world.passes(Duration.ofDays(8));
    OrderId late = world.receive(SELLER, ada());
    world.inTransaction(
        () -> {
          world
              .keyCare()
              .toExpiry(SELLER, early, world.stored(early), START.plus(Duration.ofDays(90)));
          return early;
        });
    Search search = new Search.ByEmail("ada.lovelace@example.org");
    assertThat(find(search)).containsExactly(early, late);
    world.strip(SELLER, early);
    assertThat(find(search)).containsExactly(late);
  }

  @Test
  void a_seller_finds_only_their_own() {
    world.receive(OTHER_SELLER, ada());
    assertThat(find(new Search.ByEmail("ada.lovelace@example.org"))).isEmpty();
  }

  @Test
  void a_closed_cohort_is_not_searched() {
    OrderId order = world.receive(SELLER, ada());
    world.strip(SELLER, order);
    Cohort cohort = Cohort.provisional(START);
    world.passes(Duration.between(START, cohort.endsAt().plus(KeyCare.CLOSE_PROVISIONAL_AFTER)));
    world.keyCare().closeCohorts(world.clock.now);
    world.restart();
    assertThat(find(new Search.ByEmail("ada.lovelace@example.org"))).isEmpty();
  }

  @Test
  void every_candidate_is_in_the_audit_log_and_each_match_as_opened() {
    OrderId adas = world.receive(SELLER, ada());
    OrderId other = world.receive(SELLER, somebody(1)); // a new seller has one token for all
    find(new Search.ByEmail("ada.lovelace@example.org"));
    AuditEntry search = world.auditOf("recipient.looked-up").getFirst();
    assertThat(search.facts().get("candidates")).contains(adas.toString(), other.toString());
    assertThat(world.auditOf("recipient.opened").stream().map(AuditEntry::object))
        .containsExactly("order:" + adas);
    world.auditFails = true;
    assertThatThrownBy(() -> find(new Search.ByEmail("ada.lovelace@example.org")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_search_looks_at_a_bounded_number_of_candidates_and_says_so() {
    for (int i = 0; i < FindByRecipient.MOST_CANDIDATES; i++) {
      world.receive(SELLER, somebody(i));
    }
    assertThat(world.finder().of(SELLER, new Search.ByEmail("a@b.c")).complete()).isTrue();
    world.receive(SELLER, somebody(-1));
    assertThat(world.finder().of(SELLER, new Search.ByEmail("a@b.c")).complete()).isFalse();
  }

  @Test
  void without_the_custodian_nobody_is_told_that_there_is_nothing() {
    world.receive(SELLER, ada());
    world.restart();
    world.custodian.weather = FakeKeyCustodian.Weather.DOWN;
    assertThatThrownBy(() -> find(new Search.ByEmail("ada.lovelace@example.org")))
        .isInstanceOf(SealingUnavailable.class);
  }

  @Test
  void a_line_of_search_text_is_read_as_what_it_is() {
    assertThat(Search.read(" Ada@example.org ", "US"))
        .contains(new Search.ByEmail("Ada@example.org"));
    assertThat(Search.read("(208) 555-0143", "US"))
        .contains(new Search.ByPhone("(208) 555-0143", "US"));
    assertThat(Search.read("Lovelace, Ada, 83702", "US"))
        .contains(new Search.ByName("Lovelace, Ada", " 83702"));
    assertThat(Search.read("Ada Lovelace", "US")).isEmpty();
    assertThat(Search.read("", "US")).isEmpty();
  }

  private List<OrderId> find(Search search) {
    return world.finder().of(SELLER, search).orders();
  }

  private static RecipientDetails somebody(int number) {
    return new RecipientDetails(
        "Nobody Number" + number,
        Optional.empty(),
        List.of("1 Street"),
        Optional.of("Town"),
        Optional.empty(),
        Optional.of("1000" + number),
        "US",
        Optional.of("208 555 01" + (number + 50)),
        Optional.of("nobody" + number + "@example.org"));
  }
}
