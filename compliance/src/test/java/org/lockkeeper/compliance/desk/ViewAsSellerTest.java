package org.lockkeeper.compliance.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.Session;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.kernel.SellerId;

class ViewAsSellerTest {

  private static final SellerId SELLER = new SellerId(UUID.randomUUID());

  private final MemoryDesk desk = new MemoryDesk();
  private final Account agent = desk.person(Role.SUPPORT);
  private final Session session = session(agent);

  private Session session(Account who) {
    return new Session(
        UUID.randomUUID(),
        who.seller(),
        who.id(),
        Session.Level.FULL,
        desk.world.clock().instant(),
        desk.world.clock().instant(),
        Optional.empty(),
        "192.0.2.7",
        "Firefox, Linux");
  }

  private ViewAsSeller.Begun begin(String ticket) {
    return desk.view.begin(agent, session, SELLER, SellerView.Reason.TROUBLE, ticket);
  }

  @Test
  void who_works_for_a_seller_sees_its_pages_for_a_quarter_of_an_hour_and_the_seller_is_told() {
    desk.assigned.add(SELLER);

    assertThat(begin("ZD-7")).isEqualTo(ViewAsSeller.Begun.YES);
    assertThat(desk.view.of(agent, session)).map(SellerView::viewed).contains(SELLER);
    assertThat(desk.world.told("desk.view-began").getFirst()).contains("ZD-7", "TROUBLE");
    assertThat(desk.notices).extracting(Notice::kind).containsExactly(Notice.Kind.PAGES_VIEWED);
    assertThat(desk.notices).extracting(Notice::seller).containsExactly(SELLER);
    desk.world.passes(ViewAsSeller.LASTS.minusSeconds(1));
    assertThat(desk.view.of(agent, session)).isPresent();
    desk.world.passes(Duration.ofSeconds(1));
    assertThat(desk.view.of(agent, session)).isEmpty();
  }

  @Test
  void it_belongs_to_one_session_and_ends_with_the_assignment() {
    desk.assigned.add(SELLER);
    begin("ZD-7");

    assertThat(desk.view.of(agent, session(agent))).isEmpty();
    desk.assigned.clear();
    assertThat(desk.view.of(agent, session)).isEmpty();
  }

  @Test
  void without_a_ticket_or_an_assignment_or_at_another_desk_there_is_none() {
    assertThat(begin("ZD-7")).isEqualTo(ViewAsSeller.Begun.NOT_ASSIGNED);
    desk.assigned.add(SELLER);
    assertThat(begin("please")).isEqualTo(ViewAsSeller.Begun.NO_TICKET);
    assertThat(desk.view.begin(agent, session, SELLER, null, "ZD-7"))
        .isEqualTo(ViewAsSeller.Begun.NO_TICKET);
    Account admin = desk.person(Role.ADMIN);
    assertThat(desk.view.begin(admin, session(admin), SELLER, SellerView.Reason.TROUBLE, "ZD-7"))
        .isEqualTo(ViewAsSeller.Begun.NOT_ASSIGNED);
    assertThat(desk.views).isEmpty();
    assertThat(desk.notices).isEmpty();
  }

  @Test
  void what_could_not_be_written_down_first_does_not_begin() {
    desk.assigned.add(SELLER);
    desk.world.auditFails();

    assertThatThrownBy(() -> begin("ZD-7")).isInstanceOf(IllegalStateException.class);
    assertThat(desk.views).isEmpty();
  }

  @Test
  void it_may_be_ended_before_its_time() {
    desk.assigned.add(SELLER);
    begin("ZD-7");
    desk.view.leave(agent, session);

    assertThat(desk.view.of(agent, session)).isEmpty();
    assertThat(desk.world.told("desk.view-ended")).hasSize(1);
  }
}
