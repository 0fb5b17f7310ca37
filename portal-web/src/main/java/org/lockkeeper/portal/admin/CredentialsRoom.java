package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.notices.Notice;
import org.lockkeeper.compliance.notices.TellPeople;
import org.lockkeeper.compliance.secrets.BreakGlass;
import org.lockkeeper.compliance.secrets.BreakGlassCase;
import org.lockkeeper.compliance.secrets.BreakGlassSteps;
import org.lockkeeper.compliance.secrets.CredentialRegister;
import org.lockkeeper.credentials.AuthorizationServers;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.credentials.RenewGrants;
import org.lockkeeper.credentials.RevokeAuthorization;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.credentials.Standing;
import org.lockkeeper.credentials.TokenStyle;
import org.lockkeeper.credentials.rotation.ApplicationSecret;
import org.lockkeeper.credentials.rotation.ApplicationSecretSources;
import org.lockkeeper.credentials.rotation.RotateApplicationSecret;
import org.lockkeeper.credentials.rotation.RotationPolicy;
import org.lockkeeper.credentials.rotation.SuspectCredential;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;
import org.lockkeeper.portal.wiring.ActorOfTheThread;

/**
 * {@code /admin/credentials-room}: every credential, how old it is, who read it, and what can be
 * done about it. No value is ever shown but by breaking the glass.
 */
@Named
@RequestScoped
public class CredentialsRoom {

  private static final int ROWS = 25;
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final RoomReader reader;
  private final AuthorizationServers servers;
  private final ApplicationSecretSources sources;
  private final RotateApplicationSecret rotate;
  private final RotationPolicy policy;
  private final SuspectCredential suspect;
  private final RevokeAuthorization revoke;
  private final RenewGrants tokens;
  private final TellPeople tell;
  private final BreakGlassSteps wishes;
  private final BreakGlass glass;
  private final SignedIn signedIn;
  private final ActorOfTheThread actors;
  private final Toast toast;
  private final Texts texts;
  private final Times times;
  private final Clock clock;

  private final String platform;
  private final String standing;
  private final int page;
  private final Optional<SellerId> seller;
  private final Optional<ConnectionId> connection;
  private final Optional<Platform> application;
  private final Optional<UUID> wished;

  private @Nullable List<RoomReader.Row> rows;
  private @Nullable LookUp one;
  private @Nullable String newSecret;
  private @Nullable String reason;
  private @Nullable String ticket;
  private @Nullable String shown;

  @Inject
  CredentialsRoom(
      RoomReader reader,
      AuthorizationServers servers,
      ApplicationSecretSources sources,
      RotateApplicationSecret rotate,
      RotationPolicy policy,
      SuspectCredential suspect,
      RevokeAuthorization revoke,
      RenewGrants tokens,
      TellPeople tell,
      BreakGlassSteps wishes,
      BreakGlass glass,
      SignedIn signedIn,
      ActorOfTheThread actors,
      Toast toast,
      Texts texts,
      Times times,
      Clock clock,
      HttpServletRequest request) {
    this.reader = reader;
    this.servers = servers;
    this.sources = sources;
    this.rotate = rotate;
    this.policy = policy;
    this.suspect = suspect;
    this.revoke = revoke;
    this.tokens = tokens;
    this.tell = tell;
    this.wishes = wishes;
    this.glass = glass;
    this.signedIn = signedIn;
    this.actors = actors;
    this.toast = toast;
    this.texts = texts;
    this.times = times;
    this.clock = clock;
    this.platform = parameter(request, "platform").filter(this::installed).orElse("");
    this.standing =
        parameter(request, "standing")
            .filter(List.of("ACTIVE", "PAUSED", "LAPSED", "REVOKED")::contains)
            .orElse("");
    this.page =
        parameter(request, "page")
            .filter(text -> text.matches("[1-9][0-9]{0,4}"))
            .map(Integer::parseInt)
            .orElse(1);
    this.seller =
        parameter(request, "seller").filter(t -> ID.matcher(t).matches()).map(SellerId::of);
    this.connection =
        parameter(request, "connection").filter(t -> ID.matcher(t).matches()).map(ConnectionId::of);
    this.wished =
        parameter(request, "wish").filter(t -> ID.matcher(t).matches()).map(UUID::fromString);
    this.application = parameter(request, "application").filter(this::installed).map(Platform::new);
  }

