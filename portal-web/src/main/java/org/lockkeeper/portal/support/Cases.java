package org.lockkeeper.portal.support;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.desk.SupportCase;
import org.lockkeeper.compliance.desk.WorkCases;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.portal.texts.Clocks;
import org.lockkeeper.portal.texts.Texts;

/** {@code /support/cases}: what waits, over all assigned sellers, the nearest deadline first. */
@Named
@RequestScoped
public class Cases {

  private final WorkCases work;
  private final DeskReader reader;
  private final Desk desk;
  private final Texts texts;
  private final Clocks clocks;
  private @Nullable List<Row> rows;

  @Inject
  Cases(WorkCases work, DeskReader reader, Desk desk, Texts texts, Clocks clocks) {
    this.work = work;
    this.reader = reader;
    this.desk = desk;
    this.texts = texts;
    this.clocks = clocks;
  }

  /** A case that waits. */
  public record Row(
      String path,
      String seller,
      String label,
      String orderPath,
      String subject,
      Clocks.@Nullable Ring deadline,
      String next,
      String waitingOn,
      Instant openedAt,
      Instant movedAt) {}

  /** All, each seller's read under that seller alone. */
  public List<Row> rows() {
    List<Row> known = rows;
    if (known == null) {
      List<WorkCases.Listed> listed = new ArrayList<>();
      desk.all().forEach(seller -> listed.addAll(work.open(seller)));
      known =
          listed.stream()
              .sorted(
                  Comparator.comparing(
                      (WorkCases.Listed one) -> one.it().deadline().orElse(Instant.MAX)))
              .map(this::row)
              .toList();
      rows = known;
    }
    return known;
  }

  private Row row(WorkCases.Listed listed) {
    SupportCase it = listed.it();
    SellerId seller = it.seller();
    return new Row(
        CasePage.path(seller, it.id()),
        reader.name(seller).orElse(""),
        listed.label(),
        it.order().map(order -> DeskOrder.path(seller, order)).orElse(""),
        texts.get("support.case.subject." + Words.word(it.subject())),
        ring(it, clocks),
        texts.get("support.case.next." + Words.word(it.next())),
        texts.get("support.case.waiting." + Words.word(it.waitingOn())),
        it.openedAt(),
        it.movedAt());
  }

  /** The channel's deadline, counted from the opening; null if there is none. */
  static Clocks.@Nullable Ring ring(SupportCase it, Clocks clocks) {
    return it.deadline()
        .map(
            end ->
                clocks.ring(
                    it.openedAt().isBefore(end) ? it.openedAt() : end.minus(Duration.ofDays(1)),
                    end,
                    Optional.empty()))
        .orElse(null);
  }
}
