package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditRecords.ActorKind;
import org.lockkeeper.compliance.audit.AuditResult;
import org.lockkeeper.compliance.audit.AuditTopic;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.audit.CheckpointStore;
import org.lockkeeper.compliance.audit.SealedLog;
import org.lockkeeper.compliance.audit.Verification;
import org.lockkeeper.compliance.evidence.CheckRun;
import org.lockkeeper.compliance.evidence.ExportAuditLog;
import org.lockkeeper.compliance.evidence.ExportReason;
import org.lockkeeper.compliance.evidence.ReadAuditLog;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.portal.log.LogCheck;
import org.lockkeeper.portal.log.LogFilter;
import org.lockkeeper.portal.log.LogReader;
import org.lockkeeper.portal.log.LogSpan;
import org.lockkeeper.portal.log.LogWords;
import org.lockkeeper.portal.session.Download;
import org.lockkeeper.portal.session.Redirect;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;

/**
 * {@code /admin/audit-log}: who did what to which id, when and why, and how far the log is sealed
 * . Looking at it is in the log as well.
 */
@Named
@RequestScoped
public class AuditLog {

  private static final String PAGE = "/admin/audit-log";

  private final LogReader reader;
  private final LogWords words;
  private final LogCheck check;
  private final ExportAuditLog export;
  private final AuditTrail audit;
  private final SignedIn signedIn;
  private final Texts texts;
  private final Times times;
  private final Toast toast;
  private final Download download;
  private final Redirect redirect;
  private final Instant now;
  private final Optional<LogFilter> asked;
  private final boolean arriving;
  private final Map<SellerId, String> names = new HashMap<>();

  private LogReader.@Nullable Page page;
  private SealedLog.@Nullable State state;
  private @Nullable ExportReason reason;
  private @Nullable String ticket;

  @Inject
  AuditLog(
      LogReader reader,
      LogWords words,
      LogCheck check,
      ExportAuditLog export,
      AuditTrail audit,
      SignedIn signedIn,
      Texts texts,
      Times times,
      Toast toast,
      Download download,
      Redirect redirect,
      Clock clock,
      HttpServletRequest request) {
    this.reader = reader;
    this.words = words;
    this.check = check;
    this.export = export;
    this.audit = audit;
    this.signedIn = signedIn;
    this.texts = texts;
    this.times = times;
    this.toast = toast;
    this.download = download;
    this.redirect = redirect;
    this.now = clock.instant();
    this.asked = LogFilter.from(PAGE, request.getParameterMap());
    this.arriving = "GET".equals(request.getMethod());
  }

  /** A choice of the filter with its address. */
  public record Choice(String label, String path, boolean on) {}

  /** A parameter that a form of the page carries on. */
  public record Carried(String name, String value) {}

  /** A figure with what it means. */
  public record Figure(String label, String value, String help, String look) {}

  /** An entry in words. */
  public record Row(
      Instant at,
      String actor,
      String actorPath,
      String action,
      String word,
      String result,
      String look,
      String object,
      String objectId,
      String objectPath,
      String seller,
      String sellerPath,
      String facts,
      String place,
      boolean isSealed) {}

  /** A check of stored buyers. */
  public record Check(
      Instant beganAt, String state, String look, String checked, String mismatched) {}

  /**
   * Answers that there is no such page if the address says what no page of ours writes; else notes
   * who looks, by the names of the filters. Turning pages is not noted again.
   */
  public void check() {
    if (asked.isEmpty()) {
      redirect.nowhere();
    } else if (arriving && filter().before().isEmpty()) {
      audit.recordFirst(
          filter().seller().orElse(SellerId.PLATFORM),
          signedIn.actor(),
          "audit.viewed",
          "audit:log",
          Map.of("filters", String.join(",", filter().narrowed())));
    }
  }

  private LogFilter filter() {
    return asked.orElseGet(() -> LogFilter.all(PAGE));
  }