  private static Optional<String> parameter(HttpServletRequest request, String name) {
    return Optional.ofNullable(request.getParameter(name));
  }

  private boolean installed(String name) {
    return servers.all().stream().anyMatch(server -> server.platform().value().equals(name));
  }

  /** A figure with what it means. */
  public record Figure(String label, String value, String help, String look) {}

  /** A choice of what is listed. */
  public record Choice(String label, String path, boolean on) {}

  /** A line of a table. */
  public record Line(
      String path,
      String who,
      String platform,
      String account,
      String scopes,
      String version,
      @Nullable Instant written,
      @Nullable Instant next,
      String nextHelp,
      String standing,
      String look,
      @Nullable Instant lastRead,
      long reads) {}

  /** A line of a history. */
  public record Past(Instant at, String who, String what, String version, String why) {}

  /** A wish to see a secret. */
  public record Wish(
      UUID id,
      String what,
      String who,
      String reason,
      String ticket,
      Instant at,
      Instant until,
      String state,
      boolean mayApprove,
      boolean mayRefuse,
      boolean mayLook) {}

  // ---- the overview

  /** Whether one credential is looked at, and not all. */
  public boolean one() {
    return application.isPresent() || row().isPresent();
  }

  /** Whether a connection was asked for that is not there. */
  public boolean missing() {
    return !one() && connection.isPresent();
  }

  public List<Figure> tiles() {
    long lapsed = reader.count("", "LAPSED");
    long broken = applications().stream().filter(line -> !line.look().equals("delivered")).count();
    return List.of(
        new Figure(
            texts.get("admin.credentials-room.tile.connections"),
            number(reader.count("", "")),
            texts.get("admin.credentials-room.tile-help.connections"),
            "plain"),
        new Figure(
            texts.get("admin.credentials-room.tile.lapsed"),
            number(lapsed),
            texts.get("admin.credentials-room.tile-help.lapsed"),
            lapsed > 0 ? "warning" : "good"),
        new Figure(
            texts.get("admin.credentials-room.tile.applications"),
            number(broken),
            texts.get("admin.credentials-room.tile-help.applications"),
            broken > 0 ? "warning" : "good"));
  }

  private String number(long count) {
    return texts.with("common.number", count);
  }

  public List<Choice> platforms() {
    List<Choice> choices = new ArrayList<>();
    choices.add(
        new Choice(
            texts.get("admin.credentials-room.label.all"),
            list("", standing, 1),
            platform.isEmpty()));
    servers
        .all()
        .forEach(
            server ->
                choices.add(
                    new Choice(
                        name(server.platform()),
                        list(server.platform().value(), standing, 1),
                        platform.equals(server.platform().value()))));
    return choices;
  }

  public List<Choice> standings() {
    return List.of("", "ACTIVE", "PAUSED", "LAPSED", "REVOKED").stream()
        .map(
            word ->
                new Choice(
                    word.isEmpty()
                        ? texts.get("admin.credentials-room.label.in-force")
                        : texts.get(standingKey(word)),
                    list(platform, word, 1),
                    standing.equals(word)))
        .toList();
  }

  private static String list(String platform, String standing, int page) {
    return "/admin/credentials-room?platform="
        + platform
        + "&standing="
        + standing
        + "&page="
        + page;
  }

  private static String standingKey(String word) {
    return "admin.credentials-room.standing." + word.toLowerCase(Locale.ROOT);
  }

  /** The secrets of our own applications. */
  public List<Line> applications() {
    return servers.all().stream()
        .map(server -> line(reader.application(server.platform())))
        .toList();
  }

