package org.lockkeeper.portal.log;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.lockkeeper.compliance.audit.AuditRecords;
import org.lockkeeper.compliance.audit.AuditRecords.ActorKind;
import org.lockkeeper.compliance.audit.AuditResult;
import org.lockkeeper.compliance.audit.AuditTopic;
import org.lockkeeper.kernel.SellerId;

/**
 * Which entries a page shows, as it stands in its address: words and ids, nobody's data.
 *
 * @param page the path of the page
 * @param person the account of whoever did it
 * @param before the entry after which this page of the list begins
 */
public record LogFilter(
    String page,
    LogSpan span,
    Optional<SellerId> seller,
    Optional<ActorKind> kind,
    Optional<UUID> person,
    Optional<AuditTopic> topic,
    Optional<AuditResult> result,
    Optional<String> object,
    Optional<UUID> before) {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern OBJECT =
      Pattern.compile("[a-z][a-z-]{0,39}:[A-Za-z0-9][A-Za-z0-9:._/@-]{0,199}");

  /** What nothing narrows. */
  public static LogFilter all(String page) {
    return new LogFilter(
        page,
        LogSpan.WEEK,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Reads the parameters of an address; others are of no concern.
   *
   * @return empty if one of them has a value that no page of ours writes
   */
  public static Optional<LogFilter> from(String page, Map<String, String[]> parameters) {
    try {
      return Optional.of(
          new LogFilter(
              page,
              one(parameters, "span")
                  .map(word -> constant(LogSpan.values(), word))
                  .orElse(LogSpan.WEEK),
              one(parameters, "seller").map(id -> SellerId.of(like(ID, id))),
              one(parameters, "by").map(word -> constant(ActorKind.values(), word)),
              one(parameters, "person").map(id -> UUID.fromString(like(ID, id))),
              one(parameters, "topic").map(word -> constant(AuditTopic.values(), word)),
              one(parameters, "result").map(word -> constant(AuditResult.values(), word)),
              one(parameters, "object")
                  .filter(text -> !text.isBlank())
                  .map(text -> like(OBJECT, text.strip())),
              one(parameters, "before").map(id -> UUID.fromString(like(ID, id)))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> one(Map<String, String[]> parameters, String name) {
    String[] values = parameters.getOrDefault(name, new String[0]);
    if (values.length > 1) {
      throw new IllegalArgumentException("given twice");
    }
    return Arrays.stream(values).findFirst();
  }

  private static <E extends Enum<E>> E constant(E[] constants, String word) {
    for (E each : constants) {
      if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
        return each;
      }
    }
    throw new IllegalArgumentException("not a word of ours");
  }

  private static String like(Pattern form, String word) {
    if (!form.matcher(word).matches()) {
      throw new IllegalArgumentException("not of that form");
    }
    return word;
  }

  public LogFilter over(LogSpan other) {
    return new LogFilter(
        page, other, seller, kind, person, topic, result, object, Optional.empty());
  }

  public LogFilter of(Optional<SellerId> other) {
    return new LogFilter(page, span, other, kind, person, topic, result, object, Optional.empty());
  }

  public LogFilter by(Optional<ActorKind> other) {
    return new LogFilter(
        page, span, seller, other, Optional.empty(), topic, result, object, Optional.empty());
  }

  public LogFilter person(UUID account) {
    return new LogFilter(
        page,
        span,
        seller,
        Optional.empty(),
        Optional.of(account),
        topic,
        result,
        object,
        Optional.empty());
  }

  public LogFilter about(Optional<AuditTopic> other) {
    return new LogFilter(page, span, seller, kind, person, other, result, object, Optional.empty());
  }

  public LogFilter ended(Optional<AuditResult> other) {
    return new LogFilter(page, span, seller, kind, person, topic, other, object, Optional.empty());
  }

  public LogFilter object(Optional<String> other) {
    return new LogFilter(page, span, seller, kind, person, topic, result, other, Optional.empty());
  }

  /** The page of the list that begins after an entry. */
  public LogFilter after(UUID entry) {
    return new LogFilter(
        page, span, seller, kind, person, topic, result, object, Optional.of(entry));
  }

  /** The first page of the list. */
  public LogFilter newest() {
    return over(span);
  }

  /** The names of what narrows the list, the time among them; never a value. */
  public List<String> narrowed() {
    List<String> names = new ArrayList<>(parameters().keySet());
    names.remove("before");
    if (!names.contains("span")) {
      names.addFirst("span");
    }
    return names;
  }

  /** Whether anything but the time is narrowed. */
  public boolean narrows() {
    return narrowed().size() > 1;
  }

  /** As the log is asked. */
  public AuditRecords.Filter asked(Instant now) {
    return new AuditRecords.Filter(
        span.since(now), Optional.empty(), kind, person, topic, object, result);
  }

  /** The address of the page with this filter. */
  public String path() {
    Map<String, String> parts = parameters();
    return parts.isEmpty()
        ? page
        : page
            + "?"
            + String.join(
                "&",
                parts.entrySet().stream()
                    .map(
                        part ->
                            part.getKey()
                                + "="
                                + URLEncoder.encode(part.getValue(), StandardCharsets.UTF_8))
                    .toList());
  }

  /** The parameters of the address, in their order. */
  public Map<String, String> parameters() {
    Map<String, String> parts = new LinkedHashMap<>();
    if (span != LogSpan.WEEK) {
      parts.put("span", span.word());
    }
    seller.ifPresent(id -> parts.put("seller", id.toString()));
    kind.ifPresent(each -> parts.put("by", word(each)));
    person.ifPresent(id -> parts.put("person", id.toString()));
    topic.ifPresent(each -> parts.put("topic", word(each)));
    result.ifPresent(each -> parts.put("result", word(each)));
    object.ifPresent(text -> parts.put("object", text));
    before.ifPresent(id -> parts.put("before", id.toString()));
    return parts;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
