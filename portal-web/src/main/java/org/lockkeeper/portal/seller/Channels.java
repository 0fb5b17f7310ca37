package org.lockkeeper.portal.seller;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.credentials.AuthorizationServer;
import org.lockkeeper.credentials.AuthorizationServers;
import org.lockkeeper.credentials.BeginAuthorization;
import org.lockkeeper.credentials.PauseConnection;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.Scope;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.portal.session.BrowserSession;
import org.lockkeeper.portal.session.PublicAddress;
import org.lockkeeper.portal.session.Redirect;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Clocks;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.wiring.ActorOfTheThread;

/** {@code /seller/channels}: which accounts are open to us, what for, and until when. */
@Named
@RequestScoped
public class Channels {

  private final ChannelsReader reader;
  private final AuthorizationServers servers;
  private final BeginAuthorization begin;
  private final PauseConnection pause;
  private final BrowserSession session;
  private final PublicAddress address;
  private final SignedIn signedIn;
  private final ActorOfTheThread actor;
  private final HttpServletRequest request;
  private final Redirect redirect;
  private final Toast toast;
  private final Texts texts;
  private final Clocks clocks;
  private final Clock clock;
  private @Nullable List<ConnectionCard> cards;
  private Optional<BrowserSession.News> news = Optional.empty();
  private boolean asked;
  private @Nullable String answer;
  private @Nullable String refused;

  @Inject
  Channels(
      ChannelsReader reader,
      AuthorizationServers servers,
      BeginAuthorization begin,
      PauseConnection pause,
      BrowserSession session,
      PublicAddress address,
      SignedIn signedIn,
      ActorOfTheThread actor,
      HttpServletRequest request,
      Redirect redirect,
      Toast toast,
      Texts texts,
      Clocks clocks,
      Clock clock) {
    this.reader = reader;
    this.servers = servers;
    this.begin = begin;
    this.pause = pause;
    this.session = session;
    this.address = address;
    this.signedIn = signedIn;
    this.actor = actor;
    this.request = request;
    this.redirect = redirect;
    this.toast = toast;
    this.texts = texts;
    this.clocks = clocks;
    this.clock = clock;
  }

  /**
   * A platform that can be connected.
   *
   * @param kind {@code NOTHING}, {@code ACCOUNT} or {@code CHOICE}
   * @param rights what is asked for, and why
   * @param taken whether there is a connection to it already, of which one is enough
   */
  public record Offer(
      String platform,
      String name,
      String kind,
      List<String> choices,
      List<ConnectionCard.Right> rights,
      boolean taken) {}

  /** The connections that are open, then those that ended. */
  public List<ConnectionCard> cards() {
    List<ConnectionCard> read = cards;
    if (read == null) {
      read =
          reader.of(signedIn.seller()).stream()
              .map(
                  line ->
                      ConnectionCard.of(
                          line,
                          servers.of(line.grant().platform()),
                          clock.instant(),
                          texts,
                          clocks))
              .toList();
      cards = read;
    }
    return read;
  }

  /** The connections that messages still come in by. */
  public List<ConnectionCard> open() {
    return cards().stream().filter(ConnectionCard::open).toList();
  }

  /** Those that were disconnected. */
  public List<ConnectionCard> ended() {
    return cards().stream().filter(card -> !card.open()).toList();
  }

  /** The platforms that are installed; whatever they are. */
  public List<Offer> offers() {
    return servers.all().stream()
        .map(
            server ->
                new Offer(
                    server.platform().value(),
                    ChannelNames.name(server.platform().value()),
                    server.question().kind().name(),
                    server.question().choices(),
                    rights(server),
                    server.platform().equals(Platform.AMAZON)
                        && open().stream().anyMatch(c -> c.platform().equals("amazon"))))
        .toList();
  }

  private List<ConnectionCard.Right> rights(AuthorizationServer server) {
    return server.scopes().stream()
        .map(Scope::name)
        .map(
            name ->
                new ConnectionCard.Right(
                    name, ConnectionCard.purpose(server.platform().value(), name, texts), true))
        .toList();
  }

