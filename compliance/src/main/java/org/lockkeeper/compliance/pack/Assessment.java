package org.lockkeeper.compliance.pack;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All controls as they stand at one time.
 *
 * @param sightings by proof
 * @param plans the newest plan of each proof
 */
public record Assessment(
    ControlCatalogue catalogue,
    Instant at,
    Map<String, Sighting> sightings,
    Map<String, GapPlan> plans,
    List<Answer> answers) {

  public Assessment {
    sightings = new TreeMap<>(sightings);
    plans = Map.copyOf(plans);
    answers = List.copyOf(answers);
  }

  static Assessment of(
      ControlCatalogue catalogue,
      Map<String, Sighting> sightings,
      Map<String, GapPlan> plans,
      Instant now) {
    return new Assessment(
        catalogue,
        now,
        sightings,
        plans,
        catalogue.controls().stream()
            .map(control -> Answer.of(control, catalogue, sightings, plans, now))
            .toList());
  }

  /** How a proof was seen. */
  public Sighting sighting(String proof) {
    return sightings.getOrDefault(proof, Sighting.missing(proof, at));
  }

  /** How many are answered so. */
  public long count(Answer.Verdict verdict) {
    return answers.stream().filter(answer -> answer.verdict() == verdict).count();
  }

  /** The proofs that do not hold and have no plan in time, each once: open tasks. */
  public List<String> openTasks() {
    return answers.stream()
        .flatMap(answer -> answer.unplanned().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** The proofs that do not hold, each once. */
  public List<String> gaps() {
    return answers.stream()
        .flatMap(answer -> answer.missing().stream())
        .distinct()
        .sorted()
        .toList();
  }
}
