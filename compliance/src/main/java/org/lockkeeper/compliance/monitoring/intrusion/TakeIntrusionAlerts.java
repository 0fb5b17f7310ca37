package org.lockkeeper.compliance.monitoring.intrusion;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.monitoring.alerts.Alert;
import org.lockkeeper.compliance.monitoring.alerts.RaiseAlert;
import org.lockkeeper.compliance.monitoring.alerts.Subject;
import org.lockkeeper.compliance.monitoring.detection.Finding;
import org.lockkeeper.compliance.monitoring.detection.Rule;
import org.lockkeeper.compliance.monitoring.detection.Signal;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Takes alerts of the operator's intrusion detection in: those of one network within a day
 * are one alert of ours, and a line that was handed in before changes nothing. We know of it from
 * when it is handed in; what is due counts from there.
 */
@UseCase
public class TakeIntrusionAlerts {

  private static final int MOST_SHOWN = 50;

  private final IntrusionLines lines;
  private final RaiseAlert raise;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public TakeIntrusionAlerts(
      IntrusionLines lines, RaiseAlert raise, AuditTrail audit, Ids ids, Clock clock) {
    this.lines = lines;
    this.raise = raise;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** What came of handing a file in. */
  public sealed interface Outcome {}

  /**
   * It was taken.
   *
   * @param fresh lines that were not known
   * @param known lines that were handed in before
   * @param withheld texts that were left out, since they might have named somebody
   */
  public record Taken(int fresh, int known, int withheld) implements Outcome {}

  /** Nothing of it was taken. */
  public record Refused(List<ReadIntrusionFile.Fault> faults) implements Outcome {
    public Refused {
      faults = List.copyOf(faults);
    }
  }

  /** Takes it in. */
  public Outcome of(Account by, String file) {
    Instant now = clock.instant();
    return switch (ReadIntrusionFile.of(file, now)) {
      case ReadIntrusionFile.Faults wrong -> new Refused(wrong.faults());
      case ReadIntrusionFile.Lines read -> take(by, read, now);
    };
  }

  private Taken take(Account by, ReadIntrusionFile.Lines read, Instant now) {
    int fresh = 0;
    List<IntrusionLine> inTime =
        read.lines().stream().sorted(Comparator.comparing(IntrusionLine::at)).toList();
    for (IntrusionLine line : inTime) {
      if (lines.knows(line.digest())) {
        continue;
      }
      Alert alert =
          raise.of(
              Subject.network(line.network()),
              Optional.empty(),
              new Finding(
                  Rule.IDS,
                  Signal.INTRUSION_ALERTS,
                  0,
                  1,
                  line.severity().score(),
                  Duration.ofMinutes(5)),
              line.at(),
              now);
      lines.add(ids.next(), line, alert.id(), by.actor().text(), now);
      fresh++;
    }
    int known = inTime.size() - fresh;
    audit.record(
        SellerId.PLATFORM,
        by.actor(),
        "alert.imported",
        "intrusion-alerts",
        Map.of(
            "fresh", Integer.toString(fresh),
            "known", Integer.toString(known),
            "withheld", Integer.toString(read.withheld())));
    return new Taken(fresh, known, read.withheld());
  }

  /** The lines of an alert, the newest first. */
  public List<IntrusionLine> of(UUID alert) {
    return lines.of(alert, MOST_SHOWN);
  }
}
