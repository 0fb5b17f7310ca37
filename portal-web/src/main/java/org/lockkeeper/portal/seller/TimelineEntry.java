package org.lockkeeper.portal.seller;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.desk.Budget;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;

/**
 * One thing that happened to an order, in plain words.
 *
 * @param anchor the fragment by which a page points to it
 * @param icon the PrimeIcons class
 * @param look a style class
 * @param what what happened
 * @param who who did it
 * @param facts ids, counts and reasons that go with it
 */
public record TimelineEntry(
    String anchor,
    Instant at,
    String icon,
    String look,
    String what,
    String who,
    List<Fact> facts) {

  private static final Pattern NOT_A_KEY = Pattern.compile("[^a-z.-]");

  /**
   * A named fact.
   *
   * @param look {@code id} for what is to be copied, {@code word} for the rest
   * @param exact what a hover shows; empty text for nothing
   */
  public record Fact(String name, String value, String look, String exact) {

    private static final Fact NONE = new Fact("", "", "", "");
  }

  /**
   * Tells an entry.
   *
   * @param reader who reads
   * @param colleagues the people of the seller; others who did something are ours
   */
  public static TimelineEntry of(
      AuditEntry entry, UUID reader, Set<UUID> colleagues, Texts texts, Times times) {
    String key = "seller.order.event." + NOT_A_KEY.matcher(entry.action()).replaceAll("");
    return new TimelineEntry(
        entry.action().equals("recipient.stripped") ? "stripped" : "e-" + entry.id(),
        entry.at(),
        icon(entry.action()),
        look(entry.action()),
        texts.getOr(key, "seller.order.event.other"),
        who(entry.actor(), reader, colleagues, texts),
        entry.orderedFacts().entrySet().stream()
            .filter(fact -> !fact.getValue().isBlank())
            .map(fact -> fact(fact, entry.action(), texts, times))
            .filter(fact -> !fact.name().isEmpty())
            .toList());
  }

  private static Fact fact(
      Map.Entry<String, String> fact, String action, Texts texts, Times times) {
    String name = fact.getKey();
    String value = fact.getValue();
    // The fingerprints of a sealing are for the verifier; a person learns nothing from them.
    if (action.equals("recipient.sealed") && !name.equals("version")) {
      return Fact.NONE;
    }
    if (action.equals("recipient.rekeyed") && !name.equals("from") && !name.equals("cohort")) {
      return Fact.NONE;
    }
    String label =
        texts.getOr(
            "seller.order.fact." + name.replace('_', '-'), "common.raw", name.replace('_', ' '));
    return switch (name) {
      case "channel" -> word(label, ChannelNames.name(value));
      case "ends_at", "due_by", "next_try", "latest_arrival" -> instant(label, value, times);
      case "cause" -> word(label, texts.getOr("ExceptionClass." + value, "common.raw", value));
      case "anchor" -> word(label, texts.getOr("Anchor." + value, "common.raw", value));
      case "speed" -> word(label, texts.getOr("ShippingSpeed." + value, "common.raw", value));
      case "reason" ->
          word(label, texts.getOr("common.reveal.reason." + lower(value), "common.raw", value));
      case "field" ->
          word(label, texts.getOr("common.reveal.field." + lower(value), "common.raw", value));
      case "purpose" -> word(label, texts.getOr("Purpose." + value, "common.raw", value));
      case "status" -> word(label, texts.getOr("ParcelStatus." + value, "common.raw", value));
      default -> new Fact(label, value, "id", "");
    };
  }

  private static String lower(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Fact word(String label, String value) {
    return new Fact(label, value, "word", "");
  }

  private static Fact instant(String label, String value, Times times) {
    try {
      Instant at = Instant.parse(value);
      return new Fact(label, times.day(at), "word", times.exact(at));
    } catch (DateTimeParseException e) {
      return word(label, value);
    }
  }

  private static String who(Actor actor, UUID reader, Set<UUID> colleagues, Texts texts) {
    return switch (actor) {
      case Actor.Person person ->
          person.account().equals(reader)
              ? texts.get("seller.order.label.you")
              : colleagues.contains(person.account())
                  ? texts.get("seller.order.label.colleague")
                  : texts.with("common.staff.somebody", Budget.pseudonym(person.account()));
      case Actor.Channel channel -> ChannelNames.name(channel.name());
      case Actor.Task task -> "Lockkeeper";
    };
  }

  private static String icon(String action) {
    return switch (action) {
      case "order.received" -> "pi-inbox";
      case "order.decided" -> "pi-directions";
      case "order.placing", "order.routed" -> "pi-send";
      case "order.set-aside" -> "pi-exclamation-triangle";
      case "order.shipped", "parcel.moved" -> "pi-truck";
      case "order.delivered" -> "pi-check";
      case "order.cancelled",
          "order.cancel-declined",
          "order.lost",
          "order.returned",
          "order.unfollowed" ->
          "pi-times";
      case "parcel.reported" -> "pi-reply";
      case "retention.started", "retention.shortened" -> "pi-clock";
      case "recipient.sealed" -> "pi-lock";
      case "recipient.opened", "recipient.revealed", "desk.viewed" -> "pi-eye";
      case "support-case.opened", "support-case.moved", "support-case.closed" -> "pi-comments";
      case "recipient.tampered" -> "pi-ban";
      case "recipient.stripped" -> "pi-eraser";
      default -> "pi-circle-fill";
    };
  }

  private static String look(String action) {
    if (action.equals("recipient.tampered") || action.equals("order.lost")) {
      return "danger";
    }
    if (action.startsWith("recipient.")
        || action.equals("desk.viewed")
        || action.startsWith("retention.")) {
      return "buyer";
    }
    return switch (action) {
      case "order.set-aside" -> "warning";
      case "order.delivered", "order.trouble-cleared" -> "good";
      case "order.placing", "order.routed", "order.decided" -> "info";
      case "order.shipped", "parcel.moved", "parcel.reported" -> "teal";
      default -> "plain";
    };
  }
}