  private LogReader.Page page() {
    LogReader.Page read = page;
    if (read == null) {
      read = reader.page(filter().seller(), filter(), now);
      page = read;
    }
    return read;
  }

  // ---- the chain

  private SealedLog.State state() {
    SealedLog.State read = state;
    if (read == null) {
      read = reader.state();
      state = read;
    }
    return read;
  }

  /** Whether there is a signed checkpoint yet. */
  public boolean begun() {
    return !state().checkpoint().isEmpty();
  }

  public List<Figure> tiles() {
    SealedLog.State at = state();
    List<Figure> tiles = new ArrayList<>();
    tiles.add(
        figure(
            "sealed",
            number(at.sealed()),
            texts.with("admin.audit-log.tile-help.sealed", at.epoch()),
            "plain"));
    tiles.add(
        figure(
            "waiting",
            number(at.waiting()),
            texts.get("admin.audit-log.tile-help.waiting"),
            "plain"));
    tiles.add(
        figure(
            "witness",
            at.witnessedAt().map(times::relative).orElseGet(this::never),
            texts.get("admin.audit-log.tile-help.witness"),
            at.witnessedAt().isPresent() ? "good" : "warning"));
    tiles.add(
        figure(
            "verified",
            at.verifiedAt().map(times::relative).orElseGet(this::never),
            at.finding()
                .map(found -> texts.get("admin.audit-log.tile-help.found"))
                .orElseGet(() -> texts.get("admin.audit-log.tile-help.verified")),
            at.finding().isPresent()
                ? "danger"
                : at.verifiedAt().isPresent() ? "good" : "warning"));
    return tiles;
  }

  private Figure figure(String name, String value, String help, String look) {
    return new Figure(texts.get("admin.audit-log.tile." + name), value, help, look);
  }

  private String never() {
    return texts.get("admin.audit-log.message.never");
  }

  /** What the verifier found wrong; empty text if nothing. */
  public String finding() {
    return state().finding().orElse("");
  }

  /** How many entries the latest checkpoint covers, as it says itself. */
  public String checkpointSize() {
    return line(1);
  }

  /** The beginning of the root that the latest checkpoint names. */
  public String checkpointRoot() {
    String root = line(2);
    return root.length() > 16 ? root.substring(0, 16) + "…" : root;
  }

  public @Nullable Instant checkpointAt() {
    return state().sealedAt().orElse(null);
  }

  /** The whole checkpoint, as it is published. */
  public String checkpoint() {
    return state().checkpoint();
  }

  private String line(int index) {
    List<String> lines = state().checkpoint().lines().toList();
    return index < lines.size() ? lines.get(index) : "";
  }

  /** Verifies the whole log now. That somebody did is in the log, as is what was found. */
  public void verify() {
    signedIn.need(Permission.AUDIT_READ);
    audit.recordFirst(SellerId.PLATFORM, signedIn.actor(), "audit.verified", "audit:log", Map.of());
    try {
      Verification found = check.now();
      if (found.findings().isEmpty()) {
        toast.say(texts.with("admin.audit-log.message.verified", found.entries()));
      } else {
        toast.warn(texts.with("admin.audit-log.message.found", found.findings().size()));
      }
    } catch (CheckpointStore.Unavailable e) {
      toast.warn(texts.get("admin.audit-log.message.no-store"));
    }
    state = null;
    page = null;
  }

  // ---- the nightly check

  /** The latest checks of stored buyers, the newest first. */
  public List<Check> runs() {
    return reader.checks().stream().map(this::inWords).toList();
  }

  private Check inWords(CheckRun run) {
    String word;
    if (run.finishedAt().isPresent()) {
      word = texts.get("admin.audit-log.check.done");
    } else if (run.waiting().isEmpty()) {
      word = texts.get("admin.audit-log.check.running");
    } else {
      word = texts.with("admin.audit-log.check.waiting", run.waiting().size());
    }
    return new Check(
        run.beganAt(),
        word,
        run.mismatched() > 0 ? "danger" : run.finishedAt().isPresent() ? "delivered" : "exception",
        number(run.checked()),
        number(run.mismatched()));
  }

