package org.lockkeeper.compliance.pack;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What people entered: plans, what they showed, and questionnaires. Works in the caller's
 * transaction, as the platform.
 */
public interface PackBooks {

  void add(GapPlan fresh);

  /** The newest plan of each proof. */
  Map<String, GapPlan> plans();

  void add(Attestation fresh);

  /** The newest of each proof, by the day of which it tells. */
  Map<String, Attestation> attested();

  /** All of one proof, the newest first. */
  List<Attestation> attested(String proof, int most);

  void add(Questionnaire fresh);

  /** Those that wait first, then the newest. */
  List<Questionnaire> questionnaires(int most);

  /**
   * Notes the answer.
   *
   * @return false if it was answered, or is not there
   */
  boolean answered(UUID questionnaire, LocalDate on, int pack);

  /** One of them. */
  Optional<Questionnaire> questionnaire(UUID id);
}
