package org.lockkeeper.compliance.pack;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line that has to be answered.
 *
 * @param id such as {@code Q-03} or {@code R-44}
 * @param policies where it is demanded, such as {@code DPP 1.2}
 * @param question as it is asked; empty for a requirement
 * @param sentences what the answer says, each with the proof that it stands on
 * @param choice what is chosen while all proofs hold
 * @param must what the answer has to say while its proofs hold
 * @param numbers the numbers of the catalogue that it refers to
 */
public record Control(
    String id,
    Kind kind,
    GapPlan.Owner owner,
    List<String> policies,
    String title,
    String question,
    List<Sentence> sentences,
    Optional<String> choice,
    List<String> must,
    Set<String> numbers) {

  static final Pattern NUMBER = Pattern.compile("\\{number\\.([a-z-]+)}");

  /** How it is answered. */
  public enum Kind {
    FREE_TEXT,
    CHOICE,
    YES_NO,
    /** No question of the questionnaire; answered with yes or no. */
    REQUIREMENT
  }

  /**
   * A sentence of an answer.
   *
   * @param proof the name of the proof without which it is not said
   * @param text with figures in braces
   */
  public record Sentence(String proof, String text) {}

  /**
   * @throws IllegalArgumentException without a proof: nothing is answered without one
   */
  public Control {
    if (sentences.isEmpty()) {
      throw new IllegalArgumentException("a control needs a proof: " + id);
    }
    policies = List.copyOf(policies);
    sentences = List.copyOf(sentences);
    must = List.copyOf(must);
    Set<String> all = new LinkedHashSet<>(numbers);
    for (Sentence sentence : sentences) {
      Matcher named = NUMBER.matcher(sentence.text());
      while (named.find()) {
        all.add(named.group(1));
      }
    }
    numbers = Set.copyOf(all);
  }

  /** The names of the proofs that it needs, each once, in the order of the answer. */
  public List<String> proofs() {
    List<String> names = new ArrayList<>();
    for (Sentence sentence : sentences) {
      if (!names.contains(sentence.proof())) {
        names.add(sentence.proof());
      }
    }
    return names;
  }

  /** Whether it is a line of the questionnaire. */
  public boolean asked() {
    return kind != Kind.REQUIREMENT;
  }
}