  /** The entries that say which orders differ. */
  public String mismatchPath() {
    return LogFilter.all(PAGE)
        .over(LogSpan.ALL)
        .about(Optional.of(AuditTopic.BUYERS))
        .ended(Optional.of(AuditResult.ALARM))
        .path();
  }

  // ---- the filter

  public List<Choice> spans() {
    return Arrays.stream(LogSpan.values())
        .map(
            span ->
                new Choice(
                    texts.get("common.log.span." + span.word()),
                    filter().over(span).path(),
                    filter().span() == span))
        .toList();
  }

  public List<Choice> kinds() {
    List<Choice> choices = new ArrayList<>();
    choices.add(
        any(
            filter().by(Optional.empty()),
            filter().kind().isEmpty() && filter().person().isEmpty()));
    for (ActorKind kind : ActorKind.values()) {
      choices.add(
          new Choice(
              word("kind", kind),
              filter().by(Optional.of(kind)).path(),
              filter().kind().filter(kind::equals).isPresent()));
    }
    return choices;
  }

  public List<Choice> topics() {
    List<Choice> choices = new ArrayList<>();
    choices.add(any(filter().about(Optional.empty()), filter().topic().isEmpty()));
    for (AuditTopic topic : AuditTopic.values()) {
      choices.add(
          new Choice(
              word("topic", topic),
              filter().about(Optional.of(topic)).path(),
              filter().topic().filter(topic::equals).isPresent()));
    }
    return choices;
  }

  public List<Choice> results() {
    List<Choice> choices = new ArrayList<>();
    choices.add(any(filter().ended(Optional.empty()), filter().result().isEmpty()));
    for (AuditResult result : AuditResult.values()) {
      choices.add(
          new Choice(
              words.result(result),
              filter().ended(Optional.of(result)).path(),
              filter().result().filter(result::equals).isPresent()));
    }
    return choices;
  }

  /** The sellers of the entries shown, and the chosen one. */
  public List<Choice> sellers() {
    Set<SellerId> known = new LinkedHashSet<>();
    filter().seller().ifPresent(known::add);
    known.add(SellerId.PLATFORM);
    page().lines().forEach(line -> known.add(line.entry().seller()));
    List<Choice> choices = new ArrayList<>();
    choices.add(any(filter().of(Optional.empty()), filter().seller().isEmpty()));
    for (SellerId seller : known) {
      choices.add(
          new Choice(
              name(seller),
              filter().of(Optional.of(seller)).path(),
              filter().seller().filter(seller::equals).isPresent()));
    }
    return choices;
  }

  private Choice any(LogFilter without, boolean on) {
    return new Choice(texts.get("common.log.label.any"), without.path(), on);
  }

  private String word(String kind, Enum<?> constant) {
    return texts.get("common.log." + kind + "." + constant.name().toLowerCase(Locale.ROOT));
  }

  /** What narrows the list, each with the address without it. */
  public List<Choice> chips() {
    LogFilter f = filter();
    List<Choice> chips = new ArrayList<>();
    f.seller().ifPresent(s -> chips.add(chip(name(s), f.of(Optional.empty()))));
    f.kind().ifPresent(k -> chips.add(chip(word("kind", k), f.by(Optional.empty()))));
    f.person()
        .ifPresent(
            id ->
                chips.add(
                    chip(
                        words.actor(new Actor.Person(id), SellerId.PLATFORM, reader.person(id)),
                        f.by(Optional.empty()))));
    f.topic().ifPresent(t -> chips.add(chip(word("topic", t), f.about(Optional.empty()))));
    f.result().ifPresent(r -> chips.add(chip(words.result(r), f.ended(Optional.empty()))));
    f.object().ifPresent(o -> chips.add(chip(words.object(o), f.object(Optional.empty()))));
    return chips;
  }

