package org.lockkeeper.compliance.access.people;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Assignments;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.factors.Challenges;
import org.lockkeeper.compliance.access.factors.Factor;
import org.lockkeeper.compliance.access.passwords.ResetLinks;
import org.lockkeeper.compliance.desk.HeldCases;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.compliance.notices.MailNotice;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.secrets.BreakGlassCase;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.proof.certificate.Digests;
import org.lockkeeper.proof.jose.CompactJws;
import org.lockkeeper.proof.jose.EcKey;

/** How access begins, is changed, looked at and ended; over the real tables. */
class PeopleLifeTest {

  private static final PeopleWorld WORLD = new PeopleWorld();
  private static final String GOOD = "Violet-Kettle-73-tram";

  private SellerId harbor = SellerId.PLATFORM;
  private Account owner = WORLD.admin();

  @BeforeEach
  void a_seller_with_an_owner() {
    WORLD.log.clear();
    WORLD.mail.clear();
    WORLD.glass.clear();
    WORLD.waiting.clear();
    harbor = WORLD.seller();
    owner = WORLD.person(harbor, Role.SELLER_OWNER);
  }

  private InvitePeople.Wanted wanted(Role role, Optional<Instant> endsAt) {
    return new InvitePeople.Wanted(
        UUID.randomUUID() + "@people.example", "Lin", role, endsAt, Optional.empty());
  }

  private InvitePeople.Outcome invite(Account by, InvitePeople.Wanted wanted) {
    InvitePeople.Outcome outcome = WORLD.in(() -> WORLD.invite.invite(by, wanted));
    WORLD.errands();
    return outcome;
  }

  private AcceptInvitation.Result answer(String code, String password) {
    return WORLD.in(
        () -> WORLD.accept.answer(code, password.toCharArray(), UUID.randomUUID().toString()));
  }

  private String code() {
    String text = WORLD.mail.getLast().text();
    return text.substring(text.indexOf('#') + 1).split("\\s", 2)[0];
  }

  private Roster.Member only(SellerId seller, Predicate<Account> which) {
    return WORLD.find.of(seller).stream()
        .filter(member -> which.test(member.account()))
        .findFirst()
        .orElseThrow();
  }

  // ---- invitations

  @Test
  @Tag("ASVS-V6.4.1")
  void an_invited_person_chooses_the_password_and_the_link_opens_once() {
    assertThat(invite(owner, wanted(Role.SELLER_VIEWER, Optional.empty())))
        .isEqualTo(InvitePeople.Outcome.DONE);
    Account invited = only(harbor, a -> a.role() == Role.SELLER_VIEWER).account();
    assertThat(invited.status()).isEqualTo(Account.Status.INVITED);
    assertThat(invited.welcomeAt(WORLD.now)).isFalse();
    String code = code();
    assertThat(answer(code, "short")).isInstanceOf(AcceptInvitation.Result.Faulty.class);
    assertThat(answer(code, GOOD)).isInstanceOf(AcceptInvitation.Result.Welcome.class);
    assertThat(WORLD.read(invited).welcomeAt(WORLD.now)).isTrue();
    assertThat(answer(code, GOOD)).isInstanceOf(AcceptInvitation.Result.Ended.class);
    assertThat(WORLD.log.toString()).doesNotContain(code).doesNotContain(GOOD);
  }

  @ParameterizedTest(name = "{0} after the invitation: opens = {1}")
  @CsvSource({"PT71H59M59S, true", "PT72H, false", "PT73H, false"})
  @Tag("ASVS-V6.4.1")
  void a_link_opens_until_exactly_72_hours_are_over(Duration since, boolean opens) {
    Instant begin = WORLD.now;
    invite(owner, wanted(Role.SELLER_VIEWER, Optional.empty()));
    String code = code();
    WORLD.now = begin.plus(since);
    try {
      assertThat(answer(code, GOOD) instanceof AcceptInvitation.Result.Welcome).isEqualTo(opens);
    } finally {
      WORLD.now = begin;
    }
  }

  @Test
  void a_link_that_was_sent_again_or_withdrawn_leaves_the_former_one_without_use() {
    invite(owner, wanted(Role.SELLER_VIEWER, Optional.empty()));
    Account invited = only(harbor, a -> a.role() == Role.SELLER_VIEWER).account();
    String first = code();
    WORLD.now = WORLD.now.plusSeconds(1);
    assertThat(WORLD.in(() -> WORLD.invite.again(owner, invited.id()))).isTrue();
    WORLD.errands();
    String second = code();
    assertThat(answer(first, GOOD)).isInstanceOf(AcceptInvitation.Result.Ended.class);
    assertThat(WORLD.in(() -> WORLD.invite.withdraw(owner, invited.id()))).isTrue();
    assertThat(answer(second, GOOD)).isInstanceOf(AcceptInvitation.Result.Ended.class);
    assertThat(WORLD.read(invited).status()).isEqualTo(Account.Status.LEFT);
  }

