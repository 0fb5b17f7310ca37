package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.disposal.EndHold;
import org.lockkeeper.compliance.disposal.HoldDecision;
import org.lockkeeper.compliance.disposal.PlaceHold;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.portal.people.PeopleWords;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.retention.AgeRule;
import org.lockkeeper.retention.Anchor;
import org.lockkeeper.retention.Basis;
import org.lockkeeper.retention.DataKind;
import org.lockkeeper.retention.HoldRegister;
import org.lockkeeper.retention.LegalHold;
import org.lockkeeper.retention.Remnant;
import org.lockkeeper.retention.RetentionSchedule;

/**
 * {@code /admin/retention-policy}: the edition in force with every rule and its source, sellers who
 * keep buyers for less, and legal holds: placing one after a look at what it suspends, putting its
 * end off, ending it, and what was decided.
 */
@Named
@RequestScoped
public class RetentionPolicy {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final RetentionReader reader;
  private final SellerChoice choice;
  private final RetentionSchedule schedule;
  private final PlaceHold place;
  private final EndHold ending;
  private final SignedIn signedIn;
  private final PeopleWords words;
  private final Toast toast;
  private final Texts texts;
  private final Clock clock;
  private final Optional<HoldRegister.Entry> asked;

  private @Nullable String seller;
  private @Nullable String subject;
  private List<String> kinds = new ArrayList<>();
  private @Nullable String reason;
  private @Nullable String basis;
  private @Nullable String until;
  private @Nullable String seen;
  private @Nullable String why;
  private @Nullable String fault;
  private HoldRegister.@Nullable Suspended suspended;

  @Inject
  RetentionPolicy(
      RetentionReader reader,
      SellerChoice choice,
      RetentionSchedule schedule,
      PlaceHold place,
      EndHold ending,
      SignedIn signedIn,
      PeopleWords words,
      Toast toast,
      Texts texts,
      Clock clock,
      HttpServletRequest request) {
    this.reader = reader;
    this.choice = choice;
    this.schedule = schedule;
    this.place = place;
    this.ending = ending;
    this.signedIn = signedIn;
    this.words = words;
    this.toast = toast;
    this.texts = texts;
    this.clock = clock;
    this.asked =
        id(request.getParameter("hold"))
            .flatMap(
                hold ->
                    id(request.getParameter("of"))
                        .map(of -> new HoldRegister.Entry(new SellerId(of), hold)));
  }

  private static Optional<UUID> id(@Nullable String text) {
    return Optional.ofNullable(text)
        .map(String::strip)
        .filter(t -> ID.matcher(t).matches())
        .map(UUID::fromString);
  }

  /** A rule in words. */
  public record Rule(String what, String when, String keep, String basis, String source) {}

  /** A seller with a shorter span. */
  public record Shorter(String seller, long days, @Nullable Instant since, boolean applied) {}

  /** A hold as it is listed. */
  public record Row(
      String path,
      String seller,
      String scope,
      String kinds,
      String reason,
      String basis,
      String owner,
      Instant beganAt,
      Instant endsAt,
      boolean inForce) {}

  /** A choice of a list. */
  public record Choice(String value, String label) {}

  /** A decision about a hold. */
  public record Decision(Instant at, String who, String what, String reason) {}

  // ---- the policy

  public LocalDate edition() {
    return schedule.edition();
  }

