package org.lockkeeper.portal.admin;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lockkeeper.compliance.monitoring.OutsideCalls;
import org.lockkeeper.compliance.monitoring.OutsideCalls.Span;
import org.lockkeeper.kernel.SellerId;

/**
 * Which calls the page shows, as it stands in its address: words, hosts and ids, nobody's data.
 *
 * @param operation with host and seller: the single calls rather than the figures
 */
record CallFilter(
    Span span,
    Optional<String> host,
    Optional<SellerId> seller,
    boolean failing,
    Optional<String> operation) {

  /** What happened within a day, everywhere. */
  static final CallFilter ALL =
      new CallFilter(Span.DAY, Optional.empty(), Optional.empty(), false, Optional.empty());

  private static final String PATH = "/admin/external-api-calls";
  private static final Pattern HOST = Pattern.compile("[a-z0-9.:\\[\\]_-]{1,253}");
  private static final Pattern OPERATION = Pattern.compile("[A-Za-z0-9._-]{1,80}");
  private static final Pattern SELLER =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /**
   * Reads the parameters of an address; others are of no concern.
   *
   * @return empty if one of them has a value that no page of ours writes
   */
  static Optional<CallFilter> from(Map<String, String[]> parameters) {
    try {
      CallFilter read =
          new CallFilter(
              one(parameters, "span").map(CallFilter::span).orElse(ALL.span),
              one(parameters, "host").map(host -> like(HOST, host)),
              one(parameters, "seller").map(id -> SellerId.of(like(SELLER, id))),
              one(parameters, "failing").map(CallFilter::yes).orElse(false),
              one(parameters, "operation").map(name -> like(OPERATION, name)));
      boolean whole =
          read.operation.isEmpty() || (read.host.isPresent() && read.seller.isPresent());
      return whole ? Optional.of(read) : Optional.empty();
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

  private static Span span(String word) {
    for (Span each : Span.values()) {
      if (word(each).equals(word)) {
        return each;
      }
    }
    throw new IllegalArgumentException("not a word of ours");
  }

  private static boolean yes(String word) {
    if (!word.equals("yes")) {
      throw new IllegalArgumentException("not a word of ours");
    }
    return true;
  }

  private static String like(Pattern form, String word) {
    if (!form.matcher(word).matches()) {
      throw new IllegalArgumentException("not of that form");
    }
    return word;
  }

  private static String word(Span span) {
    return span.name().toLowerCase(Locale.ROOT);
  }

  CallFilter over(Span other) {
    return new CallFilter(other, host, seller, failing, operation);
  }

  CallFilter at(Optional<String> other) {
    return new CallFilter(span, other, seller, failing, operation);
  }

  CallFilter of(Optional<SellerId> other) {
    return new CallFilter(span, host, other, failing, operation);
  }

  CallFilter onlyFailing(boolean only) {
    return new CallFilter(span, host, seller, only, operation);
  }

  /** The single calls behind a row. */
  CallFilter into(OutsideCalls.Subject subject) {
    return new CallFilter(
        span,
        Optional.of(subject.host()),
        Optional.of(subject.seller()),
        failing,
        Optional.of(subject.operation()));
  }

  /** The figures again, of everybody. */
  CallFilter out() {
    return new CallFilter(span, Optional.empty(), Optional.empty(), failing, Optional.empty());
  }

  /** Whose single calls are shown, if they are. */
  Optional<OutsideCalls.Subject> subject() {
    return operation.flatMap(
        name -> host.flatMap(h -> seller.map(s -> new OutsideCalls.Subject(s, h, name))));
  }

  /** Whether anything but the time is narrowed. */
  boolean narrows() {
    return host.isPresent() || seller.isPresent() || failing;
  }

  OutsideCalls.Filter asked() {
    return new OutsideCalls.Filter(span, host, seller, failing);
  }

  /** The address of the page with this filter. */
  String path() {
    List<String> parts = new ArrayList<>();
    if (span != ALL.span) {
      parts.add("span=" + word(span));
    }
    host.ifPresent(h -> parts.add("host=" + URLEncoder.encode(h, StandardCharsets.UTF_8)));
    seller.ifPresent(s -> parts.add("seller=" + s));
    if (failing) {
      parts.add("failing=yes");
    }
    operation.ifPresent(name -> parts.add("operation=" + name));
    return parts.isEmpty() ? PATH : PATH + "?" + String.join("&", parts);
  }
}
