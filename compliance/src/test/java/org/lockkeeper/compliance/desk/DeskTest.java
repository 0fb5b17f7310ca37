package org.lockkeeper.compliance.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lockkeeper.compliance.encryption.RightsWorld.OTHER;
import static org.lockkeeper.compliance.encryption.RightsWorld.SELLER;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.KnownPeople;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.encryption.BuyerField;
import org.lockkeeper.compliance.encryption.RightsWorld;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.settings.Setting;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

class DeskTest {

  private final MemoryDesk desk = new MemoryDesk();
  private final Account agent = desk.person(Role.SUPPORT);

  private OrderId order(SellerId seller, String label) {
    OrderId id = desk.world.receive(seller, RightsWorld.ada());
    desk.shelf.put(seller, id, label, "Mug", desk.world.stored(id));
    return id;
  }

  private List<FindOrders.Hit> found(String said) {
    FindOrders.Answer answer = desk.find.of(agent, SELLER, said, "US");
    return answer instanceof FindOrders.Answer.Found f ? f.hits().hits() : List.of();
  }

  private RevealField.Answer reveal(Account who, OrderId order, BuyerField field) {
    return desk.reveal()
        .of(who, SELLER, order, field, RevealReason.CONTACT_BUYER, "ZD-4711", false);
  }

  private static String shown(RevealField.Answer answer) {
    assertThat(answer).isInstanceOf(RevealField.Answer.Shown.class);
    return ((RevealField.Answer.Shown) answer).value();
  }

  @ParameterizedTest
  @CsvSource({
    "1001, ORDER_NUMBER",
    "#1001, ORDER_NUMBER",
    "580, ORDER_NUMBER",
    "100, ORDER_NUMBER_BEGINS",
    "ada.LOVELACE@example.org, EMAIL",
    "(208) 555 0143, PHONE",
    "'Lovelace, 83702-1234', NAME_AND_PLACE",
    "Ada Lovelace 83702-1234, NAME_AND_PLACE"
  })
  void one_box_finds_by_whatever_the_buyer_has_and_says_by_what(String said, MatchKind kind) {
    OrderId mine = order(SELLER, "#1001");
    order(OTHER, "#1001");
    assertThat(found(said))
        .extracting(hit -> hit.order().id(), FindOrders.Hit::kind)
        .containsExactly(org.assertj.core.api.Assertions.tuple(mine, kind));
  }

  @Test
  void each_search_is_in_the_sellers_log_without_what_was_searched_for() {
    order(SELLER, "#1001");
    found("ada.lovelace@example.org");
    found("1001");
    found("nobody@example.org");
    assertThat(desk.world.told("desk.searched"))
        .containsExactly(
            "seller:" + SELLER + " {by=email, matches=1}",
            "seller:" + SELLER + " {by=number, matches=1}",
            "seller:" + SELLER + " {by=email, matches=0}");
  }

