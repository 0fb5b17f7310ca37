package org.lockkeeper.compliance.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a new edition of the catalogue means: which numbers changed, which controls came, went or
 * are asked for anew, and which have to be looked at because of it.
 */
public record CatalogueChange(List<Moved> numbers, List<Line> controls) {

  public CatalogueChange {
    numbers = List.copyOf(numbers);
    controls = List.copyOf(controls);
  }

  /**
   * A number that changed.
   *
   * @param before empty if it is new
   * @param after empty if it is gone
   * @param controls the ids of the controls that refer to it
   */
  public record Moved(
      String name, Optional<String> before, Optional<String> after, List<String> controls) {}

  /** Why a control is affected. */
  public enum Why {
    NEW,
    GONE,
    /** The question, the answer or what it needs is another. */
    WORDING,
    /** It needs a proof that it did not need before. */
    PROOF,
    /** A number that it refers to changed. */
    NUMBER
  }

  /** A control that is affected. */
  public record Line(String id, String title, Set<Why> why, List<String> newProofs) {
    public Line {
      why = Set.copyOf(why);
      newProofs = List.copyOf(newProofs);
    }
  }

  static CatalogueChange between(ControlCatalogue before, ControlCatalogue after) {
    Map<String, Moved> numbers = new TreeMap<>();
    Set<String> names = new TreeSet<>(before.numbers().keySet());
    names.addAll(after.numbers().keySet());
    for (String name : names) {
      String was = before.numbers().get(name);
      String is = after.numbers().get(name);
      if (!Objects.equals(was, is)) {
        ControlCatalogue of = is == null ? before : after;
        numbers.put(
            name,
            new Moved(
                name,
                Optional.ofNullable(was),
                Optional.ofNullable(is),
                of.controls().stream()
                    .filter(control -> control.numbers().contains(name))
                    .map(Control::id)
                    .toList()));
      }
    }
    Set<String> ids = new TreeSet<>();
    before.controls().forEach(control -> ids.add(control.id()));
    after.controls().forEach(control -> ids.add(control.id()));
    List<Line> lines = new ArrayList<>();
    for (String id : ids) {
      line(before.control(id), after.control(id), numbers.keySet()).ifPresent(lines::add);
    }
    return new CatalogueChange(List.copyOf(numbers.values()), lines);
  }

  private static Optional<Line> line(
      Optional<Control> before, Optional<Control> after, Set<String> numbers) {
    if (before.isEmpty() || after.isEmpty()) {
      return after
          .or(() -> before)
          .map(
              one ->
                  new Line(
                      one.id(),
                      one.title(),
                      Set.of(after.isPresent() ? Why.NEW : Why.GONE),
                      after.map(Control::proofs).orElse(List.of())));
    }
    Control was = before.get();
    Control is = after.get();
    Set<Why> why = new TreeSet<>();
    List<String> fresh = is.proofs().stream().filter(p -> !was.proofs().contains(p)).toList();
    if (!fresh.isEmpty()) {
      why.add(Why.PROOF);
    }
    if (!was.sentences().equals(is.sentences())
        || !was.question().equals(is.question())
        || !was.title().equals(is.title())
        || !was.policies().equals(is.policies())
        || !was.choice().equals(is.choice())
        || !was.must().equals(is.must())
        || was.kind() != is.kind()) {
      why.add(Why.WORDING);
    }
    if (is.numbers().stream().anyMatch(numbers::contains)
        || was.numbers().stream().anyMatch(numbers::contains)) {
      why.add(Why.NUMBER);
    }
    return why.isEmpty()
        ? Optional.empty()
        : Optional.of(new Line(is.id(), is.title(), why, fresh));
  }

  /** Whether both say the same. */
  public boolean nothing() {
    return numbers.isEmpty() && controls.isEmpty();
  }
}
