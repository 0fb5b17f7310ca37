package org.lockkeeper.compliance.pack;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The answer to a control, put together from what was seen. Nothing is said without a proof that
 * holds; what does not hold is named, with the plan.
 *
 * @param text at most {@link #LONGEST} characters
 * @param missing the proofs that do not hold
 * @param unplanned those of them without a plan whose time is not over: open tasks
 * @param verifiedAt when the oldest of what was seen was so
 * @param due the first day on which a plan is to be done
 */
public record Answer(
    Control control,
    Verdict verdict,
    String text,
    List<String> missing,
    List<String> unplanned,
    Instant verifiedAt,
    Optional<LocalDate> due) {

  /** The longest answer that the questionnaire takes, in characters. */
  public static final int LONGEST = 500;

  /** What is answered. */
  public enum Verdict {
    YES,
    NO
  }

  public Answer {
    if (text.isBlank() || text.length() > LONGEST) {
      throw new IllegalArgumentException(
          control.id() + " has an answer of " + text.length() + " characters");
    }
    missing = List.copyOf(missing);
    unplanned = List.copyOf(unplanned);
  }

  /** Whether it can be handed in: a yes with its proofs, or a no with its plans. */
  public boolean complete() {
    return unplanned.isEmpty();
  }

  /**
   * Puts the answer together.
   *
   * @param sightings of the proofs that it needs
   * @param plans by proof
   */
  static Answer of(
      Control control,
      ControlCatalogue catalogue,
      Map<String, Sighting> sightings,
      Map<String, GapPlan> plans,
      Instant now) {
    LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
    Set<String> missing = new LinkedHashSet<>();
    List<String> said = new ArrayList<>();
    Instant oldest = now;
    for (Control.Sentence sentence : control.sentences()) {
      Sighting seen =
          sightings.getOrDefault(sentence.proof(), Sighting.missing(sentence.proof(), now));
      Optional<String> text = seen.holds() ? filled(sentence, seen, catalogue) : Optional.empty();
      if (text.isPresent()) {
        said.add(text.get());
      } else {
        missing.add(sentence.proof());
      }
      if (seen.observedAt().isBefore(oldest)) {
        oldest = seen.observedAt();
      }
    }
    List<String> unplanned =
        missing.stream()
            .filter(proof -> planOf(proof, plans).filter(plan -> !plan.late(today)).isEmpty())
            .toList();
    Optional<LocalDate> due =
        missing.stream()
            .flatMap(proof -> planOf(proof, plans).stream())
            .map(GapPlan::dueOn)
            .min(LocalDate::compareTo);
    boolean yes = missing.isEmpty();
    String head =
        control.kind() == Control.Kind.FREE_TEXT || control.kind() == Control.Kind.CHOICE
            ? ""
            : yes ? "Yes. " : "No. ";
    String text =
        yes
            ? head + String.join(" ", said)
            : fit(head, said, List.copyOf(missing), unplanned, catalogue, plans, control);
    return new Answer(
        control,
        yes ? Verdict.YES : Verdict.NO,
        text,
        List.copyOf(missing),
        unplanned,
        oldest,
        due);
  }

  private static Optional<GapPlan> planOf(String proof, Map<String, GapPlan> plans) {
    return Optional.ofNullable(plans.get(proof));
  }

  /** Fills the figures in; empty if one is missing, because nothing is said with a hole in it. */
  private static Optional<String> filled(
      Control.Sentence sentence, Sighting seen, ControlCatalogue catalogue) {
    String text = sentence.text();
    for (Map.Entry<String, String> number : catalogue.numbers().entrySet()) {
      text = text.replace("{number." + number.getKey() + "}", number.getValue());
    }
    for (Map.Entry<String, String> figure : seen.figures().entrySet()) {
      text = text.replace("{" + figure.getKey() + "}", figure.getValue());
    }
    return text.indexOf('{') < 0 ? Optional.of(text) : Optional.empty();
  }

  /** The fullest form that is not too long: what is missing first, then as much of the rest. */
  private static String fit(
      String head,
      List<String> said,
      List<String> missing,
      List<String> unplanned,
      ControlCatalogue catalogue,
      Map<String, GapPlan> plans,
      Control control) {
    String choice = control.kind() == Control.Kind.CHOICE ? "None can be chosen today. " : "";
    String titles =
        "Not proved today: "
            + String.join(", ", missing.stream().map(catalogue::title).toList())
                .toLowerCase(java.util.Locale.ROOT)
            + ".";
    List<String> plan = new ArrayList<>();
    for (String proof : missing) {
      planOf(proof, plans)
          .filter(one -> !unplanned.contains(proof))
          .map(one -> "Plan by " + one.dueOn() + ": " + ended(one.text()))
          .filter(sentence -> !plan.contains(sentence))
          .ifPresent(plan::add);
    }
    if (!unplanned.isEmpty()) {
      plan.add("A plan is missing.");
    }
    StringBuilder text = new StringBuilder(head).append(choice).append(titles);
    int left = plan.size();
    for (String sentence : plan) {
      String rest = left > 1 ? " More plans are listed with the proofs." : "";
      if (text.length() + 1 + sentence.length() + rest.length() > LONGEST) {
        text.append(" More plans are listed with the proofs.");
        break;
      }
      text.append(' ').append(sentence);
      left--;
    }
    for (String sentence : said) {
      if (text.length() + 1 + sentence.length() <= LONGEST) {
        text.append(' ').append(sentence);
      }
    }
    return text.toString();
  }

  private static String ended(String text) {
    return text.endsWith(".") ? text : text + ".";
  }
}