  private static Choice chip(String label, LogFilter without) {
    return new Choice(label, without.path(), true);
  }

  public boolean narrowed() {
    return filter().narrows();
  }

  public String clearPath() {
    return LogFilter.all(PAGE).over(filter().span()).path();
  }

  /** The object that is looked for; empty text if none. */
  public String object() {
    return filter().object().orElse("");
  }

  /** The rest of the filter, for the form that looks for an object. */
  public List<Carried> carried() {
    return new TreeMap<>(filter().object(Optional.empty()).parameters())
        .entrySet().stream().map(part -> new Carried(part.getKey(), part.getValue())).toList();
  }

  /** The whole filter, for the form that exports. */
  public List<Carried> whole() {
    return filter().newest().parameters().entrySet().stream()
        .map(part -> new Carried(part.getKey(), part.getValue()))
        .toList();
  }

  // ---- the entries

  public List<Row> rows() {
    return page().lines().stream().map(this::row).toList();
  }

  private Row row(ReadAuditLog.Line line) {
    AuditEntry entry = line.entry();
    AuditResult result = AuditResult.of(entry.action());
    return new Row(
        entry.at(),
        words.actor(entry.actor(), SellerId.PLATFORM, page().people()),
        entry.actor() instanceof Actor.Person person
            ? filter().person(person.account()).path()
            : "",
        words.action(entry.action()),
        entry.action(),
        words.result(result),
        LogWords.look(result),
        words.object(entry.object()),
        entry.object(),
        filter().object(Optional.of(entry.object())).path(),
        name(entry.seller()),
        filter().of(Optional.of(entry.seller())).path(),
        words.facts(entry),
        words.place(line.place()),
        line.place().isPresent());
  }

  /** The next page of the list; empty text at its end. */
  public String olderPath() {
    return page().more() ? filter().after(page().lines().getLast().entry().id()).path() : "";
  }

  /** The first page of the list; empty text if this is it. */
  public String newestPath() {
    return filter().before().isPresent() ? filter().newest().path() : "";
  }

  private String name(SellerId seller) {
    return names.computeIfAbsent(
        seller,
        id ->
            id.equals(SellerId.PLATFORM)
                ? texts.get("admin.audit-log.message.platform")
                : reader.name(id).orElseGet(id::toString));
  }

  private String number(long count) {
    return texts.with("common.number", count);
  }

  // ---- the export

  public int most() {
    return ExportAuditLog.MOST;
  }

  public List<ExportReason> reasons() {
    return Arrays.asList(ExportReason.values());
  }

  public String reasonWord(ExportReason each) {
    return texts.get("admin.audit-log.reason." + each.name().toLowerCase(Locale.ROOT));
  }

  public @Nullable ExportReason getReason() {
    return reason;
  }

  public void setReason(@Nullable ExportReason chosen) {
    this.reason = chosen;
  }

  public @Nullable String getTicket() {
    return ticket;
  }

  public void setTicket(@Nullable String typed) {
    this.ticket = typed;
  }

  /** Sends the entries that the filter lets through as a file. */
  public void export() {
    signedIn.needFresh(Permission.AUDIT_WORK);
    if (asked.isEmpty() || reason == null) {
      toast.warn(texts.get("admin.audit-log.message.not-said"));
      return;
    }
    switch (export.of(
        signedIn.account(),
        filter().seller(),
        filter().asked(now),
        filter().narrowed(),
        reason,
        Optional.ofNullable(ticket).orElse(""))) {
      case ExportAuditLog.Result.File file ->
          download.file(
              file.name(), "text/csv;charset=UTF-8", file.text().getBytes(StandardCharsets.UTF_8));
      case ExportAuditLog.Result.TooMany many ->
          toast.warn(texts.with("admin.audit-log.message.too-many", many.most()));
      case ExportAuditLog.Result.NotSaid not ->
          toast.warn(texts.get("admin.audit-log.message.not-said"));
    }
  }
}