  private Line line(RoomReader.Application app) {
    ApplicationSecret.Snapshot secret = app.secret();
    Optional<Instant> end = rotate.end(secret);
    boolean held = app.custody().current().isPresent();
    String look =
        !held || secret.trouble().isPresent()
            ? "exception"
            : secret.state() instanceof ApplicationSecret.State.Idle ? "delivered" : "routed";
    return new Line(
        "/admin/credentials-room?application=" + secret.platform(),
        texts.get("admin.credentials-room.label.ours"),
        name(secret.platform()),
        "",
        "",
        app.custody().current().map(h -> shortened(h.version())).orElse(""),
        app.custody().current().map(h -> h.writtenAt()).orElse(null),
        end.orElse(null),
        texts.get("admin.credentials-room.help.replaced-by"),
        held ? state(secret) : texts.get("admin.credentials-room.state.missing"),
        look,
        app.custody().reads().last().orElse(null),
        app.custody().reads().count());
  }

  private String state(ApplicationSecret.Snapshot secret) {
    return switch (secret.state()) {
      case ApplicationSecret.State.Idle i ->
          secret
              .trouble()
              .map(
                  trouble ->
                      texts.get(
                          "admin.credentials-room.trouble."
                              + trouble.reason().name().toLowerCase(Locale.ROOT)))
              .orElseGet(() -> texts.get("admin.credentials-room.state.idle"));
      case ApplicationSecret.State.Requested r ->
          texts.get("admin.credentials-room.state.requested");
      case ApplicationSecret.State.Trial t -> texts.get("admin.credentials-room.state.trial");
      case ApplicationSecret.State.Overlap o ->
          texts.with("admin.credentials-room.state.overlap", times.relative(o.until()));
    };
  }

  private List<RoomReader.Row> rows() {
    List<RoomReader.Row> known = rows;
    if (known == null) {
      known = new ArrayList<>();
      for (CredentialRegister.Entry entry :
          reader.entries(platform, standing, (page - 1) * ROWS, ROWS)) {
        reader.row(entry.seller(), entry.connection()).ifPresent(known::add);
      }
      rows = known;
    }
    return known;
  }

  /** The connections of this page of the list. */
  public List<Line> connections() {
    return rows().stream().map(this::line).toList();
  }

  private Line line(RoomReader.Row row) {
    Optional<Instant> renewal = row.renewal().flatMap(r -> r.nextTry().or(() -> r.renewAt()));
    Optional<Instant> next =
        row.grant().style() == TokenStyle.REPLACED ? renewal : row.grant().consentUntil();
    return new Line(
        "/admin/credentials-room?seller="
            + row.grant().seller()
            + "&connection="
            + row.grant().id(),
        row.seller(),
        name(row.grant().platform()),
        row.grant().account(),
        String.join(", ", row.grant().scopes().stream().sorted().toList()),
        row.custody().current().map(h -> shortened(h.version())).orElse(""),
        row.custody().current().map(h -> h.writtenAt()).orElse(null),
        next.orElse(null),
        row.grant().style() == TokenStyle.REPLACED
            ? texts.get("admin.credentials-room.help.renewed")
            : texts.get("admin.credentials-room.help.consent"),
        words(row.grant().standing()),
        look(row.grant().standing()),
        row.custody().reads().last().orElse(null),
        row.custody().reads().count());
  }

  private static String shortened(String version) {
    return version.length() <= 8 ? version : "…" + version.substring(version.length() - 8);
  }

  private String words(Standing of) {
    return switch (of) {
      case Standing.Active a -> texts.get("admin.credentials-room.standing.active");
      case Standing.Paused p -> texts.get("admin.credentials-room.standing.paused");
      case Standing.Lapsed l ->
          texts.get("admin.credentials-room.cause." + l.cause().name().toLowerCase(Locale.ROOT));
      case Standing.Revoked r -> texts.get("admin.credentials-room.standing.revoked");
    };
  }

