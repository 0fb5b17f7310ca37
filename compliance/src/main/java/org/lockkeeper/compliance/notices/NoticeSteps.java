package org.lockkeeper.compliance.notices;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.Authorizations;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.Standing;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** Raises what is due for one seller, in one transaction. */
@UseCase
public class NoticeSteps {

  private final Notices notices;
  private final TellPeople tell;
  private final Authorizations authorizations;

  @Inject
  public NoticeSteps(Notices notices, TellPeople tell, Authorizations authorizations) {
    this.notices = notices;
    this.tell = tell;
    this.authorizations = authorizations;
  }

  public List<SellerId> sellersWithEnds(Instant before) {
    return notices.sellersWithEnds(before);
  }

  /** Warns of the ends of a seller's grants; of grants that have ended there is nothing to warn. */
  public void ofSeller(SellerId seller, Instant now, List<Duration> before) {
    for (Authorization authorization : authorizations.all(seller)) {
      Authorization.Snapshot grant = authorization.snapshot();
      if (grant.standing() instanceof Standing.Active
          || grant.standing() instanceof Standing.Paused) {
        grant
            .consentUntil()
            .ifPresent(end -> warn(grant, Notice.Kind.CONSENT_ENDS, end, now, before));
        grant
            .lastingUntil()
            .filter(end -> !grant.consentUntil().equals(Optional.of(end)))
            .ifPresent(end -> warn(grant, Notice.Kind.TOKEN_ENDS, end, now, before));
      }
    }
  }

  private void warn(
      Authorization.Snapshot grant,
      Notice.Kind kind,
      Instant end,
      Instant now,
      List<Duration> before) {
    due(end, now, before)
        .ifPresent(
            days ->
                tell.of(
                    grant.seller(),
                    kind,
                    "connection:" + grant.id(),
                    grant.platform().value(),
                    grant.label(),
                    end,
                    days));
  }

  /** Warns our own people of the end of an application's secret. */
  public void ofApplication(Platform platform, Instant end, Instant now, List<Duration> before) {
    due(end, now, before)
        .ifPresent(
            days ->
                tell.of(
                    SellerId.PLATFORM,
                    Notice.Kind.SECRET_ENDS,
                    "application:" + platform,
                    platform.value(),
                    platform.value(),
                    end,
                    days));
  }

  /** The closest of the warnings whose time has come; empty if none has, or the end is over. */
  static Optional<Integer> due(Instant end, Instant now, List<Duration> before) {
    if (!now.isBefore(end)) {
      return Optional.empty();
    }
    return before.stream()
        .filter(span -> !now.isBefore(end.minus(span)))
        .map(span -> Math.toIntExact(span.toDays()))
        .min(Integer::compare);
  }
}
