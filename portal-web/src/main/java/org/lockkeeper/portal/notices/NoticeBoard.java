package org.lockkeeper.portal.notices;

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
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.NoticeTexts;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;

/** What the person's organisation has to know and nobody has put away. */
@Named
@RequestScoped
public class NoticeBoard {

  /** The most cards, and the most further notices that are told apart on one. */
  private static final int MOST = 5;

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final TellPeople tell;
  private final SignedIn signedIn;
  private final Texts texts;
  private final Times times;
  private final String here;
  private final Optional<UUID> named;
  private @Nullable List<Card> cards;

  @Inject
  NoticeBoard(
      TellPeople tell, SignedIn signedIn, Texts texts, Times times, HttpServletRequest request) {
    this.tell = tell;
    this.signedIn = signedIn;
    this.texts = texts;
    this.times = times;
    this.here = request.getServletPath().replace(".xhtml", "");
    this.named =
        Optional.ofNullable(request.getParameter("notice"))
            .filter(text -> ID.matcher(text).matches())
            .map(UUID::fromString);
  }

  /**
   * The notices of one kind in the reader's words.
   *
   * @param id of the newest
   * @param more what the others say in a line, as far as they say something else
   * @param count how many there are
   * @param path where they are listed; empty if it is this page, or none that the reader opens
   */
  public record Card(
      UUID id,
      String title,
      String body,
      List<String> more,
      int count,
      Instant raisedAt,
      String look,
      String path) {}

  /** One card for each kind, the one with the newest notice first, at most five. */
  public List<Card> open() {
    List<Card> known = cards;
    if (known == null) {
      known = Pile.of(tell.open(signedIn.seller())).stream().limit(MOST).map(this::card).toList();
      cards = known;
    }
    return known;
  }

  private Card card(Pile pile) {
    Notice shown = pile.soonest();
    String title = title(shown);
    return new Card(
        pile.newest().id(),
        title,
        NoticeTexts.body(shown, texts.locale(), times.zone()),
        pile.notices().stream()
            .map(this::title)
            .distinct()
            .filter(other -> !other.equals(title))
            .limit(MOST)
            .toList(),
        pile.size(),
        pile.newest().raisedAt(),
        shown.kind().name().startsWith("LAPSED") ? "danger" : "warning",
        path(shown.kind()));
  }

  private String title(Notice notice) {
    return NoticeTexts.title(notice, texts.locale(), times.zone());
  }

  private String path(Notice.Kind kind) {
    String page = WhereToLook.page(kind);
    boolean theirs = signedIn.account().role().ofSeller() == page.startsWith("/seller/");
    return theirs && !here.equals(page) ? page : "";
  }

  /**
   * Puts away the notice that the button names and all of its kind that are not newer, for
   * everybody of the organization.
   */
  public void dismiss() {
    signedIn.need(permission());
    named.ifPresent(id -> tell.dismissUpTo(signedIn.seller(), id, signedIn.actor()));
    cards = null;
  }

  /** Whose work a notice is about. */
  public Permission permission() {
    return signedIn.account().role().ofSeller()
        ? Permission.CHANNELS_WORK
        : Permission.CREDENTIALS_WORK;
  }
}
