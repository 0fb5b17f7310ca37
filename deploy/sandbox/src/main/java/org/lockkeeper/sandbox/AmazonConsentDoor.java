package org.lockkeeper.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Seller Central's consent page, one address for each region. */
final class AmazonConsentDoor {

  private static final Pattern PATH =
      Pattern.compile("/(na|eu|fe)/apps/authorize/(consent|decide)");

  private final Settings settings;
  private final AmazonConsents consents;

  AmazonConsentDoor(Settings settings, AmazonConsents consents) {
    this.settings = settings;
    this.consents = consents;
  }

  /**
   * Answers the consent page and its links.
   *
   * @param path without the prefix of this platform
   */
  Answer answer(Call call, String path) {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      return ConsentPage.wrong(404, "There is nothing at this address.");
    }
    String redirect = call.query("redirect_uri").orElse("");
    if (call.query("application_id").orElse("").isBlank()
        || !redirect.startsWith(settings.portalUrl() + "/")) {
      return ConsentPage.wrong(400, "The application_id or the redirect_uri is not known.");
    }
    String region = matcher.group(1);
    return matcher.group(2).equals("consent")
        ? page(region, call)
        : decided(region, redirect, call);
  }

  private Answer page(String region, Call call) {
    List<ConsentPage.Choice> choices = new ArrayList<>();
    for (Settings.Seller seller : settings.sellers()) {
      choices.add(
          new ConsentPage.Choice(
              "as-" + seller.id(), "Confirm as " + seller.id(), decide(region, call, seller.id())));
    }
    choices.add(new ConsentPage.Choice("deny", "Cancel", decide(region, call, "")));
    return ConsentPage.of(
        "Authorize Lockkeeper",
        "Pretend Seller Central, region "
            + region.toUpperCase(Locale.ROOT)
            + ". The app asks for the role Amazon Fulfillment. Choose the selling account that"
            + " agrees.",
        List.of("Amazon Fulfillment"),
        choices);
  }

  private static String decide(String region, Call call, String seller) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String name : List.of("application_id", "redirect_uri", "state")) {
      query.put(name, call.query(name).orElse(""));
    }
    query.put("as", seller);
    return ConsentPage.path("/amazon/" + region + "/apps/authorize/decide", query);
  }

  private Answer decided(String region, String redirect, Call call) {
    Map<String, String> back = new LinkedHashMap<>();
    back.put("state", call.query("state").orElse(""));
    String seller = call.query("as").orElse("");
    if (settings.seller(seller).isEmpty()) {
      back.put("error", "access_denied");
    } else {
      back.put("selling_partner_id", seller);
      back.put("mws_auth_token", "amzn.mws.not-to-be-used");
      back.put("spapi_oauth_code", consents.code(seller, region, redirect));
    }
    return ConsentPage.redirect(ConsentPage.path(redirect, back));
  }
}