  public List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    for (Anchor anchor : Arrays.asList(Anchor.values()).reversed()) {
      rules.add(
          new Rule(
              texts.get("admin.retention-policy.kind.buyer"),
              texts.get("admin.retention.rule." + word(anchor)),
              days(schedule.rule(anchor).keepFor()),
              texts.get(basisKey(schedule.rule(anchor).basis())),
              schedule.rule(anchor).source()));
    }
    for (DataKind kind : DataKind.values()) {
      if (kind != DataKind.BUYER) {
        rules.add(rule("admin.retention-policy.kind." + word(kind), schedule.rule(kind)));
      }
    }
    for (Remnant remnant : Remnant.values()) {
      rules.add(rule("admin.retention-policy.remnant." + word(remnant), schedule.rule(remnant)));
    }
    return rules;
  }

  private Rule rule(String key, AgeRule rule) {
    return new Rule(
        texts.get(key),
        texts.get("admin.retention-policy.from." + word(rule.countedFrom())),
        days(rule.keepFor()),
        texts.get(basisKey(rule.basis())),
        rule.source());
  }

  /** The clocks of the policy. */
  public List<Rule> clocks() {
    return Arrays.stream(RetentionSchedule.Term.values())
        .map(
            term ->
                new Rule(
                    texts.get("admin.retention-policy.term." + word(term)),
                    "",
                    days(schedule.term(term)),
                    "",
                    schedule.clocked(term).source()))
        .toList();
  }

  private String days(Duration span) {
    if (span.isZero()) {
      return texts.get("admin.retention.message.at-once");
    }
    return span.toDays() > 0
        ? texts.with("admin.retention.message.keep", span.toDays())
        : texts.with("admin.retention-policy.message.hours", span.toHours());
  }

  private static String basisKey(Basis of) {
    return "admin.retention-policy.basis." + word(of);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Sellers who keep buyers for less than the policy allows. */
  public List<Shorter> shorter() {
    List<Shorter> rows = new ArrayList<>();
    for (SellerId id : reader.sellersWithShorterSpan(schedule.channelSpan().longest())) {
      reader
          .span(id)
          .ifPresent(
              span ->
                  rows.add(
                      new Shorter(
                          name(id),
                          span.span().toDays(),
                          span.since(),
                          span.appliedAt().isPresent())));
    }
    return rows;
  }

  private String name(SellerId id) {
    return reader.name(id).orElseGet(id::toString);
  }

  // ---- holds

  public List<Row> holds() {
    List<Account> people = reader.people();
    List<Row> rows = new ArrayList<>();
    for (HoldRegister.Entry entry : reader.holds()) {
      reader.hold(entry).ifPresent(hold -> rows.add(row(hold, people)));
    }
    return rows;
  }

  private Row row(LegalHold hold, List<Account> people) {
    return new Row(
        "/admin/retention-policy?of=" + hold.seller() + "&hold=" + hold.id(),
        name(hold.seller()),
        switch (hold.scope()) {
          case LegalHold.Scope.WholeSeller w -> texts.get("admin.retention-policy.scope.seller");
          case LegalHold.Scope.OneConnection c ->
              texts.with("admin.retention-policy.scope.connection", c.connection().toString());
          case LegalHold.Scope.OneOrder o ->
              texts.with("admin.retention-policy.scope.order", o.order().toString());
        },
        hold.kinds().stream()
            .sorted()
            .map(kind -> texts.get("admin.retention-policy.kind." + word(kind)))
            .collect(Collectors.joining(", ")),
        hold.reason(),
        hold.basis(),
        person(hold.owner(), people),
        hold.beganAt(),
        hold.endsAt(),
        hold.endsAt().isAfter(clock.instant()));
  }

  private String person(UUID id, List<Account> people) {
    return people.stream()
        .filter(account -> account.id().equals(id))
        .map(words::name)
        .findFirst()
        .orElseGet(() -> texts.get("admin.retention-policy.message.nobody"));
  }

  /** The one hold that is looked at. */
  public @Nullable Row one() {
    return asked.flatMap(reader::hold).map(hold -> row(hold, reader.people())).orElse(null);
  }

  public String oneId() {
    return asked.map(entry -> entry.id().toString()).orElse("");
  }

  public String oneOf() {
    return asked.map(entry -> entry.seller().toString()).orElse("");
  }

  /** What was decided about it, the latest first. */
  public List<Decision> history() {
    List<Account> people = reader.people();
    return asked
        .map(entry -> ending.history(entry.seller(), entry.id()))
        .orElseGet(List::of)
        .stream()
        .map(entry -> decision(entry, people))
        .toList();
  }

  private Decision decision(AuditEntry entry, List<Account> people) {
    return new Decision(
        entry.at(),
        entry.actor() instanceof Actor.Person by ? person(by.account(), people) : "Lockkeeper",
        texts.getOr("admin.retention-policy.event." + entry.action(), "common.raw", entry.action()),
        Optional.ofNullable(entry.facts().get("reason")).orElse(""));
  }

  public List<Choice> kindChoices() {
    return Arrays.stream(DataKind.values())
        .map(
            kind -> new Choice(kind.name(), texts.get("admin.retention-policy.kind." + word(kind))))
        .toList();
  }

  /** How many days a hold may last. */
  public long longest() {
    return schedule.term(RetentionSchedule.Term.HOLD_LONGEST).toDays();
  }

  /** The first step: shows what the hold would keep back. */
  public void look() {
    signedIn.need(Permission.RETENTION_WORK);
    suspended = null;
    seen = null;
    decision()
        .ifPresent(
            wanted -> {
              Optional<HoldDecision.Refusal> refusal = place.refusal(wanted);
              if (refusal.isPresent()) {
                fault = refusal(refusal.get());
              } else {
                suspended = place.preview(wanted);
                seen = fingerprint();
              }
            });
  }

  /** The second step: places exactly what was looked at. */
  public void put() {
    signedIn.needFresh(Permission.RETENTION_WORK);
    if (seen == null || !fingerprint().equals(seen)) {
      look();
      return;
    }
    decision()
        .ifPresent(
            wanted -> {
              Optional<HoldDecision.Refusal> refusal = place.of(wanted, signedIn.account());
              if (refusal.isPresent()) {
                fault = refusal(refusal.get());
                return;
              }
              toast.say(texts.get("admin.retention-policy.message.placed"));
              seller = null;
              subject = null;
              kinds = new ArrayList<>();
              reason = null;
              basis = null;
              until = null;
              seen = null;
            });
  }

  private String fingerprint() {
    return String.join(
        "|",
        String.valueOf(seller),
        String.valueOf(subject),
        new TreeSet<>(kinds).toString(),
        String.valueOf(reason),
        String.valueOf(basis),
        String.valueOf(until));
  }

  private Optional<HoldDecision> decision() {
    Optional<SellerId> of = choice.of(seller);
    Optional<Instant> end = end();
    if (of.isEmpty()) {
      fault = texts.get("admin.retention-policy.fault.seller");
      return Optional.empty();
    }
    if (end.isEmpty()) {
      fault = texts.get("admin.retention-policy.fault.end");
      return Optional.empty();
    }
    Optional<LegalHold.Scope> scope = scope(of.get());
    if (scope.isEmpty()) {
      fault = refusal(HoldDecision.Refusal.UNKNOWN);
      return Optional.empty();
    }
    Set<DataKind> named =
        Arrays.stream(DataKind.values())
            .filter(kind -> kinds.contains(kind.name()))
            .collect(Collectors.toSet());
    return Optional.of(
        new HoldDecision(
            of.get(),
            scope.get(),
            named,
            Optional.ofNullable(reason).orElse(""),
            Optional.ofNullable(basis).orElse(""),
            end.get()));
  }

  /** Nothing typed is everything of the seller; an id is a connection or an order. */
  private Optional<LegalHold.Scope> scope(SellerId of) {
    String typed = Optional.ofNullable(subject).map(String::strip).orElse("");
    if (typed.isEmpty()) {
      return Optional.of(new LegalHold.Scope.WholeSeller());
    }
    return id(typed)
        .flatMap(
            id ->
                List.<LegalHold.Scope>of(
                        new LegalHold.Scope.OneOrder(new OrderId(id)),
                        new LegalHold.Scope.OneConnection(new ConnectionId(id)))
                    .stream()
                    .filter(scope -> reader.exists(of, scope))
                    .findFirst());
  }

  /** The end of that day, UTC. */
  private Optional<Instant> end() {
    try {
      return Optional.ofNullable(until)
          .map(String::strip)
          .filter(text -> !text.isEmpty())
          .map(LocalDate::parse)
          .map(day -> day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private String refusal(HoldDecision.Refusal refusal) {
    return texts.with("admin.retention-policy.refusal." + word(refusal), longest());
  }

  /** Puts the end off. */
  public void extend() {
    signedIn.needFresh(Permission.RETENTION_WORK);
    Optional<Instant> end = end();
    if (asked.isEmpty() || end.isEmpty()) {
      fault = texts.get("admin.retention-policy.fault.end");
      return;
    }
    place
        .extend(
            asked.get().seller(),
            asked.get().id(),
            end.get(),
            Optional.ofNullable(why).orElse(""),
            signedIn.account())
        .ifPresentOrElse(
            refusal -> fault = refusal(refusal),
            () -> toast.say(texts.get("admin.retention-policy.message.extended")));
  }

  /** Ends it now. */
  public void close() {
    signedIn.needFresh(Permission.RETENTION_WORK);
    if (asked.isPresent()
        && ending.of(
            asked.get().seller(),
            asked.get().id(),
            Optional.ofNullable(why).orElse(""),
            signedIn.account())) {
      toast.say(texts.get("admin.retention-policy.message.ended"));
    } else {
      fault = refusal(HoldDecision.Refusal.REASON);
    }
  }

  public String fault() {
    return fault == null ? "" : fault;
  }

  public HoldRegister.@Nullable Suspended suspended() {
    return suspended;
  }

  public @Nullable String getSeller() {
    return seller;
  }

  public void setSeller(@Nullable String seller) {
    this.seller = seller;
  }

  public @Nullable String getSubject() {
    return subject;
  }

  public void setSubject(@Nullable String subject) {
    this.subject = subject;
  }

  public List<String> getKinds() {
    return List.copyOf(kinds);
  }

  public void setKinds(@Nullable List<String> kinds) {
    this.kinds = kinds == null ? new ArrayList<>() : new ArrayList<>(kinds);
  }

  public @Nullable String getReason() {
    return reason;
  }

  public void setReason(@Nullable String reason) {
    this.reason = reason;
  }

  public @Nullable String getBasis() {
    return basis;
  }

  public void setBasis(@Nullable String basis) {
    this.basis = basis;
  }

  public @Nullable String getUntil() {
    return until;
  }

  public void setUntil(@Nullable String until) {
    this.until = until;
  }

  public @Nullable String getSeen() {
    return seen;
  }

  public void setSeen(@Nullable String seen) {
    this.seen = seen;
  }

  public @Nullable String getWhy() {
    return why;
  }

  public void setWhy(@Nullable String why) {
    this.why = why;
  }
}