  @Test
  void an_owner_invites_into_the_own_organisation_and_into_no_role_of_ours() {
    assertThat(invite(owner, wanted(Role.ADMIN, Optional.empty())))
        .isEqualTo(InvitePeople.Outcome.NOT_ALLOWED);
    Account viewer = WORLD.person(harbor, Role.SELLER_VIEWER);
    assertThat(invite(viewer, wanted(Role.SELLER_OWNER, Optional.empty())))
        .isEqualTo(InvitePeople.Outcome.NOT_ALLOWED);
    Account support = WORLD.support();
    assertThat(invite(support, wanted(Role.SUPPORT, Optional.empty())))
        .isEqualTo(InvitePeople.Outcome.NOT_ALLOWED);
    assertThat(
            invite(
                owner,
                new InvitePeople.Wanted(
                    support.login(),
                    "Lin",
                    Role.SELLER_VIEWER,
                    Optional.empty(),
                    Optional.empty())))
        .isEqualTo(InvitePeople.Outcome.TAKEN);
    assertThat(WORLD.mail).isEmpty();
  }

  @ParameterizedTest(name = "an auditor until {0}: {1}")
  @CsvSource({"P14D, DONE", "P14DT1S, END", "-PT1S, END", ", END"})
  void an_auditor_has_an_end_of_at_most_14_days(Duration in, InvitePeople.Outcome outcome) {
    assertThat(
            invite(
                WORLD.admin(), wanted(Role.AUDITOR, Optional.ofNullable(in).map(WORLD.now::plus))))
        .isEqualTo(outcome);
  }

  @Test
  void one_person_has_one_identity_of_each_role() {
    Account admin = WORLD.admin();
    Account support = WORLD.support();
    InvitePeople.Wanted second =
        new InvitePeople.Wanted(
            UUID.randomUUID() + "@people.example",
            "Grace (admin)",
            Role.ADMIN,
            Optional.empty(),
            Optional.of(support.id()));
    assertThat(invite(admin, second)).isEqualTo(InvitePeople.Outcome.DONE);
    assertThat(only(SellerId.PLATFORM, a -> a.login().equals(second.login())).account().person())
        .isEqualTo(support.person());
    assertThat(
            invite(
                admin,
                new InvitePeople.Wanted(
                    UUID.randomUUID() + "@people.example",
                    "Grace",
                    Role.ADMIN,
                    Optional.empty(),
                    Optional.of(support.id()))))
        .isEqualTo(InvitePeople.Outcome.IDENTITY);
  }

  // ---- changes

  @Test
  void the_last_owner_stays_and_nobody_changes_the_own_role() {
    assertThat(WORLD.in(() -> WORLD.change.remove(owner, owner.id())))
        .isEqualTo(ChangePeople.Outcome.LAST);
    Account second = WORLD.person(harbor, Role.SELLER_OWNER);
    assertThat(
            WORLD.in(
                () -> WORLD.change.role(owner, owner.id(), Role.SELLER_VIEWER, Optional.empty())))
        .isEqualTo(ChangePeople.Outcome.OWN);
    Account viewer = WORLD.person(harbor, Role.SELLER_VIEWER);
    assertThat(
            WORLD.in(
                () -> WORLD.change.role(viewer, viewer.id(), Role.SELLER_OWNER, Optional.empty())))
        .isEqualTo(ChangePeople.Outcome.NOT_THERE);
    assertThat(WORLD.in(() -> WORLD.change.remove(owner, second.id())))
        .isEqualTo(ChangePeople.Outcome.DONE);
    assertThat(WORLD.read(second).welcomeAt(WORLD.now)).isFalse();
    assertThat(WORLD.actions()).contains("account.removed", "session.ended");
  }

  @Test
  void who_left_is_invited_again_into_the_same_account() {
    Account viewer = WORLD.person(harbor, Role.SELLER_VIEWER);
    WORLD.in(() -> WORLD.change.remove(owner, viewer.id()));
    assertThat(
            invite(
                owner,
                new InvitePeople.Wanted(
                    viewer.login(),
                    "Lin",
                    Role.SELLER_OPERATIONS,
                    Optional.empty(),
                    Optional.empty())))
        .isEqualTo(InvitePeople.Outcome.DONE);
    assertThat(answer(code(), GOOD)).isInstanceOf(AcceptInvitation.Result.Welcome.class);
    assertThat(WORLD.read(viewer).role()).isEqualTo(Role.SELLER_OPERATIONS);
  }

  /** All that an account can be opened with besides its password. */
  private static void give(Account account) {
    SellerId of = account.seller();
    Opaque bytes = new Opaque(Digests.sha256(account.id().toString().getBytes(US_ASCII)));
    Instant later = WORLD.now.plus(Duration.ofDays(1));
    WORLD.run(
        () -> {
          WORLD
              .tables
              .factors()
              .add(
                  new Factor(
                      of,
                      UUID.randomUUID(),
                      account.id(),
                      "key on the desk",
                      new Factor.Means.Passkey(bytes, bytes, 0, false),
                      WORLD.now,
                      Optional.empty()));
          WORLD.tables.factors().replaceCodes(of, account.id(), List.of(bytes), WORLD.now);
          WORLD
              .tables
              .challenges()
              .keep(of, account.id(), Challenges.Use.ANSWER, bytes, WORLD.now, later);
          WORLD
              .tables
              .challenges()
              .offer(of, account.id(), new Challenges.Offer(UUID.randomUUID(), "closed", later));
          WORLD
              .tables
              .links()
              .replace(new ResetLinks.Link(of, bytes, account.id(), WORLD.now, later));
          if (of.equals(SellerId.PLATFORM)) {
            WORLD.tables.identities().bind(account.id(), "issuer", account.login(), WORLD.now);
          }
        });
  }

