package org.lockkeeper.portal.profile;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.access.Preferences;
import org.lockkeeper.portal.session.Redirect;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.texts.Texts;

/** {@code /seller/profile} and {@code /admin/profile}: zone, language and colours. */
@Named
@RequestScoped
public class Profile {

  private static final Set<String> AREAS =
      Set.of(
          "Africa",
          "America",
          "Antarctica",
          "Arctic",
          "Asia",
          "Atlantic",
          "Australia",
          "Europe",
          "Indian",
          "Pacific");

  private final Preferences preferences;
  private final SignedIn signedIn;
  private final Redirect redirect;
  private final HttpServletRequest request;

  private @Nullable String zone;
  private @Nullable String language;
  private Account.@Nullable Theme theme;

  @Inject
  Profile(
      Preferences preferences, SignedIn signedIn, Redirect redirect, HttpServletRequest request) {
    this.preferences = preferences;
    this.signedIn = signedIn;
    this.redirect = redirect;
    this.request = request;
  }

  /** Stores what was chosen. What is not one of the choices stays as it was. */
  public void save() {
    signedIn.need(Permission.PROFILE);
    Account account = signedIn.account();
    store(
        zones().contains(getZone()) ? ZoneId.of(getZone()) : account.zone(),
        languages().contains(getLanguage()) ? Locale.of(getLanguage()) : account.language(),
        getTheme(),
        "?saved=yes");
  }

  /** Changes the colours only. */
  public void switchTo(Account.Theme chosen) {
    signedIn.need(Permission.PROFILE);
    store(signedIn.account().zone(), signedIn.account().language(), chosen, "");
  }

  private void store(ZoneId nextZone, Locale nextLanguage, Account.Theme nextTheme, String note) {
    preferences.choose(signedIn.account(), nextZone, nextLanguage, nextTheme);
    redirect.to(request.getServletPath().replace(".xhtml", "") + note);
  }

  public boolean isTheme(Account.Theme candidate) {
    return signedIn.account().theme() == candidate;
  }

  public List<Account.Theme> themes() {
    return List.of(Account.Theme.values());
  }

  public List<String> languages() {
    return Texts.LANGUAGES.stream().map(Locale::getLanguage).toList();
  }

  /** The name of a language in that language. */
  public String nameOf(String code) {
    Locale locale = Locale.of(code);
    return locale.getDisplayLanguage(locale);
  }

  /** All zones that are named after a place, and UTC. */
  public Set<String> zones() {
    Set<String> zones =
        ZoneId.getAvailableZoneIds().stream()
            .filter(id -> id.contains("/") && AREAS.contains(id.substring(0, id.indexOf('/'))))
            .collect(Collectors.toCollection(TreeSet::new));
    zones.add("UTC");
    zones.add(signedIn.account().zone().getId());
    return zones;
  }

  public String getZone() {
    String chosen = zone;
    return chosen == null ? signedIn.account().zone().getId() : chosen;
  }

  public void setZone(@Nullable String zone) {
    this.zone = zone;
  }

  public String getLanguage() {
    String chosen = language;
    return chosen == null ? signedIn.account().language().getLanguage() : chosen;
  }

  public void setLanguage(@Nullable String language) {
    this.language = language;
  }

  public Account.Theme getTheme() {
    Account.Theme chosen = theme;
    return chosen == null ? signedIn.account().theme() : chosen;
  }

  public void setTheme(Account.@Nullable Theme theme) {
    this.theme = theme;
  }
}
