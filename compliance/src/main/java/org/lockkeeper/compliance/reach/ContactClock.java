package org.lockkeeper.compliance.reach;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.lockkeeper.compliance.clocks.live.LiveClock;

/** The clock of the quarterly test: one that was answered, asked out of office hours. */
@Singleton
public class ContactClock implements LiveClock {

  private static final int LOOKED_AT = 50;

  private final ContactTests tests;
  private final ReachPolicy policy;

  @Inject
  public ContactClock(ContactTests tests, ReachPolicy policy) {
    this.tests = tests;
    this.policy = policy;
  }

  @Override
  public Optional<Figures> of(String clock, Instant now) {
    if (!clock.equals("contact-test")) {
      return Optional.empty();
    }
    return Optional.of(
        Figures.last(
            tests.ended(LOOKED_AT).stream()
                .filter(test -> test.state() == ContactTest.State.ANSWERED)
                .flatMap(test -> test.asked().stream())
                .map(ContactTest.Asked::contactAt)
                .filter(at -> !policy.inOffice(at))
                .max(Comparator.naturalOrder())));
  }
}
