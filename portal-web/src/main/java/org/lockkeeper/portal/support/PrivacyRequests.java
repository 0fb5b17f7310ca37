package org.lockkeeper.portal.support;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.portal.cases.CaseReader;
import org.lockkeeper.portal.cases.CaseView;
import org.lockkeeper.portal.texts.Clocks;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.retention.CaseScope;
import org.lockkeeper.retention.DataRequest;

/**
 * {@code /support/privacy-requests}: what buyers of the assigned sellers want to know or have
 * forgotten, until when, and how far it is. Read only: the seller answers, the case goes by itself.
 */
@Named
@RequestScoped
public class PrivacyRequests {

  private final CaseReader cases;
  private final DeskReader reader;
  private final Desk desk;
  private final Texts texts;
  private final Clocks clocks;
  private final Clock clock;
  private @Nullable List<Row> rows;

  @Inject
  PrivacyRequests(
      CaseReader cases, DeskReader reader, Desk desk, Texts texts, Clocks clocks, Clock clock) {
    this.cases = cases;
    this.reader = reader;
    this.desk = desk;
    this.texts = texts;
    this.clocks = clocks;
    this.clock = clock;
  }

  /** One request. */
  public record Row(
      String seller,
      String type,
      String source,
      Instant receivedAt,
      Clocks.Ring due,
      String state,
      String look,
      String stores) {}

  /** Of all assigned sellers, those that are due first come first. */
  public List<Row> rows() {
    List<Row> known = rows;
    if (known == null) {
      List<Row> all = new ArrayList<>();
      desk.all().forEach(seller -> all.addAll(of(seller)));
      all.sort(Comparator.comparing(row -> row.due().end()));
      known = List.copyOf(all);
      rows = known;
    }
    return known;
  }

  private List<Row> of(SellerId seller) {
    String name = reader.name(seller).orElse("");
    List<Row> found = new ArrayList<>();
    for (DataRequest wish : cases.wishes(seller)) {
      boolean answered = wish.answeredAt().isPresent();
      found.add(
          new Row(
              name,
              texts.get("support.privacy.type.know"),
              wish.channel() + " " + wish.request(),
              wish.receivedAt(),
              clocks.ring(wish.receivedAt(), wish.dueBy(), wish.answeredAt()),
              texts.get(
                  answered
                      ? "support.privacy.state.answered"
                      : "support.privacy.state.with-seller"),
              answered ? "delivered" : clock.instant().isAfter(wish.dueBy()) ? "danger" : "waiting",
              texts.with("support.privacy.message.orders", wish.orders().size(), wish.named())));
    }
    for (CaseReader.Read read : cases.all(seller)) {
      if (read.it().scope() instanceof CaseScope.Buyers) {
        CaseView view = new CaseView(read, name, texts, clocks, clock.instant());
        found.add(
            new Row(
                name,
                texts.get("support.privacy.type.forget"),
                view.trigger(),
                view.requestedAt(),
                clocks.ring(view.requestedAt(), view.dueBy(), read.it().erasedAt()),
                view.stage(),
                view.look(),
                view.begun() ? view.progress() : view.advice()));
      }
    }
    return found;
  }
}
