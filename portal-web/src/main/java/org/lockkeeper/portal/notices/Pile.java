package org.lockkeeper.portal.notices;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lockkeeper.compliance.notices.Notice;

/**
 * The open notices of one kind, shown as one card: many people with the same training due are one
 * thing to do and no wall of cards. Each of a kind that stands alone has a card of its own.
 *
 * @param notices at least one, the newest first
 */
record Pile(List<Notice> notices) {

  Pile {
    notices = List.copyOf(notices);
  }

  /**
   * The notices in piles.
   *
   * @param open the newest first
   * @return the pile with the newest notice first
   */
  static List<Pile> of(List<Notice> open) {
    Map<Object, List<Notice>> kinds =
        open.stream()
            .collect(
                Collectors.groupingBy(
                    one -> one.kind().standsAlone() ? one.id() : one.kind(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return kinds.values().stream().map(Pile::new).toList();
  }

  /** The one that speaks for all: putting it away puts away what is not newer. */
  Notice newest() {
    return notices.getFirst();
  }

  /** The one whose day comes first; its text is shown. */
  Notice soonest() {
    return notices.stream().min(Comparator.comparing(Notice::endsAt)).orElseThrow();
  }

  int size() {
    return notices.size();
  }
}