  private static String look(Standing of) {
    return switch (of) {
      case Standing.Active a -> "delivered";
      case Standing.Paused p -> "routed";
      case Standing.Lapsed l -> "exception";
      case Standing.Revoked r -> "cancelled";
    };
  }

  /** How many connections the list has. */
  public long total() {
    return reader.count(platform, standing);
  }

  public String pageWords() {
    long total = total();
    long first = total == 0 ? 0 : (page - 1L) * ROWS + 1;
    return texts.with(
        "admin.credentials-room.message.page", first, Math.min(total, (long) page * ROWS), total);
  }

  public String previous() {
    return page > 1 ? list(platform, standing, page - 1) : "";
  }

  public String next() {
    return (long) page * ROWS < total() ? list(platform, standing, page + 1) : "";
  }

  private String name(Platform of) {
    return texts.getOr(
        "admin.credentials-room.platform." + of,
        "admin.credentials-room.message.platform",
        of.value());
  }

  // ---- one credential

  /** A look-up that was made. */
  private record LookUp(Optional<RoomReader.Row> answer) {}

  private Optional<RoomReader.Row> row() {
    LookUp known = one;
    if (known == null) {
      known =
          new LookUp(
              seller.isPresent() && connection.isPresent()
                  ? reader.row(seller.get(), connection.get())
                  : Optional.empty());
      one = known;
    }
    return known.answer();
  }

  /** The credential that is looked at. */
  public Line it() {
    return application
        .map(of -> line(reader.application(of)))
        .or(() -> row().map(this::line))
        .orElseThrow(() -> new IllegalStateException("no credential is looked at"));
  }

  public boolean isApplication() {
    return application.isPresent();
  }

  public String sellerId() {
    return seller.map(SellerId::toString).orElse("");
  }

  public String connectionId() {
    return connection.map(ConnectionId::toString).orElse("");
  }

  public String applicationId() {
    return application.map(Platform::value).orElse("");
  }

  /** Whether there is a secret in use that something can be done about. */
  public boolean live() {
    return isApplication() || row().filter(r -> r.grant().usable()).isPresent();
  }

  /** Whether the grant has not ended for good. */
  public boolean open() {
    return isApplication() || row().filter(r -> r.grant().listening()).isPresent();
  }

  /** Whether a new application secret is asked for, and not entered. */
  public boolean asked() {
    return application.flatMap(sources::of).isPresent();
  }

  public String rotateHelp() {
    if (isApplication()) {
      return texts.get(
          asked()
              ? "admin.credentials-room.help.rotate-ask"
              : "admin.credentials-room.help.rotate-enter");
    }
    return texts.get(
        row().filter(r -> r.grant().style() == TokenStyle.REPLACED).isPresent()
            ? "admin.credentials-room.help.rotate-renew"
            : "admin.credentials-room.help.rotate-consent");
  }

  /** The promise behind an application's dates, such as {@code R-20}. */
  public String source() {
    return application.map(of -> policy.rule(of).source()).orElse("");
  }

  /** What happened to the secret, the newest first. */
  public List<Past> history() {
    return reader.history(owner(), ref()).stream().map(this::past).toList();
  }

  private SellerId owner() {
    return isApplication() ? SellerId.PLATFORM : seller.orElseThrow();
  }

  private SecretRef ref() {
    return application
        .map(of -> SecretRef.appSecret(of.value()))
        .or(() -> row().map(r -> r.grant().secret()))
        .orElseThrow();
  }

  private Past past(AuditEntry entry) {
    String version = entry.facts().getOrDefault("version", "");
    String purpose = entry.facts().getOrDefault("purpose", "");
    return new Past(
        entry.at(),
        who(entry.actor()),
        texts.getOr(
            "admin.credentials-room.action." + entry.action().replace("secret.", ""),
            "admin.credentials-room.message.action",
            entry.action()),
        shortened(version),
        purpose.isEmpty()
            ? ""
            : texts.getOr("Purpose." + purpose, "admin.credentials-room.message.action", purpose));
  }