  private static void assertNothingOpens(Account account) {
    SellerId of = account.seller();
    Opaque bytes = new Opaque(Digests.sha256(account.id().toString().getBytes(US_ASCII)));
    WORLD.run(
        () -> {
          assertThat(WORLD.tables.factors().all(of, account.id())).isEmpty();
          assertThat(WORLD.tables.factors().codesLeft(of, account.id())).isZero();
          assertThat(
                  WORLD
                      .tables
                      .challenges()
                      .take(of, account.id(), Challenges.Use.ANSWER, bytes, WORLD.now))
              .isFalse();
          assertThat(WORLD.tables.challenges().offer(of, account.id(), WORLD.now)).isEmpty();
          assertThat(WORLD.tables.links().find(bytes)).isEmpty();
          if (of.equals(SellerId.PLATFORM)) {
            assertThat(WORLD.tables.identities().bound(account.id())).isFalse();
          }
        });
  }

  @Test
  void whoever_leaves_leaves_no_way_in_behind() {
    Account viewer = WORLD.person(harbor, Role.SELLER_VIEWER);
    give(viewer);
    WORLD.in(() -> WORLD.change.remove(owner, viewer.id()));
    assertNothingOpens(viewer);
    Account support = WORLD.support();
    give(support);
    WORLD.offboard.now(WORLD.admin(), support.id(), WORLD.now, "went away", Optional.empty());
    assertNothingOpens(support);
  }

  @Test
  void who_is_invited_again_finds_no_way_in_of_whoever_had_the_account_before() {
    Account viewer = WORLD.person(harbor, Role.SELLER_VIEWER);
    WORLD.in(() -> WORLD.change.remove(owner, viewer.id()));
    give(viewer);
    invite(
        owner,
        new InvitePeople.Wanted(
            viewer.login(), "Lin", Role.SELLER_VIEWER, Optional.empty(), Optional.empty()));
    assertNothingOpens(viewer);
  }

  @Test
  void an_owner_has_no_say_over_another_seller() {
    SellerId other = WORLD.seller();
    Account theirs = WORLD.person(other, Role.SELLER_VIEWER);
    assertThat(WORLD.in(() -> WORLD.change.remove(owner, theirs.id())))
        .isEqualTo(ChangePeople.Outcome.NOT_THERE);
    assertThat(WORLD.read(theirs).welcomeAt(WORLD.now)).isTrue();
  }

  private static boolean hasFactor(Account account) {
    return WORLD.in(
        () ->
            !WORLD.tables.factors().all(account.seller(), account.id()).isEmpty()
                || WORLD.tables.factors().codesLeft(account.seller(), account.id()) > 0);
  }

  @Test
  void who_may_decide_over_people_sets_second_factors_back_of_all_but_the_own_person() {
    Account viewer = WORLD.person(harbor, Role.SELLER_VIEWER);
    give(viewer);
    give(owner);
    assertThat(WORLD.in(() -> WORLD.factors.of(viewer, owner.id())))
        .isEqualTo(ChangePeople.Outcome.NOT_THERE);
    assertThat(WORLD.in(() -> WORLD.factors.of(owner, owner.id())))
        .isEqualTo(ChangePeople.Outcome.OWN);
    assertThat(WORLD.in(() -> WORLD.factors.of(WORLD.admin(), owner.id())))
        .as("owners look after the people of their own organisation")
        .isEqualTo(ChangePeople.Outcome.NOT_THERE);
    assertThat(hasFactor(owner)).isTrue();
    WORLD.waiting.clear();
    assertThat(WORLD.in(() -> WORLD.factors.of(owner, viewer.id())))
        .isEqualTo(ChangePeople.Outcome.DONE);
    assertThat(hasFactor(viewer)).isFalse();
    assertThat(WORLD.actions())
        .contains("account.factors-reset", "session.ended", "account.change-denied");
    assertThat(WORLD.waiting).anyMatch(errand -> errand.subject().contains("RESET"));
    Account admin = WORLD.admin();
    Account own = WORLD.person(SellerId.PLATFORM, Role.SUPPORT, Optional.of(admin.person()));
    Account support = WORLD.support();
    give(own);
    give(support);
    assertThat(WORLD.in(() -> WORLD.factors.of(admin, own.id())))
        .isEqualTo(ChangePeople.Outcome.OWN);
    assertThat(WORLD.in(() -> WORLD.factors.of(admin, support.id())))
        .isEqualTo(ChangePeople.Outcome.DONE);
    assertThat(hasFactor(support)).isFalse();
    assertThat(hasFactor(own)).isTrue();
  }

  // ---- assignments and requests

