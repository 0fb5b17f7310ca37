package org.lockkeeper.portal.seller;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditResult;
import org.lockkeeper.compliance.audit.AuditTopic;
import org.lockkeeper.compliance.evidence.DownloadLog;
import org.lockkeeper.compliance.evidence.ReadAuditLog;
import org.lockkeeper.portal.log.LogFilter;
import org.lockkeeper.portal.log.LogReader;
import org.lockkeeper.portal.log.LogSpan;
import org.lockkeeper.portal.log.LogWords;
import org.lockkeeper.portal.session.Download;
import org.lockkeeper.portal.session.Redirect;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Texts;

/**
 * {@code /seller/my-log}: what was done with the seller's data and by whom, who looked at buyers,
 * and all of it to take away with proofs.
 */
@Named
@RequestScoped
public class MyLog {

  static final String PAGE = "/seller/my-log";

  private final LogReader reader;
  private final LogWords words;
  private final DownloadLog take;
  private final SignedIn signedIn;
  private final Texts texts;
  private final Toast toast;
  private final Download download;
  private final Redirect redirect;
  private final Instant now;
  private final Optional<LogFilter> asked;
  private LogReader.@Nullable Page page;

  @Inject
  MyLog(
      LogReader reader,
      LogWords words,
      DownloadLog take,
      SignedIn signedIn,
      Texts texts,
      Toast toast,
      Download download,
      Redirect redirect,
      Clock clock,
      HttpServletRequest request) {
    this.reader = reader;
    this.words = words;
    this.take = take;
    this.signedIn = signedIn;
    this.texts = texts;
    this.toast = toast;
    this.download = download;
    this.redirect = redirect;
    this.now = clock.instant();
    Map<String, String[]> parameters = new HashMap<>(request.getParameterMap());
    // The seller is the one who is signed in, whatever the address says.
    parameters.remove("seller");
    this.asked = LogFilter.from(PAGE, parameters);
  }

  /** A choice of the filter with its address. */
  public record Choice(String label, String path, boolean on) {}

  /** A parameter that a form of the page carries on. */
  public record Carried(String name, String value) {}

  /** An entry in words. */
  public record Row(
      Instant at,
      String actor,
      String action,
      String word,
      String result,
      String look,
      String object,
      String objectId,
      String objectPath,
      String facts,
      String place,
      boolean isSealed) {}

  /** Answers that there is no such page if the address says what no page of ours writes. */
  public void check() {
    if (asked.isEmpty()) {
      redirect.nowhere();
    }
  }

  private LogFilter filter() {
    return asked.orElseGet(() -> LogFilter.all(PAGE));
  }

  private LogReader.Page page() {
    LogReader.Page read = page;
    if (read == null) {
      read = reader.page(Optional.of(signedIn.seller()), filter(), now);
      page = read;
    }
    return read;
  }

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

  /** Everything, or one topic; who looked comes first. */
  public List<Choice> topics() {
    List<Choice> choices = new ArrayList<>();
    choices.add(
        new Choice(
            texts.get("seller.my-log.label.everything"),
            filter().about(Optional.empty()).path(),
            filter().topic().isEmpty()));
    for (AuditTopic topic : AuditTopic.values()) {
      if (topic != AuditTopic.KEYS && topic != AuditTopic.INCIDENTS) {
        choices.add(
            new Choice(
                texts.get("common.log.topic." + topic.name().toLowerCase(Locale.ROOT)),
                filter().about(Optional.of(topic)).path(),
                filter().topic().filter(topic::equals).isPresent()));
      }
    }
    return choices;
  }

  /** The order or other thing that alone is shown; empty text if all are. */
  public String object() {
    return filter().object().map(words::object).orElse("");
  }

  public String withoutObjectPath() {
    return filter().object(Optional.empty()).path();
  }

  public boolean narrowed() {
    return filter().narrows();
  }

  public String clearPath() {
    return LogFilter.all(PAGE).over(filter().span()).path();
  }

  /** The whole filter, for the form that downloads. */
  public List<Carried> whole() {
    return filter().newest().parameters().entrySet().stream()
        .map(part -> new Carried(part.getKey(), part.getValue()))
        .toList();
  }

  public List<Row> rows() {
    return page().lines().stream().map(this::row).toList();
  }

  private Row row(ReadAuditLog.Line line) {
    AuditEntry entry = line.entry();
    AuditResult result = AuditResult.of(entry.action());
    return new Row(
        entry.at(),
        words.actor(entry.actor(), signedIn.seller(), page().people()),
        words.action(entry.action()),
        entry.action(),
        words.result(result),
        LogWords.look(result),
        words.object(entry.object()),
        entry.object(),
        filter().object(Optional.of(entry.object())).path(),
        words.facts(entry),
        words.place(line.place()),
        line.place().isPresent());
  }

  public String olderPath() {
    return page().more() ? filter().after(page().lines().getLast().entry().id()).path() : "";
  }

  public String newestPath() {
    return filter().before().isPresent() ? filter().newest().path() : "";
  }

  public int most() {
    return DownloadLog.MOST;
  }

  /** Sends the entries that the filter lets through, with their proofs. */
  public void download() {
    signedIn.need(Permission.PRIVACY_READ);
    if (asked.isEmpty()) {
      return;
    }
    switch (take.of(signedIn.account(), filter().asked(now), filter().narrowed())) {
      case DownloadLog.Result.Bundle bundle ->
          download.file(bundle.zip().name(), "application/zip", bundle.zip().content());
      case DownloadLog.Result.TooMany many ->
          toast.warn(texts.with("seller.my-log.message.too-many", many.most()));
      case DownloadLog.Result.NothingSealed nothing ->
          toast.warn(texts.get("seller.my-log.message.nothing-sealed"));
    }
  }
}
