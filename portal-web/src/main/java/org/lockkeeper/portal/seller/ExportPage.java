package org.lockkeeper.portal.seller;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.exports.AskExport;
import org.lockkeeper.compliance.exports.Export;
import org.lockkeeper.compliance.exports.TakeExport;
import org.lockkeeper.portal.exports.ExportWords;
import org.lockkeeper.portal.session.Download;
import org.lockkeeper.portal.session.Redirect;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Texts;

/**
 * {@code /seller/export}: one export of the person who asked for it: how far it is, and the file,
 * once. To everybody else it is not there.
 */
@Named
@RequestScoped
public class ExportPage {

  private static final String PAGE = "/seller/export";
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final AskExport ask;
  private final TakeExport take;
  private final SignedIn signedIn;
  private final Texts texts;
  private final Toast toast;
  private final Download download;
  private final Redirect redirect;
  private final String said;
  private final Optional<UUID> id;
  private @Nullable List<Export> read;

  @Inject
  ExportPage(
      AskExport ask,
      TakeExport take,
      SignedIn signedIn,
      Texts texts,
      Toast toast,
      Download download,
      Redirect redirect,
      HttpServletRequest request) {
    this.ask = ask;
    this.take = take;
    this.signedIn = signedIn;
    this.texts = texts;
    this.toast = toast;
    this.download = download;
    this.redirect = redirect;
    this.said = Optional.ofNullable(request.getParameter("id")).orElse("");
    this.id = Optional.of(said).filter(text -> ID.matcher(text).matches()).map(UUID::fromString);
  }

  static String path(UUID id) {
    return PAGE + "?id=" + id;
  }

  /** Answers that there is no such page unless it is an export of this person. */
  public void check() {
    if (said.isEmpty()) {
      redirect.to("/seller/exports");
    } else if (!here()) {
      redirect.nowhere();
    }
  }

  private Optional<Export> found() {
    List<Export> known = read;
    if (known == null) {
      known = id.flatMap(which -> ask.own(signedIn.account(), which)).stream().toList();
      read = known;
    }
    return known.stream().findFirst();
  }

  /** Whether it is an export of this person. */
  public boolean here() {
    return found().isPresent();
  }

  private Export it() {
    return found().orElseThrow();
  }

  public String id() {
    return it().id().toString();
  }

  public String state() {
    return ExportWords.state(it(), texts);
  }

  public String look() {
    return ExportWords.look(it());
  }

  /** What comes next, or why there is nothing to fetch. */
  public String next() {
    return texts.get("seller.export.next." + ExportWords.word(it().state()));
  }

  public String reason() {
    return ExportWords.reason(it().reason(), texts);
  }

  public String note() {
    return it().note();
  }

  public long rows() {
    return it().rows();
  }

  public int made() {
    return it().made();
  }

  public Instant askedAt() {
    return it().askedAt();
  }

  /** Until when the present state lasts; null once it is over. */
  public @Nullable Instant endsAt() {
    return it().state().open() ? it().endsAt() : null;
  }

  /** When it was over; null before. */
  public @Nullable Instant endedAt() {
    return it().endedAt().orElse(null);
  }

  /** SHA-256 of the file; empty text before it is made. */
  public String digest() {
    return it().digest().orElse("");
  }

  /** Whether it is being made. */
  public boolean making() {
    return it().state() == Export.State.MAKING;
  }

  /** Whether it changes by itself. */
  public boolean moving() {
    return making() || it().state() == Export.State.WAITS;
  }

  /** Whether the file can be fetched. */
  public boolean ready() {
    return it().state() == Export.State.READY;
  }

  /** Whether it can be taken back. */
  public boolean open() {
    return it().state().open();
  }

  /** Takes the wish back. */
  public void cancel() {
    signedIn.need(Permission.ORDERS_EXPORT);
    boolean done = id.filter(which -> ask.cancel(signedIn.account(), which)).isPresent();
    read = null;
    if (done) {
      toast.say(texts.get("seller.export.message.cancelled"));
    } else {
      toast.warn(texts.get("seller.export.message.too-late"));
    }
  }

  /** Sends the file, once. */
  public void download() {
    signedIn.needFresh(Permission.ORDERS_EXPORT);
    if (id.isEmpty()) {
      return;
    }
    TakeExport.Result result = take.of(signedIn.account(), id.get());
    read = null;
    switch (result) {
      case TakeExport.Result.File file ->
          download.file(file.name(), "text/csv;charset=UTF-8", file.content());
      case TakeExport.Result.NothingToFetch nothing ->
          toast.warn(texts.get("seller.export.message.nothing"));
      case TakeExport.Result.NotThere none -> redirect.nowhere();
    }
  }
}