  @Test
  void what_is_asked_for_is_granted_by_another_person_only_and_ends() {
    Account support = WORLD.support();
    Account sameAdmin = WORLD.person(SellerId.PLATFORM, Role.ADMIN, Optional.of(support.person()));
    Instant end = WORLD.now.plus(Duration.ofDays(30));
    assertThat(WORLD.in(() -> WORLD.ask.ask(support, "Harbor Goods", "Covers the first line", end)))
        .isEqualTo(AskForAccess.Outcome.DONE);
    UUID id =
        WORLD.in(WORLD.ask::recent).stream()
            .filter(r -> r.requester().equals(support.id()))
            .findFirst()
            .orElseThrow()
            .id();
    assertThat(WORLD.in(() -> WORLD.ask.approve(sameAdmin, id, harbor)))
        .isEqualTo(AskForAccess.Outcome.NOT_ALLOWED);
    assertThat(WORLD.in(() -> WORLD.ask.approve(WORLD.admin(), id, harbor)))
        .isEqualTo(AskForAccess.Outcome.DONE);
    WORLD.errands();
    assertThat(WORLD.in(() -> WORLD.tables.assignments().assigned(support.id(), harbor, WORLD.now)))
        .isTrue();
    assertThat(WORLD.in(() -> WORLD.tables.assignments().assigned(support.id(), harbor, end)))
        .isFalse();
    Instant begin = WORLD.now;
    WORLD.now = end;
    try {
      WORLD.endDue.asOf(end);
    } finally {
      WORLD.now = begin;
    }
    assertThat(WORLD.assign.openOf(support.id())).isEmpty();
    assertThat(WORLD.actions()).contains("assignment.granted", "assignment.ended");
  }

  @Test
  void a_grant_that_was_not_noted_is_noted_by_the_second_run() {
    Account support = WORLD.support();
    Instant end = WORLD.now.plus(Duration.ofDays(30));
    WORLD.in(() -> WORLD.ask.ask(support, "Harbor Goods", "Covers the first line", end));
    AccessRequest asked =
        WORLD.in(WORLD.ask::recent).stream()
            .filter(r -> r.requester().equals(support.id()))
            .findFirst()
            .orElseThrow();
    WORLD.in(() -> WORLD.ask.approve(WORLD.admin(), asked.id(), harbor));
    WORLD.dies = true;
    try {
      assertThatThrownBy(WORLD::errands).isInstanceOf(IllegalStateException.class);
    } finally {
      WORLD.dies = false;
    }
    WORLD.waiting.add(GrantAccess.errand(asked.id()));
    WORLD.errands();
    assertThat(
            WORLD.in(WORLD.ask::recent).stream()
                .filter(r -> r.id().equals(asked.id()))
                .findFirst()
                .orElseThrow()
                .state())
        .isEqualTo(AccessRequest.State.GRANTED);
    assertThat(WORLD.assign.openOf(support.id())).hasSize(1);
  }

  @Test
  void nobody_assigns_themself_and_only_support_is_assigned() {
    Account admin = WORLD.admin();
    Account own = WORLD.person(SellerId.PLATFORM, Role.SUPPORT, Optional.of(admin.person()));
    Instant end = WORLD.now.plus(Duration.ofDays(30));
    assertThat(WORLD.assign.assign(admin, own, harbor, end, "first line"))
        .isEqualTo(AssignStaff.Outcome.NOT_ALLOWED);
    assertThat(WORLD.assign.assign(admin, WORLD.admin(), harbor, end, "first line"))
        .isEqualTo(AssignStaff.Outcome.NOT_ALLOWED);
    assertThat(
            WORLD.assign.assign(
                admin, WORLD.support(), harbor, WORLD.now.plus(Duration.ofDays(366)), "x y z"))
        .isEqualTo(AssignStaff.Outcome.END);
  }

  @Test
  void an_auditor_is_out_at_the_end_and_closed_soon_after() {
    Account auditor = WORLD.person(SellerId.PLATFORM, Role.AUDITOR);
    Instant end = auditor.endsAt().orElseThrow();
    assertThat(auditor.welcomeAt(end.minusSeconds(1))).isTrue();
    assertThat(auditor.welcomeAt(end)).isFalse();
    Instant begin = WORLD.now;
    WORLD.now = end;
    try {
      WORLD.endDue.asOf(end);
    } finally {
      WORLD.now = begin;
    }
    assertThat(WORLD.read(auditor).status()).isEqualTo(Account.Status.LEFT);
  }

  /** Who is mailed when reminders of auditors are due at that instant. */
  private Set<UUID> reminded(Instant at, Account auditor) {
    WORLD.waiting.clear();
    WORLD.run(() -> WORLD.remindAuditors.asOf(at));
    Set<String> notices =
        WORLD.in(() -> WORLD.tables.notices().open(SellerId.PLATFORM)).stream()
            .filter(notice -> notice.subject().equals("account:" + auditor.id()))
            .map(notice -> notice.id().toString())
            .collect(Collectors.toSet());
    return WORLD.waiting.stream()
        .filter(errand -> errand.kind().equals(MailNotice.KIND))
        .map(errand -> errand.subject().split("/", 2))
        .filter(parts -> notices.contains(parts[0]))
        .map(parts -> UUID.fromString(parts[1]))
        .collect(Collectors.toSet());
  }

  private Account invitedAuditor(Account host, int days) {
    String login = UUID.randomUUID() + "@people.example";
    assertThat(
            invite(
                host,
                new InvitePeople.Wanted(
                    login,
                    "Lin",
                    Role.AUDITOR,
                    Optional.of(WORLD.now.plus(Duration.ofDays(days))),
                    Optional.empty())))
        .isEqualTo(InvitePeople.Outcome.DONE);
    answer(code(), GOOD);
    return only(SellerId.PLATFORM, a -> a.login().equals(login)).account();
  }

