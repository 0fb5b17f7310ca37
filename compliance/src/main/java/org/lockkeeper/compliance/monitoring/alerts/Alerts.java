package org.lockkeeper.compliance.monitoring.alerts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.monitoring.detection.Rule;

/** The alerts that are kept. Works in the caller's transaction, as the platform. */
public interface Alerts {

  /** One at a time finds out whether there is one to gather into. */
  void serialize(Subject subject, Rule rule);

  /** The newest one of a rule and a subject that is not settled and began after an instant. */
  Optional<Alert> gathering(Subject subject, Rule rule, Instant after);

  void add(Alert fresh);

  /** Keeps worst, last, times, state, decision and incident. */
  void save(Alert changed);

  /** One, held against others who decide. */
  Optional<Alert> findForUpdate(UUID id);

  /** What is not settled, the highest score first. */
  List<Alert> open(int most);

  /** What is settled, the newest first. */
  List<Alert> settled(int most);
}