  /** What the platform wants to know first. */
  public String question(Offer offer) {
    return texts.getOr(
        "seller.channels.question." + offer.platform(),
        "seller.channels.question.other",
        offer.name());
  }

  /** How the answer to the platform's question looks. */
  public String questionHelp(Offer offer) {
    return texts.getOr(
        "seller.channels.question-help." + offer.platform(),
        "seller.channels.question-help.other",
        offer.name());
  }

  /** A choice in words: a country by its name. */
  public String choice(String choice) {
    return choice.matches("[A-Z]{2}")
        ? Locale.of("", choice).getDisplayCountry(texts.locale())
        : choice;
  }

  /** What came of the last way to a platform; empty text if nothing is to be said. */
  public String newsLook() {
    return news()
        .map(
            n ->
                switch (n.outcome()) {
                  case "connected", "renewed" -> "good";
                  case "denied" -> "info";
                  case "expired", "code-refused", "platform-unavailable", "scopes-missing" ->
                      "warning";
                  default -> "danger";
                })
        .orElse("");
  }

  public String newsTitle() {
    return news()
        .map(
            n -> texts.with("seller.channels.news." + n.outcome(), ChannelNames.name(n.platform())))
        .orElse("");
  }

  public String newsHelp() {
    return news()
        .map(
            n ->
                texts.with(
                    "seller.channels.news-help." + n.outcome(),
                    ChannelNames.name(n.platform()),
                    n.detail()))
        .orElse("");
  }

  private Optional<BrowserSession.News> news() {
    if (!asked) {
      news = session.news();
      asked = true;
    }
    return news;
  }

  /** Sends the seller to the platform. */
  public void connect(String platform) {
    signedIn.needFresh(Permission.CHANNELS_WORK);
    go(
        begin.of(
            signedIn.seller(),
            session.digest(),
            new Platform(platform),
            said(),
            address.callback(platform)),
        platform);
  }

  /** What was said in the one form that was sent; the list of forms shares one field of ours. */
  private String said() {
    return request.getParameterMap().entrySet().stream()
        .filter(e -> e.getKey().endsWith(":account") || e.getKey().endsWith(":choice"))
        .filter(e -> e.getValue().length == 1)
        .map(e -> e.getValue()[0])
        .findFirst()
        .orElseGet(this::getAnswer);
  }

  /** Sends the seller to the platform for a connection that there is. */
  public void again(ConnectionCard card) {
    signedIn.needFresh(Permission.CHANNELS_WORK);
    go(
        begin.again(
            signedIn.seller(),
            session.digest(),
            ConnectionId.of(card.id()),
            address.callback(card.platform())),
        card.platform());
  }

  private void go(BeginAuthorization.Result result, String platform) {
    switch (result) {
      case BeginAuthorization.Result.Go go -> redirect.away(go.consent());
      case BeginAuthorization.Result.UnusableAnswer u -> refused = platform;
      case BeginAuthorization.Result.NothingToAuthorize n -> redirect.to("/seller/channels");
    }
  }

  /** Whether the answer for this platform names no account there. */
  public boolean refused(Offer offer) {
    return offer.platform().equals(refused);
  }

  /** Gives the connection a rest. */
  public void pause(ConnectionCard card) {
    signedIn.need(Permission.CHANNELS_WORK);
    if (actor.as(
        signedIn.actor(), () -> pause.begin(signedIn.seller(), ConnectionId.of(card.id())))) {
      cards = null;
      toast.say(texts.with("seller.channels.message.paused", card.name(), card.label()));
    }
  }

  /** Ends the rest. */
  public void resume(ConnectionCard card) {
    signedIn.need(Permission.CHANNELS_WORK);
    if (actor.as(
        signedIn.actor(), () -> pause.end(signedIn.seller(), ConnectionId.of(card.id())))) {
      cards = null;
      toast.say(texts.with("seller.channels.message.resumed", card.name(), card.label()));
    }
  }

  public String getAnswer() {
    return answer == null ? "" : answer;
  }

  public void setAnswer(@Nullable String answer) {
    this.answer = answer;
  }
}
