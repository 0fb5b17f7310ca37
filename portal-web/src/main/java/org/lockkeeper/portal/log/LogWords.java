package org.lockkeeper.portal.log;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditResult;
import org.lockkeeper.compliance.audit.SealedLog;
import org.lockkeeper.compliance.desk.Budget;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.portal.texts.Texts;

/** Tells entries in the reader's language. */
@RequestScoped
public class LogWords {

  /** Longer values of facts are shortened: they are hashes and ids of keys. */
  private static final int SHOWN = 40;

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final Texts texts;

  @Inject
  public LogWords(Texts texts) {
    this.texts = texts;
  }

  /** What happened. */
  public String action(String action) {
    return texts.getOr("common.log.action." + action, "common.raw", action);
  }

  public String result(AuditResult result) {
    return texts.get("common.log.result." + result.name().toLowerCase(java.util.Locale.ROOT));
  }

  /** The look of a tag. */
  public static String look(AuditResult result) {
    return switch (result) {
      case DONE -> "delivered";
      case REFUSED -> "exception";
      case ALARM -> "danger";
    };
  }

  /**
   * Who did it.
   *
   * @param reader whose page it is: other organisations' people have no name on a seller's page
   */
  public String actor(Actor actor, SellerId reader, Map<UUID, Account> people) {
    return switch (actor) {
      case Actor.Person person -> person(people.get(person.account()), reader);
      case Actor.Channel channel ->
          texts.with("common.log.message.channel", channel.name().value());
      case Actor.Task task -> task.name();
    };
  }

  private String person(@Nullable Account account, SellerId reader) {
    if (account == null || account.displayName().isEmpty()) {
      return texts.get("common.log.message.unknown");
    }
    return reader.equals(SellerId.PLATFORM) || account.seller().equals(reader)
        ? account.displayName()
        : texts.with(
            "common.staff." + account.role().name().toLowerCase(java.util.Locale.ROOT),
            Budget.pseudonym(account.id()));
  }

  /** What it happened to, with a short id if there is more than one of its kind. */
  public String object(String object) {
    int colon = object.indexOf(':');
    if (colon < 0) {
      return object;
    }
    String whole = "common.log.object." + object.replace(':', '.');
    if (texts.has(whole)) {
      return texts.get(whole);
    }
    String id = object.substring(colon + 1);
    return texts.with(
        "common.log.message.object",
        texts.getOr(
            "common.log.object." + object.substring(0, colon),
            "common.raw",
            object.substring(0, colon)),
        id.length() > 20 ? "…" + id.substring(id.length() - 8) : id);
  }

  /** Reasons, sources and other facts. */
  public String facts(AuditEntry entry) {
    return String.join(
        " · ",
        entry.orderedFacts().entrySet().stream()
            .map(fact -> fact.getKey() + " " + value(fact.getKey(), fact.getValue()))
            .toList());
  }

  /** The facts that tell a person something, in words: the ids, which prove, are left out. */
  public String story(AuditEntry entry) {
    return String.join(
        " · ",
        entry.orderedFacts().entrySet().stream()
            .filter(fact -> !ID.matcher(fact.getValue()).matches())
            .map(
                fact ->
                    texts.getOr("common.log.fact." + fact.getKey(), "common.raw", fact.getKey())
                        + " "
                        + value(fact.getKey(), fact.getValue()))
            .toList());
  }

  private String value(String name, String value) {
    if (name.equals("purpose") && texts.has("Purpose." + value)) {
      return texts.get("Purpose." + value);
    }
    String word = value.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    if (name.equals("reason") && texts.has("common.reveal.reason." + word)) {
      return texts.get("common.reveal.reason." + word);
    }
    if (name.equals("reason") && texts.has("common.export.reason." + word)) {
      return texts.get("common.export.reason." + word);
    }
    if (name.equals("field") && texts.has("common.reveal.field." + word)) {
      return texts.get("common.reveal.field." + word);
    }
    String said = name + "." + word;
    if (texts.has("common.log.value." + said)) {
      return texts.get("common.log.value." + said);
    }
    return value.length() > SHOWN ? value.substring(0, 12) + "…" : value;
  }

  /** Its number in the sealed log, or that it waits. */
  public String place(Optional<SealedLog.Place> place) {
    return place
        .map(at -> texts.with("common.log.message.index", at.index(), at.epoch()))
        .orElseGet(() -> texts.get("common.log.message.waiting"));
  }
}