  @Test
  void an_auditor_and_the_host_are_reminded_a_week_and_a_day_before_the_end_once_each() {
    Account host = WORLD.admin();
    Account auditor = invitedAuditor(host, 14);
    Instant end = auditor.endsAt().orElseThrow();
    Instant week = end.minus(Duration.ofDays(7));
    Instant day = end.minus(Duration.ofDays(1));
    assertThat(reminded(week.minusSeconds(1), auditor)).isEmpty();
    assertThat(reminded(week, auditor)).containsExactlyInAnyOrder(auditor.id(), host.id());
    assertThat(reminded(week.plusSeconds(1), auditor)).as("once").isEmpty();
    assertThat(reminded(day.minusSeconds(1), auditor)).isEmpty();
    assertThat(reminded(day, auditor)).containsExactlyInAnyOrder(auditor.id(), host.id());
    assertThat(reminded(end, auditor)).as("it is over").isEmpty();
  }

  @Test
  void an_auditor_for_three_days_is_reminded_a_day_before_and_not_at_once() {
    Account auditor = invitedAuditor(WORLD.admin(), 3);
    Instant end = auditor.endsAt().orElseThrow();
    assertThat(reminded(WORLD.now.plusSeconds(1), auditor)).isEmpty();
    assertThat(reminded(end.minus(Duration.ofDays(1)), auditor)).contains(auditor.id());
  }

  @Test
  void if_the_host_is_not_here_any_more_all_admins_are_reminded() {
    Account host = WORLD.admin();
    Account auditor = invitedAuditor(host, 14);
    Account admin = WORLD.admin();
    WORLD.in(() -> WORLD.change.suspend(admin, host.id()));
    assertThat(reminded(auditor.endsAt().orElseThrow().minus(Duration.ofDays(7)), auditor))
        .contains(auditor.id(), admin.id())
        .doesNotContain(host.id());
  }

  @Test
  void what_is_offered_to_auditors_is_within_what_is_allowed() {
    assertThat(WORLD.invite.auditDays()).containsExactly(3, 7, 14);
  }

