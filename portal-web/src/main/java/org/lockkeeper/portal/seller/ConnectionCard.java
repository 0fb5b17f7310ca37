package org.lockkeeper.portal.seller;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.AuthorizationServer;
import org.lockkeeper.credentials.Ending;
import org.lockkeeper.credentials.Scope;
import org.lockkeeper.credentials.Standing;
import org.lockkeeper.credentials.TokenStyle;
import org.lockkeeper.portal.texts.Clocks;
import org.lockkeeper.portal.texts.Texts;

/**
 * One connection as the page shows it.
 *
 * @param look a style class for the standing
 * @param standing the standing in a word
 * @param advice what the standing means and what to do
 * @param consent the time until the seller has to renew the consent; null if there is none
 */
public record ConnectionCard(
    String id,
    String platform,
    String name,
    String account,
    String label,
    Instant since,
    String look,
    String standing,
    String advice,
    List<Right> rights,
    Clocks.@Nullable Ring consent,
    boolean consentSoon,
    @Nullable Instant synced,
    @Nullable Instant tokenSince,
    String renewal,
    @Nullable Instant tokenUntil,
    boolean open,
    boolean pausable,
    boolean resumable,
    @Nullable Instant deletionDueBy,
    String ending,
    @Nullable Instant nextTry) {

  /** From how long before its end on a consent is spoken of. */
  static final Duration NOTICE = Duration.ofDays(60);

  private static final Duration YEAR = Duration.ofDays(365);

  /**
   * A right and what it is for.
   *
   * @param given whether the seller gave it
   */
  public record Right(String name, String purpose, boolean given) {}

  static ConnectionCard of(
      ChannelsReader.Line line,
      Optional<AuthorizationServer> server,
      Instant now,
      Texts texts,
      Clocks clocks) {
    Authorization.Snapshot grant = line.grant();
    String platform = grant.platform().value();
    String word = word(grant.standing());
    boolean open = grant.listening();
    return new ConnectionCard(
        grant.id().toString(),
        platform,
        ChannelNames.name(platform),
        grant.account(),
        grant.label(),
        Instant.ofEpochMilli(grant.id().value().getMostSignificantBits() >>> 16),
        look(grant.standing()),
        texts.get("seller.channels.standing." + word),
        advice(grant.standing(), texts),
        rights(grant, server, texts),
        open
            ? grant
                .consentUntil()
                .map(end -> clocks.ring(end.minus(YEAR), end, Optional.empty()))
                .orElse(null)
            : null,
        open && grant.consentUntil().filter(end -> !now.isBefore(end.minus(NOTICE))).isPresent(),
        line.comparedUpTo().orElse(null),
        line.tokenSince().orElse(null),
        texts.get("seller.channels.renewal." + grant.style().name().toLowerCase(Locale.ROOT)),
        grant.style() == TokenStyle.REPLACED ? grant.lastingUntil().orElse(null) : null,
        open,
        grant.standing() instanceof Standing.Active,
        grant.standing() instanceof Standing.Paused,
        line.ending().map(Ending::deletionDueBy).orElse(null),
        line.ending().map(e -> texts.get("seller.channels.ending." + ending(e.stage()))).orElse(""),
        line.ending().flatMap(Ending::nextTry).orElse(null));
  }

  private static List<Right> rights(
      Authorization.Snapshot grant, Optional<AuthorizationServer> server, Texts texts) {
    Set<String> given = grant.scopes();
    List<String> names =
        server
            .map(s -> s.scopes().stream().map(Scope::name).toList())
            .orElseGet(() -> given.stream().sorted().toList());
    return names.stream()
        .map(
            name ->
                new Right(
                    name, purpose(grant.platform().value(), name, texts), given.contains(name)))
        .toList();
  }

  /** The purpose of a right, in plain words. */
  static String purpose(String platform, String scope, Texts texts) {
    return texts.getOr(
        "seller.channels.scope." + platform + "." + scope.replaceAll("[^A-Za-z0-9._-]", "-"),
        "common.raw",
        scope);
  }

  private static String word(Standing standing) {
    return switch (standing) {
      case Standing.Active a -> "active";
      case Standing.Paused p -> "paused";
      case Standing.Lapsed l -> "lapsed";
      case Standing.Revoked r -> "revoked";
    };
  }

  private static String ending(Ending.Stage stage) {
    return switch (stage) {
      case ENDING -> "ending";
      case ENDED -> "ended";
      case BY_SELLER -> "by-seller";
    };
  }

  private static String look(Standing standing) {
    return switch (standing) {
      case Standing.Active a -> "delivered";
      case Standing.Paused p -> "exception";
      case Standing.Lapsed l -> "danger";
      case Standing.Revoked r -> "cancelled";
    };
  }

  private static String advice(Standing standing, Texts texts) {
    return switch (standing) {
      case Standing.Active a -> texts.get("seller.channels.advice.active");
      case Standing.Paused p -> texts.get("seller.channels.advice.paused");
      case Standing.Lapsed l ->
          texts.get(
              "seller.channels.advice."
                  + switch (l.cause()) {
                    case REFUSED -> "refused";
                    case EXPIRED -> "expired";
                    case RENEWAL_LOST -> "renewal-lost";
                    case SECRET_LOST -> "secret-lost";
                    case SUSPECTED -> "suspected";
                  });
      case Standing.Revoked r -> texts.get("seller.channels.advice.revoked");
    };
  }
}
