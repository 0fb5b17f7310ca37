package org.lockkeeper.sandbox;

import java.time.Duration;
import java.util.List;

/** The pretend TikTok Shop, put together. */
final class TikTokParts implements AutoCloseable {

  private final TikTokState state;
  private final TikTokSender sender;
  private final TikTokDoor door;
  private final TikTokConsentDoor consent;
  private final TikTokControl control;

  /**
   * Reads what was; before the ledger is told that all is loaded.
   *
   * @param pauses after the first, second, … failed try of a message
   */
  TikTokParts(
      Settings settings,
      Catalogue catalogue,
      Ledger ledger,
      SandboxClock clock,
      RateLimits limits,
      Faults faults,
      Exchanges exchanges,
      List<Duration> pauses) {
    TikTokSettings own = settings.tiktok();
    state = new TikTokState(ledger, own, clock.now());
    sender = new TikTokSender(own, state, clock, pauses);
    TikTokDesk desk = new TikTokDesk(own, settings, catalogue, state, sender, clock);
    door = new TikTokDoor(own, state, desk, clock, limits, faults, exchanges);
    consent = new TikTokConsentDoor(own, settings.portalUrl(), state, clock, faults, exchanges);
    control = new TikTokControl(own, state, desk, sender, clock);
  }

  TikTokDoor door() {
    return door;
  }

  TikTokConsentDoor consent() {
    return consent;
  }

  TikTokControl control() {
    return control;
  }

  /** Forgets the orders; grants and addresses stay. */
  void reset() {
    state.reset();
  }

  @Override
  public void close() {
    sender.close();
  }
}
