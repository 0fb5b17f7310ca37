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

  private static final int MOST = 5;
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final TellPeople tell;
  private final SignedIn signedIn;
  private final Texts texts;
  private final Times times;
  private final Optional<UUID> named;
  private @Nullable List<Card> cards;

  @Inject
  NoticeBoard(
      TellPeople tell, SignedIn signedIn, Texts texts, Times times, HttpServletRequest request) {
    this.tell = tell;
    this.signedIn = signedIn;
    this.texts = texts;
    this.times = times;
    this.named =
        Optional.ofNullable(request.getParameter("notice"))
            .filter(text -> ID.matcher(text).matches())
            .map(UUID::fromString);
  }

  /** A notice in the reader's words. */
  public record Card(UUID id, String title, String body, Instant raisedAt, String look) {}

  /** The newest first, at most five. */
  public List<Card> open() {
    List<Card> known = cards;
    if (known == null) {
      known = tell.open(signedIn.seller()).stream().limit(MOST).map(this::card).toList();
      cards = known;
    }
    return known;
  }

  private Card card(Notice notice) {
    return new Card(
        notice.id(),
        NoticeTexts.title(notice, texts.locale(), times.zone()),
        NoticeTexts.body(notice, texts.locale(), times.zone()),
        notice.raisedAt(),
        notice.kind().name().startsWith("LAPSED") ? "danger" : "warning");
  }

  /** Puts away the notice that the button names, for everybody of the organisation. */
  public void dismiss() {
    signedIn.need(permission());
    named.ifPresent(id -> tell.dismiss(signedIn.seller(), id, signedIn.actor()));
    cards = null;
  }

  /** Whose work a notice is about. */
  public Permission permission() {
    return signedIn.account().role().ofSeller()
        ? Permission.CHANNELS_WORK
        : Permission.CREDENTIALS_WORK;
  }
}
