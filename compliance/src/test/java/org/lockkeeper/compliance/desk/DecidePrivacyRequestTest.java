package org.lockkeeper.compliance.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.DataRequest;

class DecidePrivacyRequestTest {

  private static final SellerId SELLER = new SellerId(UUID.randomUUID());
  private static final SellerId OTHER = new SellerId(UUID.randomUUID());

  private final MemoryDesk desk = new MemoryDesk();
  private final Account agent = desk.person(Role.SUPPORT);

  private UUID wish(Optional<Instant> answeredAt) {
    Instant now = desk.world.clock().instant();
    UUID id = UUID.randomUUID();
    desk.wishes.add(
        new DataRequest(
            SELLER,
            id,
            "shopify",
            "4711",
            List.of(),
            1,
            now,
            now.plus(Duration.ofDays(30)),
            answeredAt));
    return id;
  }

  private DecidePrivacyRequest.Outcome decide(
      SellerId seller, UUID id, PrivacyDecision.Kind kind, PrivacyDecision.Ground... grounds) {
    return desk.decide.decide(agent, seller, id, kind, List.of(grounds).stream().findFirst());
  }

  @Test
  void the_seller_is_told_what_was_said_and_the_latest_word_holds() {
    UUID id = wish(Optional.empty());

    assertThat(decide(SELLER, id, PrivacyDecision.Kind.ASKED))
        .isEqualTo(DecidePrivacyRequest.Outcome.DONE);
    assertThat(
            decide(SELLER, id, PrivacyDecision.Kind.DENIED, PrivacyDecision.Ground.NOT_IDENTIFIED))
        .isEqualTo(DecidePrivacyRequest.Outcome.DONE);
    assertThat(decide(SELLER, id, PrivacyDecision.Kind.APPROVED))
        .isEqualTo(DecidePrivacyRequest.Outcome.DONE);
    assertThat(desk.decide.latest(SELLER).get(id))
        .extracting(PrivacyDecision::kind)
        .isEqualTo(PrivacyDecision.Kind.APPROVED);
    assertThat(desk.notices)
        .extracting(Notice::kind)
        .containsExactly(
            Notice.Kind.REQUEST_ASKED, Notice.Kind.REQUEST_DENIED, Notice.Kind.REQUEST_APPROVED);
    assertThat(desk.world.told("privacy.decided").get(1)).contains("NOT_IDENTIFIED");
  }

  @Test
  void a_denial_has_its_ground_and_nothing_else_has_one() {
    UUID id = wish(Optional.empty());

    assertThat(decide(SELLER, id, PrivacyDecision.Kind.DENIED))
        .isEqualTo(DecidePrivacyRequest.Outcome.NO_GROUND);
    assertThat(decide(SELLER, id, PrivacyDecision.Kind.ASKED, PrivacyDecision.Ground.REPEATED))
        .isEqualTo(DecidePrivacyRequest.Outcome.DONE);
    assertThat(desk.decisions).singleElement().matches(d -> d.ground().isEmpty());
    assertThatThrownBy(
            () ->
                new PrivacyDecision(
                    SELLER,
                    id,
                    id,
                    PrivacyDecision.Kind.DENIED,
                    Optional.empty(),
                    agent.id(),
                    Instant.EPOCH))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nothing_is_said_to_what_was_answered_or_is_another_sellers() {
    UUID done = wish(Optional.of(Instant.EPOCH));
    UUID open = wish(Optional.empty());

    assertThat(decide(SELLER, done, PrivacyDecision.Kind.APPROVED))
        .isEqualTo(DecidePrivacyRequest.Outcome.GONE);
    assertThat(decide(OTHER, open, PrivacyDecision.Kind.APPROVED))
        .isEqualTo(DecidePrivacyRequest.Outcome.GONE);
    assertThat(desk.notices).isEmpty();
  }
}