  @Test
  void an_answer_that_could_not_be_written_down_is_not_told() {
    order(SELLER, "#1001");
    desk.world.auditFails();
    assertThatThrownBy(() -> found("1001")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void the_other_orders_of_a_buyer_are_those_with_the_same_seller() {
    OrderId one = order(SELLER, "#1001");
    OrderId two = order(SELLER, "#1002");
    order(OTHER, "#1003");
    FindOrders.Answer answer = desk.find.sameBuyer(agent, SELLER, one);
    assertThat(((FindOrders.Answer.Found) answer).hits().hits())
        .extracting(hit -> hit.order().id())
        .containsExactly(two);
    assertThat(desk.find.sameBuyer(agent, OTHER, one))
        .isInstanceOf(FindOrders.Answer.Nothing.class);
  }

  @ParameterizedTest
  @CsvSource({"NAME, Ada Lovelace", "PHONE, (208) 555-0143", "EMAIL, Ada.Lovelace@example.org"})
  void one_field_is_shown_for_a_minute_and_the_log_says_which_and_why(
      BuyerField field, String value) {
    OrderId order = order(SELLER, "#1001");
    RevealField.Answer answer = reveal(agent, order, field);
    assertThat(shown(answer)).isEqualTo(value);
    assertThat(((RevealField.Answer.Shown) answer).lasts()).isEqualTo(Duration.ofMinutes(1));
    assertThat(answer.toString()).doesNotContain(value);
    assertThat(desk.world.told("recipient.revealed"))
        .containsExactly(
            "order:"
                + order
                + " {field="
                + field.name().toLowerCase(java.util.Locale.ROOT)
                + ", reason=CONTACT_BUYER, ticket=ZD-4711}");
    assertThat(desk.world.told("recipient.opened")).as("no other field").isEmpty();
  }

  @Test
  void an_address_comes_as_on_a_label() {
    OrderId order = order(SELLER, "#1001");
    assertThat(shown(reveal(agent, order, BuyerField.ADDRESS)))
        .isEqualTo("Analytical Engines\n12 St James's Square\nFlat 3\nBoise ID 83702-1234\nUS");
  }

  @Test
  @Tag("ASVS-V16.5.3")
  void nothing_is_shown_that_could_not_be_written_down_before() {
    OrderId order = order(SELLER, "#1001");
    desk.world.auditFails();
    assertThatThrownBy(() -> reveal(agent, order, BuyerField.NAME))
        .isInstanceOf(IllegalStateException.class);
    assertThat(desk.budget.of(agent).reveals()).as("and nothing is used up").isZero();
  }

  @Test
  void while_no_key_can_be_had_nothing_is_shown_and_nothing_used_up() {
    OrderId order = order(SELLER, "#1001");
    desk.world.keysAreGone();
    assertThat(reveal(agent, order, BuyerField.NAME))
        .isInstanceOf(RevealField.Answer.NotReadable.class);
    assertThat(desk.budget.of(agent).reveals()).isZero();
  }

  @Test
  void after_the_strip_there_is_the_date_and_nothing_is_used_up() {
    OrderId order = order(SELLER, "#1001");
    desk.shelf.strip(order, Instant.EPOCH);
    assertThat(reveal(agent, order, BuyerField.NAME))
        .isEqualTo(new RevealField.Answer.Stripped(Instant.EPOCH));
    assertThat(desk.budget.of(agent).reveals()).isZero();
  }

  @Test
  void the_order_of_another_seller_is_not_there() {
    OrderId theirs = order(OTHER, "#1001");
    assertThat(reveal(agent, theirs, BuyerField.NAME))
        .isInstanceOf(RevealField.Answer.NoOrder.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"SELLER_VIEWER", "ADMIN", "AUDITOR"})
  @Tag("ASVS-V8.2.3")
  void a_role_without_the_permission_sees_nothing(Role role) {
    OrderId order = order(SELLER, "#1001");
    assertThat(reveal(desk.person(role), order, BuyerField.NAME))
        .isInstanceOf(RevealField.Answer.NotForRole.class);
    assertThat(desk.world.told("recipient.revealed")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "x", "ticket", "ada@example.org", "+1 208 555 0143", "2085550143"})
  void without_the_number_of_a_ticket_nothing_is_shown(String ticket) {
    OrderId order = order(SELLER, "#1001");
    assertThat(
            desk.reveal()
                .of(agent, SELLER, order, BuyerField.NAME, RevealReason.LEGAL_DUTY, ticket, false))
        .isInstanceOf(RevealField.Answer.NoTicket.class);
  }

  /** Uses up the day's budget, at a pace that is not a burst. */
  private void useUp(OrderId order) {
    for (int i = 0; i < desk.policy.reveals(Role.SUPPORT); i++) {
      assertThat(reveal(agent, order, BuyerField.NAME))
          .isInstanceOf(RevealField.Answer.Shown.class);
      desk.world.passes(Duration.ofMinutes(5));
    }
  }

  @Test
  @Tag("ASVS-V2.3.2")
  void beyond_the_budget_it_needs_the_yes_of_another_and_a_second_factor() {
    OrderId order = order(SELLER, "#1001");
    useUp(order);
    assertThat(reveal(agent, order, BuyerField.NAME))
        .isInstanceOf(RevealField.Answer.OverBudget.class);
    assertThat(desk.notices).extracting(Notice::kind).containsExactly(Notice.Kind.DESK_LIMIT);
    assertThat(desk.grant.ask(agent, SELLER, RevealReason.CONTACT_BUYER, "no number"))
        .isEqualTo(GrantReveals.Asked.NO_TICKET);
    assertThat(desk.grant.ask(agent, SELLER, RevealReason.CONTACT_BUYER, "ZD-1"))
        .isEqualTo(GrantReveals.Asked.ASKED);
    assertThat(desk.grant.ask(agent, SELLER, RevealReason.CONTACT_BUYER, "ZD-1"))
        .isEqualTo(GrantReveals.Asked.WAITS);
    UUID wish = desk.grant.waiting(agent).getFirst().id();
    assertThatThrownBy(() -> desk.grant.decide(agent, wish, true))
        .isInstanceOf(IllegalArgumentException.class);
    Account own = KnownPeople.identity(agent, 1, Role.ADMIN);
    desk.people.add(own);
    assertThat(desk.grant.decide(own, wish, true))
        .as("the admin identity of the person who asks")
        .isEqualTo(GrantReveals.Decided.OWN);
    Account admin = desk.person(Role.ADMIN);
    assertThat(desk.grant.decide(admin, wish, true)).isEqualTo(GrantReveals.Decided.DONE);
    assertThat(desk.grant.decide(admin, wish, false)).isEqualTo(GrantReveals.Decided.GONE);
    assertThat(reveal(agent, order, BuyerField.NAME))
        .isInstanceOf(RevealField.Answer.NeedsFactor.class);
    assertThat(
            desk.reveal()
                .of(
                    agent,
                    SELLER,
                    order,
                    BuyerField.NAME,
                    RevealReason.CONTACT_BUYER,
                    "ZD-1",
                    true))
        .isInstanceOf(RevealField.Answer.Shown.class);
    assertThat(desk.world.told("recipient.revealed").getLast()).contains("beyond=yes");
    assertThat(desk.budget.of(agent).left()).isEqualTo(desk.policy.approvalReveals() - 1);
  }

  @Test
  void a_declined_wish_adds_nothing_and_a_new_day_begins_anew() {
    OrderId order = order(SELLER, "#1001");
    useUp(order);
    desk.grant.ask(agent, SELLER, RevealReason.CONTACT_BUYER, "ZD-1");
    UUID wish = desk.grant.waiting(agent).getFirst().id();
    desk.grant.decide(desk.person(Role.ADMIN), wish, false);
    assertThat(reveal(agent, order, BuyerField.NAME))
        .isInstanceOf(RevealField.Answer.OverBudget.class);
    desk.world.passes(Duration.ofDays(1));
    assertThat(reveal(agent, order, BuyerField.NAME)).isInstanceOf(RevealField.Answer.Shown.class);
  }

  @Test
  @Tag("ASVS-V2.4.1")
  void a_burst_of_ten_times_the_usual_is_stopped_at_once_and_told_once() {
    OrderId order = order(SELLER, "#1001");
    int shown = 0;
    for (int i = 0; i < 60; i++) {
      if (reveal(agent, order, BuyerField.NAME) instanceof RevealField.Answer.Shown) {
        shown++;
      }
    }
    assertThat(shown).isEqualTo(desk.policy.burstReveals());
    int searched = 0;
    for (int i = 0; i < 200; i++) {
      if (desk.find.of(agent, SELLER, "1001", "US") instanceof FindOrders.Answer.Found) {
        searched++;
      }
    }
    assertThat(searched).isEqualTo(desk.policy.burstSearches());
    assertThat(desk.notices).extracting(Notice::kind).containsExactly(Notice.Kind.DESK_LIMIT);
    assertThat(desk.world.told("desk.limit-refused")).isNotEmpty();
  }

  @Test
  void admins_may_set_fewer_fields_a_day_and_not_more() {
    OrderId order = order(SELLER, "#1001");
    desk.set.put(Setting.SUPPORT_REVEALS, "1");
    assertThat(reveal(agent, order, BuyerField.NAME)).isInstanceOf(RevealField.Answer.Shown.class);
    assertThat(reveal(agent, order, BuyerField.NAME))
        .isNotInstanceOf(RevealField.Answer.Shown.class);
    desk.set.put(Setting.SUPPORT_REVEALS, "500");
    assertThat(desk.budget.of(agent).mostReveals()).isEqualTo(desk.policy.reveals(Role.SUPPORT));
  }

  @Test
  void a_slow_drain_of_twice_the_usual_meets_the_end_of_the_day() {
    OrderId order = order(SELLER, "#1001");
    int shown = 0;
    for (int i = 0; i < 2 * desk.policy.reveals(Role.SUPPORT); i++) {
      if (reveal(agent, order, BuyerField.NAME) instanceof RevealField.Answer.Shown) {
        shown++;
      }
      desk.world.passes(Duration.ofMinutes(16));
    }
    assertThat(shown).isEqualTo(desk.policy.reveals(Role.SUPPORT));
    assertThat(desk.notices).hasSize(1);
  }

  @Test
  void one_person_works_for_so_many_sellers_a_day() {
    for (int i = 0; i < desk.policy.sellers(); i++) {
      assertThat(desk.find.of(agent, new SellerId(new UUID(i + 1L, 1)), "1001", "US"))
          .isInstanceOf(FindOrders.Answer.Nothing.class);
    }
    assertThat(desk.find.of(agent, SELLER, "1001", "US"))
        .isInstanceOf(FindOrders.Answer.TooManySellers.class);
    assertThat(desk.notices).hasSize(1);
  }

  @Test
  void one_person_opens_so_many_different_orders_an_hour_and_the_admins_are_told() {
    OrderId first = new OrderId(new UUID(7, 0));
    for (int i = 0; i < desk.policy.orders(); i++) {
      assertThat(desk.budget.open(agent, SELLER, new OrderId(new UUID(7, i))))
          .isEqualTo(Budget.Opened.YES);
    }
    assertThat(desk.budget.open(agent, SELLER, first))
        .as("open already")
        .isEqualTo(Budget.Opened.YES);
    assertThat(desk.notices).isEmpty();
    assertThat(desk.budget.open(agent, SELLER, new OrderId(new UUID(8, 0))))
        .isEqualTo(Budget.Opened.TOO_MANY_ORDERS);
    assertThat(desk.world.told("desk.limit-refused").getLast()).contains("TOO_MANY_ORDERS");
    assertThat(desk.notices).extracting(Notice::kind).containsExactly(Notice.Kind.DESK_LIMIT);
    assertThat(
            desk.budget.open(desk.person(Role.SELLER_OWNER), SELLER, new OrderId(new UUID(8, 0))))
        .as("a seller's own orders are not counted")
        .isEqualTo(Budget.Opened.YES);
  }

  @Test
  void opening_an_order_counts_its_seller_too() {
    for (int i = 0; i < desk.policy.sellers(); i++) {
      desk.find.of(agent, new SellerId(new UUID(i + 1L, 1)), "1001", "US");
    }
    assertThat(desk.budget.open(agent, SELLER, new OrderId(new UUID(7, 0))))
        .isEqualTo(Budget.Opened.TOO_MANY_SELLERS);
  }

  @Test
  void a_case_takes_the_channels_deadline_and_notes_that_are_plain() {
    OrderId order = order(SELLER, "#1001");
    assertThat(
            desk.work.open(
                agent, SELLER, order, SupportCase.Subject.CANCEL, "call her: 208 555 0143"))
        .isEqualTo(new WorkCases.Result.Refused(PlainNote.Fault.PHONE));
    assertThat(desk.cases.open(SELLER, 9)).as("nothing was written").isEmpty();
    WorkCases.Result opened =
        desk.work.open(
            agent, SELLER, order, SupportCase.Subject.CANCEL, "parcel 1Z9 of #1001 stands still");
    UUID id = ((WorkCases.Result.Done) opened).id();
    assertThat(desk.work.find(OTHER, id)).isEmpty();
    assertThat(
            desk.work.move(
                agent,
                SELLER,
                id,
                SupportCase.NextStep.ASK_CARRIER,
                SupportCase.WaitingOn.CARRIER,
                "token: abc"))
        .isEqualTo(new WorkCases.Result.Refused(PlainNote.Fault.SECRET));
    desk.work.move(
        agent,
        SELLER,
        id,
        SupportCase.NextStep.ASK_CARRIER,
        SupportCase.WaitingOn.CARRIER,
        "asked again");
    WorkCases.Listed listed = desk.work.find(SELLER, id).orElseThrow();
    assertThat(listed.label()).isEqualTo("#1001");
    assertThat(listed.it().waitingOn()).isEqualTo(SupportCase.WaitingOn.CARRIER);
    assertThat(listed.it().notes()).hasSize(2);
    desk.work.close(agent, SELLER, id);
    assertThat(desk.work.close(agent, SELLER, id)).isEqualTo(new WorkCases.Result.Gone());
    assertThat(desk.world.told("support-case.opened")).hasSize(1);
  }

  @Test
  void a_suspicion_is_detected_when_it_is_told_whatever_the_reporter_says() {
    Instant now = desk.world.clock().instant();
    desk.report.of(
        agent,
        Optional.of(SELLER),
        Suspicion.Kind.STRANGE_QUESTION,
        "somebody wanted every address",
        now.plusSeconds(3600));
    assertThat(desk.suspicions).singleElement().extracting(Suspicion::detectedAt).isEqualTo(now);
    assertThat(desk.suspicions.getFirst().noticedAt()).isEqualTo(now);
    assertThat(desk.incidents)
        .singleElement()
        .satisfies(
            incident -> {
              assertThat(incident.clock().detected().product()).isEqualTo(now);
              assertThat(incident.source())
                  .isEqualTo("suspicion:" + desk.suspicions.getFirst().id());
              assertThat(incident.duties()).isNotEmpty();
            });
    assertThat(
            desk.report.of(
                agent, Optional.empty(), Suspicion.Kind.OTHER, "mail ada@example.org", now))
        .isEqualTo(new ReportSuspicion.Result.Refused(PlainNote.Fault.EMAIL));
  }
}
