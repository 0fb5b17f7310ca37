package org.lockkeeper.portal.seller;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.exports.AskExport;
import org.lockkeeper.compliance.exports.Export;
import org.lockkeeper.portal.exports.ExportWords;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Texts;

/**
 * {@code /seller/exports}: what the person asked for, and what colleagues ask that needs the yes of
 * another.
 */
@Named
@RequestScoped
public class Exports {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final AskExport ask;
  private final SignedIn signedIn;
  private final Texts texts;
  private final Toast toast;
  private final HttpServletRequest request;
  private @Nullable List<Row> rows;
  private @Nullable List<Wish> wishes;

  @Inject
  Exports(AskExport ask, SignedIn signedIn, Texts texts, Toast toast, HttpServletRequest request) {
    this.ask = ask;
    this.signedIn = signedIn;
    this.texts = texts;
    this.toast = toast;
    this.request = request;
  }

  /**
   * One of the own.
   *
   * @param endsAt until when the present state lasts; null once it is over
   */
  public record Row(
      String path,
      Instant askedAt,
      String reason,
      String note,
      long count,
      String state,
      String look,
      boolean moving,
      @Nullable Instant endsAt) {}

  /** One of a colleague that waits for a yes. */
  public record Wish(
      String id,
      String who,
      Instant askedAt,
      String reason,
      String note,
      long count,
      Instant endsAt) {}

  /** The own exports, newest first. */
  public List<Row> rows() {
    List<Row> read = rows;
    if (read == null) {
      read = ask.own(signedIn.account()).stream().map(this::row).toList();
      rows = read;
    }
    return read;
  }

  private Row row(Export it) {
    return new Row(
        ExportPage.path(it.id()),
        it.askedAt(),
        ExportWords.reason(it.reason(), texts),
        it.note(),
        it.rows(),
        ExportWords.state(it, texts),
        ExportWords.look(it),
        it.state() == Export.State.MAKING,
        it.state().open() ? it.endsAt() : null);
  }

  /** Whether something is being made. */
  public boolean moving() {
    return rows().stream().anyMatch(Row::moving);
  }

  /** What waits for this person's yes, oldest first. */
  public List<Wish> wishes() {
    List<Wish> read = wishes;
    if (read == null) {
      List<Export> waiting = ask.waiting(signedIn.account());
      Map<UUID, String> names = waiting.isEmpty() ? Map.of() : ask.colleagues(signedIn.account());
      read = waiting.stream().map(it -> wish(it, names)).toList();
      wishes = read;
    }
    return read;
  }

  private Wish wish(Export it, Map<UUID, String> names) {
    return new Wish(
        it.id().toString(),
        names.getOrDefault(it.account(), ""),
        it.askedAt(),
        ExportWords.reason(it.reason(), texts),
        it.note(),
        it.rows(),
        it.endsAt());
  }

  /** Agrees that a colleague may have a file. */
  public void grant() {
    signedIn.needFresh(Permission.ORDERS_EXPORT);
    decide(true);
  }

  /** Does not. */
  public void decline() {
    signedIn.needFresh(Permission.ORDERS_EXPORT);
    decide(false);
  }

  private void decide(boolean granted) {
    AskExport.Decided decided =
        Optional.ofNullable(request.getParameter("wish"))
            .filter(text -> ID.matcher(text).matches())
            .map(text -> ask.decide(signedIn.account(), UUID.fromString(text), granted))
            .orElse(AskExport.Decided.GONE);
    wishes = null;
    rows = null;
    switch (decided) {
      case DONE ->
          toast.say(
              texts.get(
                  granted ? "seller.exports.message.granted" : "seller.exports.message.declined"));
      case OWN -> toast.warn(texts.get("seller.exports.message.own"));
      case TOO_MANY_ROWS -> toast.warn(texts.get("seller.exports.message.too-many-rows"));
      case GONE -> toast.warn(texts.get("seller.exports.message.gone"));
    }
  }
}
