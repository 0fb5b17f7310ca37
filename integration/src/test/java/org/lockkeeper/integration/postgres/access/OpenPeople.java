package org.lockkeeper.integration.postgres.access;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.Assignments;
import org.lockkeeper.compliance.access.KnownDevices;
import org.lockkeeper.compliance.access.PasswordBook;
import org.lockkeeper.compliance.access.Sellers;
import org.lockkeeper.compliance.access.Sessions;
import org.lockkeeper.compliance.access.SignInThrottle;
import org.lockkeeper.compliance.access.factors.Challenges;
import org.lockkeeper.compliance.access.factors.Factors;
import org.lockkeeper.compliance.access.issuer.IssuerIdentities;
import org.lockkeeper.compliance.access.passwords.ResetLinks;
import org.lockkeeper.compliance.access.people.AccessRequests;
import org.lockkeeper.compliance.access.people.Invitations;
import org.lockkeeper.compliance.access.people.Leavers;
import org.lockkeeper.compliance.access.people.Reviews;
import org.lockkeeper.compliance.access.people.Roster;
import org.lockkeeper.compliance.access.people.ServiceAccounts;
import org.lockkeeper.compliance.access.people.Training;
import org.lockkeeper.compliance.access.people.WaysIn;
import org.lockkeeper.compliance.notices.Notices;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;

/** The tables of people, for tests of other packages. */
public record OpenPeople(
    Accounts accounts,
    Roster roster,
    WaysIn ways,
    Factors factors,
    Challenges challenges,
    IssuerIdentities identities,
    ResetLinks links,
    Invitations invitations,
    Assignments assignments,
    AccessRequests requests,
    Leavers leavers,
    ServiceAccounts services,
    Training training,
    Reviews reviews,
    Sessions sessions,
    Sellers sellers,
    Notices notices,
    PasswordBook book,
    KnownDevices devices,
    SignInThrottle throttle) {

  public static OpenPeople of(Tenancy tenancy, Ids ids, Clock clock) {
    return new OpenPeople(
        new PostgresAccounts(tenancy),
        new PostgresRoster(tenancy, clock),
        new PostgresWaysIn(tenancy),
        new PostgresFactors(tenancy),
        new PostgresChallenges(tenancy),
        new PostgresIssuerIdentities(tenancy),
        new PostgresResetLinks(tenancy),
        new PostgresInvitations(tenancy),
        new PostgresAssignments(tenancy),
        new PostgresAccessRequests(tenancy),
        new PostgresLeavers(tenancy),
        new PostgresServiceAccounts(tenancy),
        new PostgresTraining(tenancy),
        new PostgresReviews(tenancy),
        new PostgresSessions(tenancy),
        new PostgresSellers(tenancy),
        new PostgresNotices(tenancy),
        new PostgresPasswordBook(tenancy, ids),
        new PostgresKnownDevices(tenancy),
        new PostgresSignInThrottle(tenancy));
  }

  /**
   * Adds an admin of ours, past the product; in the caller's transaction.
   *
   * @param tenancy where
   * @param at since when there is such a person
   */
  public Account admin(Tenancy tenancy, UUID id, String name, Instant at) {
    tenancy
        .as(SellerId.PLATFORM)
        .run(
            """
            insert into access.seller (seller_id, name, created_at) values (?, 'We', ?)
            on conflict (seller_id) do nothing
            """,
            SellerId.PLATFORM.value(),
            at);
    tenancy
        .as(SellerId.PLATFORM)
        .run(
            """
            insert into access.account (seller_id, id, login, display_name, role, password_hash,
              created_at, version)
            values (?, ?, ?, ?, 'ADMIN', 'x', ?, 1)
            """,
            SellerId.PLATFORM.value(),
            id,
            id + "@example.test",
            name,
            at);
    return accounts.byId(id).orElseThrow();
  }
}