  /** An account whose person saw a secret. */
  private void saw(Account viewer, Account approver) {
    BreakGlassCase seen =
        BreakGlassCase.requested(
            UUID.randomUUID(),
            new BreakGlassCase.Target(
                harbor,
                Optional.empty(),
                Platform.AMAZON,
                SecretRef.appSecret(Platform.AMAZON.value())),
            viewer.id(),
            "has to look at it",
            "T-1",
            WORLD.now);
    seen.approve(approver.id(), WORLD.now);
    seen.show(viewer.id(), WORLD.now);
    WORLD.glass.add(seen.snapshot());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"by a review", "at the end"})
  void every_way_out_does_the_whole_work(String way) {
    Account admin = WORLD.admin();
    Account leaver = WORLD.support();
    Instant end = WORLD.now.plus(Duration.ofDays(1));
    WORLD.run(
        () ->
            WORLD
                .tables
                .roster()
                .role(SellerId.PLATFORM, leaver.id(), Role.SUPPORT, Optional.of(end)));
    WORLD.assign.assign(admin, leaver, harbor, WORLD.now.plus(Duration.ofDays(30)), "first line");
    give(leaver);
    saw(leaver, admin);
    HeldCases.Held held = new HeldCases.Held(harbor, UUID.randomUUID());
    WORLD.held.put(held, Optional.of(leaver.id()));
    String label = "job-" + way.length();
    assertThat(
            WORLD.in(
                () ->
                    WORLD.register.add(
                        admin, label, ServiceAccounts.Kind.PROCESS, "runs at night", leaver.id())))
        .isTrue();

    if (way.equals("at the end")) {
      Instant begin = WORLD.now;
      WORLD.now = end;
      try {
        WORLD.endDue.asOf(end);
        WORLD.errands();
      } finally {
        WORLD.now = begin;
      }
    } else {
      assertThat(WORLD.openReview.now(admin)).isTrue();
      Review review = open();
      decide(admin, line(review, leaver.id()), false, "no use in months");
      WORLD.errands();
      Account other = WORLD.admin();
      for (Review.Item item : WORLD.in(() -> WORLD.reviewSteps.items(review.id()))) {
        if (item.decision().isEmpty()) {
          decide(item.subject().equals(admin.id()) ? other : admin, item, true, "");
        }
      }
      assertThat(WORLD.in(() -> WORLD.reviewSteps.close(admin)))
          .isEqualTo(ReviewSteps.Outcome.DONE);
    }

    assertThat(WORLD.read(leaver).status()).isEqualTo(Account.Status.LEFT);
    assertNothingOpens(leaver);
    assertThat(WORLD.actions()).contains("session.ended", "secret.flagged", "assignment.ended");
    assertThat(WORLD.assign.openOf(leaver.id())).isEmpty();
    assertThat(WORLD.held.get(held)).as("whoever takes it").isEmpty();
    assertThat(
            WORLD.in(WORLD.register::all).stream()
                .filter(service -> service.label().equals(label))
                .findFirst()
                .orElseThrow()
                .owner())
        .isEmpty();
  }

  // ---- leavers

  private static Leavers.Leaver noted(Account leaver) {
    return WORLD.in(() -> WORLD.tables.leavers().newest(50)).stream()
        .filter(found -> found.person().equals(leaver.person()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_leaver_is_out_with_all_identities_and_the_work_is_handed_on() {
    Account admin = WORLD.admin();
    Account leaver = WORLD.support();
    Account second = WORLD.person(SellerId.PLATFORM, Role.ADMIN, Optional.of(leaver.person()));
    Account heir = WORLD.support();
    WORLD.assign.assign(admin, leaver, harbor, WORLD.now.plus(Duration.ofDays(30)), "first line");
    saw(second, admin);
    HeldCases.Held here = new HeldCases.Held(harbor, UUID.randomUUID());
    HeldCases.Held elsewhere =
        new HeldCases.Held(new SellerId(UUID.randomUUID()), UUID.randomUUID());
    WORLD.held.put(here, Optional.of(leaver.id()));
    WORLD.held.put(elsewhere, Optional.of(leaver.id()));

    assertThat(
            WORLD.offboard.now(
                admin,
                leaver.id(),
                WORLD.now.minus(Duration.ofMinutes(7)),
                "went to another company",
                Optional.of(heir.id())))
        .isEqualTo(OffboardSteps.Outcome.DONE);
    assertThat(WORLD.read(leaver).status()).isEqualTo(Account.Status.LEFT);
    assertThat(WORLD.read(second).status()).isEqualTo(Account.Status.LEFT);
    assertThat(WORLD.assign.openOf(leaver.id())).isEmpty();
    assertThat(WORLD.assign.openOf(heir.id())).hasSize(1);
    assertThat(WORLD.held.get(here)).as("the heir goes on").contains(heir.id());
    assertThat(WORLD.held.get(elsewhere)).as("not the heir's seller: nobody's").isEmpty();
    assertThat(WORLD.actions()).contains("support-case.handed-over");
    Leavers.Leaver noted = noted(leaver);
    assertThat(noted.took()).isEqualTo(Duration.ofMinutes(7));
    assertThat(noted.doneAt()).contains(WORLD.now);
    assertThat(noted.accounts()).isEqualTo(2);
    assertThat(noted.flagged()).isEqualTo(1);
    assertThat(noted.assignments()).isEqualTo(1);
    assertThat(WORLD.actions()).contains("leaver.disabled", "leaver.done", "secret.flagged");
    WORLD.errands();
    assertThat(WORLD.assign.openOf(heir.id())).hasSize(1);
  }

  @Test
  void two_who_finish_a_leaver_at_once_hand_on_once_and_count_once() {
    Account admin = WORLD.admin();
    Account leaver = WORLD.support();
    Account heir = WORLD.support();
    WORLD.assign.assign(admin, leaver, harbor, WORLD.now.plus(Duration.ofDays(30)), "first line");
    Assignments.Open both = WORLD.assign.openOf(leaver.id()).getFirst();
    UUID id = UUID.randomUUID();
    assertThat(WORLD.assign.handOver(both, Optional.of(heir), admin.id(), id, leaver.actor()))
        .isTrue();
    WORLD.assign.close(
        harbor, WORLD.assign.openOf(heir.id()).getFirst().id(), heir.id(), admin.actor(), "ADMIN");
    assertThat(WORLD.assign.handOver(both, Optional.of(heir), admin.id(), id, leaver.actor()))
        .as("who read it before the other one was done")
        .isFalse();
    assertThat(WORLD.assign.openOf(heir.id())).isEmpty();
  }

  @Test
  void a_leavers_figures_stand_with_the_first_step_whoever_finishes() {
    Account admin = WORLD.admin();
    Account leaver = WORLD.support();
    WORLD.assign.assign(admin, leaver, harbor, WORLD.now.plus(Duration.ofDays(30)), "first line");
    WORLD.offboard.now(admin, leaver.id(), WORLD.now, "went away", Optional.empty());
    Leavers.Leaver noted = noted(leaver);
    WORLD.offboard.run(Offboard.errand(noted.id()));
    WORLD.errands();
    assertThat(WORLD.in(() -> WORLD.tables.leavers().hold(noted.id())).orElseThrow().assignments())
        .isEqualTo(1);
  }

  @Test
  void nobody_offboards_themself() {
    Account admin = WORLD.admin();
    assertThat(WORLD.offboard.now(admin, admin.id(), WORLD.now, "enough of this", Optional.empty()))
        .isEqualTo(OffboardSteps.Outcome.OWN);
  }

  // ---- training

  @Test
  void who_is_overdue_is_held_back_until_another_person_records_the_training() {
    Account admin = WORLD.admin();
    Account late = WORLD.support();
    Instant begin = WORLD.now;
    WORLD.in(() -> WORLD.training.record(WORLD.admin(), admin.id(), begin, "course 7"));
    try {
      WORLD.now = begin.plus(Duration.ofDays(14)).minusSeconds(1);
      WORLD.run(() -> WORLD.training.asOf(WORLD.now));
      assertThat(WORLD.read(late).welcomeAt(WORLD.now)).isTrue();
      WORLD.now = begin.plus(Duration.ofDays(14));
      WORLD.run(() -> WORLD.training.asOf(WORLD.now));
      assertThat(WORLD.read(late).status()).isEqualTo(Account.Status.SUSPENDED);
      assertThat(WORLD.activeAdmins()).contains(admin.id());
      assertThat(WORLD.in(() -> WORLD.change.resume(admin, late.id())))
          .isEqualTo(ChangePeople.Outcome.TRAINING);
      assertThat(WORLD.in(() -> WORLD.training.record(late, late.id(), WORLD.now, "course 7")))
          .isEqualTo(TrainingRegister.Outcome.NOT_ALLOWED);
      assertThat(WORLD.in(() -> WORLD.training.record(admin, late.id(), WORLD.now, "course 7")))
          .isEqualTo(TrainingRegister.Outcome.DONE);
      assertThat(WORLD.read(late).welcomeAt(WORLD.now)).isTrue();
    } finally {
      WORLD.now = begin;
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"LEFT,", "SUSPENDED, ADMIN"})
  void an_overdue_training_undoes_nothing_that_happened_meanwhile(
      Account.Status status, Roster.@Nullable Hold hold) {
    Account late = WORLD.support();
    Roster roster = WORLD.tables.roster();
    Roster meanwhile =
        (Roster)
            Proxy.newProxyInstance(
                Roster.class.getClassLoader(),
                new Class<?>[] {Roster.class},
                (proxy, method, arguments) -> {
                  Object read = method.invoke(roster, arguments);
                  if (method.getName().equals("members")) {
                    roster.status(SellerId.PLATFORM, late.id(), status, Optional.ofNullable(hold));
                  }
                  return read;
                });
    Instant begin = WORLD.now;
    try {
      WORLD.now = begin.plus(Duration.ofDays(14));
      WORLD.run(() -> WORLD.training(meanwhile).asOf(WORLD.now));
      Roster.Member after = only(SellerId.PLATFORM, a -> a.id().equals(late.id()));
      assertThat(after.account().status()).isEqualTo(status);
      assertThat(after.hold()).isEqualTo(Optional.ofNullable(hold));
      WORLD.in(() -> WORLD.training.record(WORLD.admin(), late.id(), WORLD.now, "course 7"));
      assertThat(WORLD.read(late).status()).isEqualTo(status);
    } finally {
      WORLD.now = begin;
    }
  }

  @Test
  void the_last_admin_is_never_held_back_by_the_product() {
    Instant begin = WORLD.now;
    WORLD.admin();
    try {
      WORLD.now = begin.plus(Duration.ofDays(800));
      WORLD.run(() -> WORLD.training.asOf(WORLD.now));
      assertThat(WORLD.activeAdmins()).hasSize(1);
    } finally {
      WORLD.now = begin;
    }
  }

  // ---- reviews

  private Review open() {
    return WORLD.in(() -> WORLD.tables.reviews().open()).orElseThrow();
  }

  private Review.Item line(Review review, UUID subject) {
    return WORLD.in(() -> WORLD.reviewSteps.items(review.id())).stream()
        .filter(item -> item.subject().equals(subject))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_review_is_of_a_picture_that_stands_still_and_what_is_undecided_goes() throws Exception {
    Account admin = WORLD.admin();
    Account other = WORLD.admin();
    Account kept = WORLD.support();
    Account removed = WORLD.support();
    Account forgotten = WORLD.support();
    WORLD.assign.assign(
        admin, forgotten, harbor, WORLD.now.plus(Duration.ofDays(300)), "first line");
    WORLD.run(() -> WORLD.register.asOf(WORLD.now));
    assertThat(WORLD.openReview.now(kept)).isFalse();
    assertThat(WORLD.openReview.now(admin)).isTrue();
    assertThat(WORLD.openReview.now(admin)).isFalse();
    Review review = open();
    int lines = WORLD.in(() -> WORLD.reviewSteps.items(review.id())).size();
    Account late = WORLD.support();
    assertThat(WORLD.in(() -> WORLD.reviewSteps.items(review.id()))).hasSize(lines);

    assertThat(decide(admin, line(review, admin.id()), true, ""))
        .isEqualTo(ReviewSteps.Outcome.OWN);
    assertThat(decide(other, line(review, admin.id()), true, ""))
        .isEqualTo(ReviewSteps.Outcome.DONE);
    assertThat(decide(admin, line(review, other.id()), true, ""))
        .isEqualTo(ReviewSteps.Outcome.DONE);
    assertThat(decide(admin, line(review, kept.id()), true, "works daily"))
        .isEqualTo(ReviewSteps.Outcome.DONE);
    assertThat(decide(admin, line(review, removed.id()), false, ""))
        .isEqualTo(ReviewSteps.Outcome.REASON);
    assertThat(decide(admin, line(review, removed.id()), false, "no use in months"))
        .isEqualTo(ReviewSteps.Outcome.DONE);
    WORLD.errands();
    assertThat(WORLD.read(removed).status()).isEqualTo(Account.Status.LEFT);
    assertThat(WORLD.in(() -> WORLD.reviewSteps.close(admin))).isEqualTo(ReviewSteps.Outcome.OVER);

    Instant begin = WORLD.now;
    try {
      WORLD.now = review.dueAt().minusSeconds(1);
      WORLD.run(() -> WORLD.reviewSteps.asOf(WORLD.now));
      assertThat(WORLD.read(forgotten).status()).isEqualTo(Account.Status.ACTIVE);
      WORLD.now = review.dueAt();
      WORLD.run(() -> WORLD.reviewSteps.asOf(WORLD.now));
      WORLD.errands();
    } finally {
      WORLD.now = begin;
    }
    assertThat(WORLD.read(forgotten).status()).isEqualTo(Account.Status.LEFT);
    assertThat(WORLD.assign.openOf(forgotten.id())).isEmpty();
    assertThat(WORLD.read(kept).status()).isEqualTo(Account.Status.ACTIVE);
    assertThat(WORLD.read(late).status()).isEqualTo(Account.Status.ACTIVE);
    assertThat(WORLD.activeAdmins()).contains(admin.id(), other.id());
    Review closed = WORLD.in(() -> WORLD.tables.reviews().find(review.id())).orElseThrow();
    CompactJws jws =
        CompactJws.parse(
            ReviewResult.TYPE, closed.jws().orElseThrow().getBytes(StandardCharsets.US_ASCII));
    assertThat(
            jws.isSignedBy(
                EcKey.parse(closed.jwk().orElseThrow().getBytes(StandardCharsets.UTF_8))))
        .isTrue();
    assertThat(jws.payload().list("lines")).hasSize(lines);
    byte[] published = WORLD.in(() -> new PublishReviewKeys(WORLD.tables.reviews()).document());
    JWSObject result = JWSObject.parse(closed.jws().orElseThrow());
    JWK key =
        JWKSet.parse(new String(published, StandardCharsets.UTF_8))
            .getKeyByKeyId(result.getHeader().getKeyID());
    assertThat(key.isPrivate()).isFalse();
    assertThat(result.verify(new ECDSAVerifier(key.toECKey()))).as("any JOSE tool").isTrue();
    assertThat(WORLD.actions()).contains("review.opened", "review.decided", "review.signed");
  }

  private static ReviewSteps.Outcome decide(
      Account by, Review.Item item, boolean keep, String reason) {
    return WORLD.in(() -> WORLD.reviewSteps.decide(by, item.id(), keep, reason));
  }

  @Test
  void of_two_admins_who_remove_each_other_one_stays_and_no_line_says_otherwise() {
    Account ada = WORLD.admin();
    Account bob = WORLD.admin();
    WORLD.run(
        () ->
            WORLD.activeAdmins().stream()
                .filter(id -> !id.equals(ada.id()) && !id.equals(bob.id()))
                .forEach(
                    id ->
                        WORLD
                            .tables
                            .roster()
                            .status(
                                SellerId.PLATFORM,
                                id,
                                Account.Status.SUSPENDED,
                                Optional.of(Roster.Hold.ADMIN))));
    assertThat(WORLD.openReview.now(ada)).isTrue();
    Review review = open();
    assertThat(decide(ada, line(review, bob.id()), false, "no use in months"))
        .isEqualTo(ReviewSteps.Outcome.DONE);
    assertThat(decide(bob, line(review, ada.id()), false, "no use in months"))
        .isEqualTo(ReviewSteps.Outcome.LAST);
    assertThat(line(review, bob.id()).carriedOutAt()).contains(WORLD.now);

    // One that was decided when the other was still there.
    Review.Item late = line(review, ada.id());
    WORLD.in(
        () ->
            WORLD
                .tables
                .reviews()
                .decide(
                    late.id(), Review.Decision.REMOVE, "left", Optional.of(bob.id()), WORLD.now));
    WORLD.waiting.add(CarryOutReview.errand(late.id()));
    WORLD.errands();
    assertThat(WORLD.read(ada).status()).isEqualTo(Account.Status.ACTIVE);
    assertThat(WORLD.read(bob).status()).isEqualTo(Account.Status.LEFT);
    assertThat(line(review, ada.id()).carriedOutAt()).isEmpty();
    assertThat(WORLD.actions()).contains("review.not-carried-out");
    assertThat(WORLD.in(() -> WORLD.tables.notices().open(SellerId.PLATFORM)))
        .extracting(Notice::kind)
        .contains(Notice.Kind.REVIEW_SPARED);

    for (Review.Item item : WORLD.in(() -> WORLD.reviewSteps.items(review.id()))) {
      if (item.decision().isEmpty()) {
        decide(bob, item, true, "");
      }
    }
    assertThat(WORLD.in(() -> WORLD.reviewSteps.close(ada))).isEqualTo(ReviewSteps.Outcome.DONE);
  }

  @Test
  void a_service_account_has_an_owner_of_ours_who_goes_with_the_leaver() {
    WORLD.run(() -> WORLD.register.asOf(WORLD.now));
    WORLD.run(() -> WORLD.register.asOf(WORLD.now));
    List<ServiceAccounts.ServiceAccount> all = WORLD.in(WORLD.register::all);
    assertThat(all).extracting(ServiceAccounts.ServiceAccount::label).contains("lockkeeper_portal");
    assertThat(all).extracting(ServiceAccounts.ServiceAccount::label).doesNotHaveDuplicates();
    Account admin = WORLD.admin();
    Account keeper = WORLD.support();
    UUID id = all.getFirst().id();
    assertThat(WORLD.in(() -> WORLD.register.tend(admin, id, owner.id()))).isFalse();
    assertThat(WORLD.in(() -> WORLD.register.tend(admin, id, keeper.id()))).isTrue();
    WORLD.offboard.now(admin, keeper.id(), WORLD.now, "went away", Optional.empty());
    assertThat(
            WORLD.in(WORLD.register::all).stream()
                .filter(found -> found.id().equals(id))
                .findFirst()
                .orElseThrow()
                .owner())
        .isEmpty();
  }
}
