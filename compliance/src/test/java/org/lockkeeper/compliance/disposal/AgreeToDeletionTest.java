package org.lockkeeper.compliance.disposal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.KnownPeople;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.retention.CaseRules;
import org.lockkeeper.retention.CaseScope;
import org.lockkeeper.retention.DecideDeletionCase;
import org.lockkeeper.retention.DeletionCase;
import org.lockkeeper.retention.DeletionCaseId;
import org.lockkeeper.retention.DeletionCases;
import org.lockkeeper.retention.RetentionSchedule;
import org.lockkeeper.retention.Stage;
import org.lockkeeper.retention.Trigger;

class AgreeToDeletionTest {

  private static final SellerId ANNA = SellerId.of("01900000-0000-7000-8000-00000000000a");
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final Account nadia = admin(1);
  private final Account nadiaToo = KnownPeople.identity(nadia, 1);
  private final Account omar = admin(2);
  private final List<DomainEvent> announced = new ArrayList<>();
  private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
  private final DeletionCase found =
      DeletionCase.proposed(
          new DeletionCaseId(new UUID(1, 1)),
          ANNA,
          new CaseScope.WholeSeller(),
          Trigger.CONTRACT_ENDED,
          List.of(),
          nadia.id(),
          "lockkeeper",
          CaseRules.of(RetentionSchedule.edition(LocalDate.of(2026, 11, 22))),
          NOON);

  private final DeletionCases cases =
      (DeletionCases)
          Proxy.newProxyInstance(
              DeletionCases.class.getClassLoader(),
              new Class<?>[] {DeletionCases.class},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "find", "findForUpdate" ->
                        Optional.of(found).filter(one -> arguments[0].equals(ANNA));
                    case "save" -> null;
                    default -> throw new UnsupportedOperationException(method.getName());
                  });

  private final AgreeToDeletion agree =
      new AgreeToDeletion(
          new AgreeToDeletion.Steps(cases, KnownPeople.two(List.of(nadia, nadiaToo, omar))),
          new DecideDeletionCase(cases, announced::add, errands(), clock));

  private static Account admin(int id) {
    return new Account(
        SellerId.PLATFORM,
        new UUID(0, id),
        "admin-" + id,
        "Admin",
        Role.ADMIN,
        false,
        ZoneOffset.UTC,
        Locale.ENGLISH,
        Account.Theme.SYSTEM);
  }

  private static Errands errands() {
    return new Errands() {
      @Override
      public void after(Duration delay, Errand errand) {}

      @Override
      public void now(Errand errand) {}
    };
  }

  @Test
  void a_proposed_deletion_needs_the_yes_of_another_person_not_of_another_identity() {
    assertThat(agree.confirm(nadia, ANNA, found.id())).isFalse();
    assertThat(agree.confirm(nadiaToo, ANNA, found.id())).isFalse();
    assertThat(found.stage()).isInstanceOf(Stage.Proposed.class);
    assertThat(announced).isEmpty();
    assertThat(agree.confirm(omar, ANNA, found.id())).isTrue();
    assertThat(found.stage()).isNotInstanceOf(Stage.Proposed.class);
    assertThat(agree.confirm(omar, ANNA, found.id())).as("once").isFalse();
  }

  @Test
  void a_case_of_another_seller_is_not_found() {
    assertThat(agree.confirm(omar, SellerId.PLATFORM, found.id())).isFalse();
  }
}