  private String who(Actor actor) {
    return switch (actor) {
      case Actor.Person person ->
          reader
              .person(person.account())
              .orElseGet(() -> texts.get("admin.credentials-room.message.person"));
      case Actor.Channel channel -> channel.name().value();
      case Actor.Task task -> task.name();
    };
  }

  // ---- what can be done

  private <T> T inMyName(Supplier<T> work) {
    return actors.as(signedIn.actor(), work);
  }

  /** Rotates: asks, renews, or tells the seller, whichever replaces the secret. */
  public void rotate() {
    signedIn.needFresh(Permission.CREDENTIALS_WORK);
    if (application.isPresent()) {
      say(inMyName(() -> rotate.ask(application.get(), signedIn.actor())));
      return;
    }
    row()
        .filter(r -> r.grant().usable())
        .ifPresent(
            r -> {
              if (r.grant().style() == TokenStyle.REPLACED) {
                renew(r);
              } else {
                inMyName(
                    () ->
                        tell.of(
                            r.grant().seller(),
                            Notice.Kind.CONSENT_WANTED,
                            "connection:" + r.grant().id(),
                            r.grant().platform().value(),
                            r.grant().label(),
                            clock.instant().truncatedTo(ChronoUnit.DAYS),
                            0));
                toast.say(texts.get("admin.credentials-room.message.seller-asked"));
              }
            });
    forget();
  }

  private void renew(RoomReader.Row r) {
    try {
      inMyName(
          () -> {
            tokens.renewNow(r.grant(), signedIn.actor());
            return true;
          });
      toast.say(texts.get("admin.credentials-room.message.renewed"));
    } catch (PlatformTrouble e) {
      toast.warn(
          e.kind() == PlatformTrouble.Kind.UNAUTHORIZED
              ? texts.get("admin.credentials-room.message.renewal-ended")
              : texts.with(
                  "admin.credentials-room.message.renewal-later",
                  times.relative(
                      clock.instant().plus(e.retryAfter().orElse(Duration.ofMinutes(1))))));
    }
  }

  /** Takes a new application secret that was typed in, and tries it. */
  public void enter() {
    signedIn.needFresh(Permission.CREDENTIALS_WORK);
    String typed = newSecret;
    newSecret = null;
    if (application.isEmpty() || typed == null || typed.isBlank() || typed.length() > 4096) {
      toast.warn(texts.get("admin.credentials-room.message.nothing-entered"));
      return;
    }
    try (Secret value = Secret.of(typed.strip())) {
      say(inMyName(() -> rotate.enter(application.get(), value, signedIn.actor())));
    }
  }

