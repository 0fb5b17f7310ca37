package org.lockkeeper.integration.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockkeeper.kernel.SellerId;

/** The database asks once more whether a person may work for a seller. */
class PeopleWallTest {

  private static final String MINE = "select count(*) from access.seller";

  private final SellerId anna = new SellerId(UUID.randomUUID());
  private final SellerId bert = new SellerId(UUID.randomUUID());
  private final Transactions portal = TestDatabase.portal();

  @BeforeEach
  void two_sellers() {
    portal.run(
        () ->
            portal
                .tenancy()
                .as(SellerId.PLATFORM)
                .run(
                    "insert into access.seller (seller_id, name, created_at) values (?, 'We',"
                        + " now()) on conflict do nothing",
                    SellerId.PLATFORM.value()));
    portal.seller(anna, UUID.randomUUID());
    portal.seller(bert, UUID.randomUUID());
  }

  @AfterEach
  void nobody_acts() {
    portal.actFor(Optional.empty());
    portal.atPresent();
  }

  private UUID person(SellerId of, String role) {
    UUID id = UUID.randomUUID();
    portal.run(
        () ->
            portal
                .tenancy()
                .as(of)
                .run(
                    """
                    insert into access.account (seller_id, id, login, display_name, role,
                      password_hash, created_at, ends_at, version)
                    values (?, ?, ?, 'Someone', ?, 'x', now(), now() + interval '90 days', 1)
                    """,
                    of.value(),
                    id,
                    id + "@example.test",
                    role));
    return id;
  }

  private void assign(UUID staff, SellerId to) {
    portal.run(
        () ->
            portal
                .tenancy()
                .as(to)
                .run(
                    """
                    insert into access.assignment (seller_id, id, staff, reason, granted_by, since,
                      ends_at)
                    values (?, ?, ?, 'first line', ?, now(), now() + interval '1 day')
                    """,
                    to.value(),
                    UUID.randomUUID(),
                    staff,
                    UUID.randomUUID()));
  }

  private long seen(UUID person, SellerId seller) {
    portal.actFor(Optional.of(person));
    try {
      return portal.in(() -> portal.tenancy().as(seller).count(MINE));
    } finally {
      portal.actFor(Optional.empty());
    }
  }

  @ParameterizedTest
  @CsvSource({"SELLER_OWNER", "SELLER_OPERATIONS", "SELLER_VIEWER"})
  void people_of_a_seller_work_for_it_and_for_no_other(String role) {
    UUID person = person(anna, role);
    assertThat(seen(person, anna)).isEqualTo(1);
    assertThat(seen(person, bert)).isZero();
  }

  @Test
  void support_works_for_assigned_sellers_until_the_assignment_ends() {
    UUID staff = person(SellerId.PLATFORM, "SUPPORT");
    assertThat(seen(staff, anna)).isZero();
    assign(staff, anna);
    assertThat(seen(staff, anna)).isEqualTo(1);
    assertThat(seen(staff, bert)).isZero();
    portal.run(
        () -> portal.tenancy().as(anna).run("update access.assignment set ended_at = now()"));
    assertThat(seen(staff, anna)).isZero();
  }

  @Test
  void an_assignment_opens_nothing_before_its_day_and_from_its_end_on_closed_or_not() {
    UUID staff = person(SellerId.PLATFORM, "SUPPORT");
    assign(staff, anna);
    Instant now = Clock.systemUTC().instant();
    portal.at(now.plus(Duration.ofHours(23)));
    assertThat(seen(staff, anna)).isEqualTo(1);
    portal.at(now.plus(Duration.ofHours(25)));
    assertThat(seen(staff, anna)).isZero();
    portal.at(now.minus(Duration.ofHours(1)));
    assertThat(seen(staff, anna)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"ADMIN", "AUDITOR"})
  void an_account_past_its_end_works_for_nobody_closed_or_not(String role) {
    UUID person = person(SellerId.PLATFORM, role);
    Instant now = Clock.systemUTC().instant();
    portal.at(now.plus(Duration.ofDays(89)));
    assertThat(seen(person, anna)).isEqualTo(1);
    portal.at(now.plus(Duration.ofDays(91)));
    assertThat(seen(person, anna)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"ADMIN", "AUDITOR"})
  void who_runs_or_reads_the_promises_is_let_through_to_each_seller(String role) {
    UUID person = person(SellerId.PLATFORM, role);
    assertThat(seen(person, anna)).isEqualTo(1);
    assertThat(seen(person, bert)).isEqualTo(1);
  }

  @Test
  void a_person_of_a_seller_finds_none_of_our_own_people() {
    UUID admin = person(SellerId.PLATFORM, "ADMIN");
    String found = "select count(*) from access.account where id = '" + admin + "'";
    assertThat(asPerson(person(anna, "SELLER_VIEWER"), found)).isZero();
    assertThat(asPerson(UUID.randomUUID(), found)).isZero();
    assertThat(asPerson(admin, found)).isEqualTo(1);
  }

  @Test
  void what_a_person_of_a_seller_does_may_be_noted_with_the_platform() {
    assertThat(seen(person(anna, "SELLER_OWNER"), SellerId.PLATFORM)).isEqualTo(1);
    assertThat(seen(UUID.randomUUID(), SellerId.PLATFORM)).isZero();
  }

  private long asPerson(UUID person, String counted) {
    portal.actFor(Optional.of(person));
    try {
      return portal.in(() -> portal.tenancy().as(SellerId.PLATFORM).count(counted));
    } finally {
      portal.actFor(Optional.empty());
    }
  }

  @Test
  void a_disabled_or_unknown_person_works_for_nobody() {
    UUID person = person(anna, "SELLER_OWNER");
    portal.run(
        () ->
            portal
                .tenancy()
                .as(anna)
                .run("update access.account set disabled = true where id = ?", person));
    assertThat(seen(person, anna)).isZero();
    assertThat(seen(UUID.randomUUID(), anna)).isZero();
  }

  @Test
  void a_person_writes_nothing_for_a_seller_that_is_not_theirs() {
    UUID person = person(anna, "SELLER_OWNER");
    portal.actFor(Optional.of(person));
    assertThatThrownBy(() -> assign(person, bert))
        .isInstanceOf(StorageTrouble.class)
        .hasMessage("SQLSTATE 42501");
  }

  @Test
  void entities_are_behind_the_same_wall() {
    UUID person = person(anna, "SELLER_OWNER");
    portal.actFor(Optional.of(person));
    Object seen =
        portal.in(
            () -> portal.tenancy().entitiesOf(bert).createNativeQuery(MINE).getSingleResult());
    assertThat(((Number) seen).longValue()).isZero();
  }

  @Test
  void a_role_of_a_seller_is_never_given_to_one_of_ours() {
    assertThatThrownBy(() -> person(SellerId.PLATFORM, "SELLER_OWNER"))
        .isInstanceOf(StorageTrouble.class);
    assertThatThrownBy(() -> person(anna, "ADMIN")).isInstanceOf(StorageTrouble.class);
  }
}
