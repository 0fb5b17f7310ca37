package org.lockkeeper.credentials.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.AuthorizationLapsed;
import org.lockkeeper.credentials.Authorizations;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.Renewal;
import org.lockkeeper.credentials.RenewalSteps;
import org.lockkeeper.credentials.Renewals;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretCare;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.SecretVault;
import org.lockkeeper.credentials.Standing;
import org.lockkeeper.credentials.TokenStyle;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.Purpose;
import org.lockkeeper.kernel.SellerId;

class SuspicionTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
  private static final SellerId SELLER = new SellerId(new UUID(1, 1));
  private static final ConnectionId ID = new ConnectionId(new UUID(2, 2));
  private static final Actor ACTOR = new Actor.Task("test");

  private final List<DomainEvent> announced = new ArrayList<>();
  private final List<Errand> errands = new ArrayList<>();
  private final List<String> journal = new ArrayList<>();
  private Authorization.Snapshot grant =
      new Authorization.Snapshot(
          ID,
          SELLER,
          new Platform("shopify"),
          "shop",
          "shop",
          new SecretRef("connection/" + ID),
          Set.of(),
          TokenStyle.REPLACED,
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          new Standing.Active(NOON.minusSeconds(60)));

  private final Authorizations grants =
      new Authorizations() {
        @Override
        public Optional<Authorization> find(SellerId seller, ConnectionId id) {
          return Optional.of(Authorization.restore(grant))
              .filter(a -> seller.equals(SELLER) && id.equals(ID));
        }

        @Override
        public List<Authorization> all(SellerId seller) {
          return List.of();
        }

        @Override
        public void add(Authorization authorization, byte[] endpointDigest) {
          throw new UnsupportedOperationException();
        }

        @Override
        public void save(Authorization authorization) {
          grant = authorization.snapshot();
        }

        @Override
        public Optional<Authorization> behindEndpoint(byte[] endpointDigest) {
          return Optional.empty();
        }
      };

  private final Renewals renewals =
      new Renewals() {
        @Override
        public Optional<Renewal> find(SellerId seller, ConnectionId connection) {
          return Optional.empty();
        }

        @Override
        public void save(Renewal renewal) {
          throw new UnsupportedOperationException();
        }

        @Override
        public void forget(SellerId seller, ConnectionId connection) {
          journal.add("shared token dropped");
        }

        @Override
        public List<Due> due(Instant asOf, int most) {
          return List.of();
        }
      };

  /** Keeps nothing; tells what was asked of it. */
  private final class Keeper implements SecretVault, SecretCare {
    @Override
    public Optional<Secret> open(
        SellerId seller, SecretRef ref, Stage stage, Actor reader, Purpose purpose) {
      return Optional.empty();
    }

    @Override
    public void store(SellerId seller, SecretRef ref, Secret value, Actor writer) {
      journal.add("successor stored");
    }

    @Override
    public void propose(SellerId seller, SecretRef ref, Secret value, Actor writer) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void promote(SellerId seller, SecretRef ref, Actor writer) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void discard(SellerId seller, SecretRef ref, Stage stage, Actor writer) {
      journal.add("discarded " + stage + " of " + ref);
    }

    @Override
    public void destroy(SellerId seller, SecretRef ref, Actor writer) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Held> held(SellerId seller, SecretRef ref) {
      return List.of();
    }
  }

  private final Keeper keeper = new Keeper();
  private final SuspicionSteps steps =
      new SuspicionSteps(
          grants,
          new RenewalSteps(grants, renewals, keeper, announced::add, CLOCK),
          keeper,
          keeper,
          new Errands() {
            @Override
            public void after(Duration delay, Errand errand) {
              errands.add(errand);
            }

            @Override
            public void now(Errand errand) {
              errands.add(errand);
            }
          },
          announced::add,
          CLOCK);

  @Test
  void a_suspected_grant_is_not_used_from_that_moment_and_is_ended_at_the_platform() {
    assertThat(steps.suspected(SELLER, ID)).isTrue();
    assertThat(grant.standing()).isEqualTo(new Standing.Lapsed(NOON, Standing.Cause.SUSPECTED));
    assertThat(grant.usable()).isFalse();
    assertThat(grant.listening()).as("orders that come in are not lost").isTrue();
    assertThat(journal).containsExactly("shared token dropped");
    assertThat(errands).containsExactly(EndSuspected.errand(SELLER, ID));
    assertThat(announced)
        .containsExactly(
            new AuthorizationLapsed(
                SELLER, ID, new Platform("shopify"), Standing.Cause.SUSPECTED, NOON),
            new CredentialSuspected(SELLER, Optional.of(ID), new Platform("shopify"), NOON));
  }

  @Test
  void once_it_has_ended_no_version_is_kept_but_its_place_is_for_the_next_consent() {
    steps.suspected(SELLER, ID);
    journal.clear();
    steps.ended(grant, ACTOR);
    assertThat(journal)
        .containsExactly(
            "discarded PENDING of connection/" + ID,
            "discarded CURRENT of connection/" + ID,
            "discarded PREVIOUS of connection/" + ID);
  }

  @Test
  void a_seller_who_authorised_again_meanwhile_keeps_the_new_secret() {
    steps.suspected(SELLER, ID);
    Authorization.Snapshot before = grant;
    journal.clear();
    grant =
        new Authorization.Snapshot(
            ID,
            SELLER,
            before.platform(),
            before.account(),
            before.label(),
            before.secret(),
            before.scopes(),
            before.style(),
            before.details(),
            before.consentUntil(),
            before.lastingUntil(),
            new Standing.Active(NOON));
    assertThat(steps.toEnd(SELLER, ID)).isEmpty();
    steps.ended(before, ACTOR);
    assertThat(journal).isEmpty();
  }

  @Test
  void a_grant_that_is_over_or_of_somebody_else_is_not_suspected() {
    assertThat(steps.suspected(new SellerId(new UUID(9, 9)), ID)).isFalse();
    assertThat(announced).isEmpty();
  }
}