  private void say(RotateApplicationSecret.Result result) {
    String what =
        texts.get(
            "admin.credentials-room.result."
                + result.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    switch (result) {
      case ASKED, IN_USE, WAITING -> toast.say(what);
      case REFUSED, UNDER_WAY, ENTER_IT -> toast.warn(what);
    }
  }

  /** Somebody else may know it. */
  public void suspect() {
    signedIn.need(Permission.CREDENTIALS_WORK);
    if (application.isPresent()) {
      say(inMyName(() -> suspect.ofApplication(application.get(), signedIn.actor())));
      return;
    }
    row()
        .ifPresent(
            r -> {
              inMyName(() -> suspect.ofConnection(r.grant().seller(), r.grant().id()));
              toast.say(texts.get("admin.credentials-room.message.suspected"));
            });
    forget();
  }

  /** Ends the seller's grant for good. */
  public void end() {
    signedIn.needFresh(Permission.CREDENTIALS_WORK);
    row()
        .filter(r -> r.grant().listening())
        .ifPresent(
            r -> {
              inMyName(
                  () -> {
                    revoke.of(r.grant().seller(), r.grant().id());
                    return true;
                  });
              tokens.forget(r.grant().id());
              toast.say(texts.get("admin.credentials-room.message.ended"));
            });
    forget();
  }

  private void forget() {
    one = null;
    rows = null;
  }

  // ---- breaking the glass

  /** Asks to see the secret. */
  public void ask() {
    signedIn.needFresh(Permission.CREDENTIALS_WORK);
    BreakGlassCase.Target target =
        new BreakGlassCase.Target(
            owner(),
            isApplication() ? Optional.empty() : connection,
            application.orElseGet(() -> row().orElseThrow().grant().platform()),
            ref());
    boolean good =
        wishes.request(
            signedIn.account(),
            target,
            Optional.ofNullable(reason).orElse(""),
            Optional.ofNullable(ticket).orElse(""));
    if (good) {
      toast.say(texts.get("admin.credentials-room.message.asked"));
      reason = null;
      ticket = null;
    } else {
      toast.warn(texts.get("admin.credentials-room.message.not-asked"));
    }
  }

  /** The wishes of the last day. */
  public List<Wish> wishes() {
    Instant now = clock.instant();
    return reader.cases().stream().map(found -> wish(found, now)).toList();
  }

  private Wish wish(BreakGlassCase.Snapshot found, Instant now) {
    boolean open = found.openAt(now);
    boolean mine = found.requester().equals(signedIn.account().id());
    String state =
        switch (found.state()) {
          case BreakGlassCase.State.Requested r -> open ? "requested" : "expired";
          case BreakGlassCase.State.Approved a -> open ? "approved" : "expired";
          case BreakGlassCase.State.Shown s -> "shown";
          case BreakGlassCase.State.Refused r -> "refused";
        };
    return new Wish(
        found.id(),
        name(found.target().platform())
            + found.target().connection().map(id -> " " + shortened(id.toString())).orElse(""),
        reader
            .person(found.requester())
            .orElseGet(() -> texts.get("admin.credentials-room.message.person")),
        found.reason(),
        found.ticket(),
        found.state().at(),
        BreakGlassSteps.until(found),
        texts.get("admin.credentials-room.wish." + state),
        open
            && found.state() instanceof BreakGlassCase.State.Requested
            && wishes.mayApprove(signedIn.account(), found),
        open,
        open && mine && found.state() instanceof BreakGlassCase.State.Approved);
  }

  /** The wish that a button names: by its id, so that no other is meant when the list has grown. */
  public void approve() {
    signedIn.needFresh(Permission.CREDENTIALS_WORK);
    if (wished.filter(id -> wishes.approve(signedIn.account(), id)).isPresent()) {
      toast.say(texts.get("admin.credentials-room.message.approved"));
    } else {
      toast.warn(texts.get("admin.credentials-room.message.not-approved"));
    }
  }

  public void refuse() {
    signedIn.need(Permission.CREDENTIALS_WORK);
    if (wished.filter(id -> wishes.refuse(signedIn.account(), id)).isPresent()) {
      toast.say(texts.get("admin.credentials-room.message.refused"));
    } else {
      toast.warn(texts.get("admin.credentials-room.message.not-approved"));
    }
  }

  /** Shows the value on the page that answers this request, and on no other. */
  public void look() {
    signedIn.needFresh(Permission.CREDENTIALS_WORK);
    Optional<Secret> value = wished.flatMap(id -> glass.look(signedIn.account(), id));
    if (value.isEmpty()) {
      toast.warn(texts.get("admin.credentials-room.message.not-shown"));
      return;
    }
    try (Secret open = value.get()) {
      shown = open.<String>reveal(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
  }

  /** The value, for the answer to the request that asked for it; empty text otherwise. */
  public String shown() {
    return Optional.ofNullable(shown).orElse("");
  }

  public @Nullable String getNewSecret() {
    return null;
  }

  public void setNewSecret(@Nullable String newSecret) {
    this.newSecret = newSecret;
  }

  public @Nullable String getReason() {
    return reason;
  }

  public void setReason(@Nullable String reason) {
    this.reason = reason;
  }

  public @Nullable String getTicket() {
    return ticket;
  }

  public void setTicket(@Nullable String ticket) {
    this.ticket = ticket;
  }
}
