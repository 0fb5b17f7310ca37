package org.lockkeeper.portal.session;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.settings.Setting;
import org.lockkeeper.compliance.settings.SettingsInForce;

/** What is around every page: the ways to go, the theme and the banner. */
@Named
@RequestScoped
public class Frame {

  private static final List<Place> OF_SELLERS =
      List.of(
          new Place("today", "/seller/today", "pi-home"),
          new Place("orders", "/seller/orders", "pi-shopping-bag"),
          new Place("deliveries", "/seller/deliveries", "pi-inbox"),
          new Place("channels", "/seller/channels", "pi-link"),
          new Place("privacy", "/seller/privacy", "pi-shield"),
          new Place("onboarding", "/seller/onboarding", "pi-check-square"),
          new Place("team", "/seller/team", "pi-users"),
          new Place("report", "/seller/report", "pi-exclamation-triangle"),
          new Place("profile", "/seller/profile", "pi-user"));
  private static final List<Place> OF_SUPPORT =
      List.of(
          new Place("find", "/support/find", "pi-search"),
          new Place("cases", "/support/cases", "pi-comments"),
          new Place("exceptions", "/support/exceptions", "pi-exclamation-circle"),
          new Place("privacy-requests", "/support/privacy-requests", "pi-shield"),
          new Place("report", "/support/report", "pi-exclamation-triangle"),
          new Place("incident-plan", "/support/incident-plan", "pi-book"),
          new Place("activity", "/support/activity", "pi-list"),
          new Place("access", "/support/access", "pi-key"),
          new Place("profile", "/support/profile", "pi-user"));
  private static final List<Place> OF_ADMINS =
      List.of(
          new Place("control-room", "/admin/control-room", "pi-clock"),
          new Place("alerts", "/admin/alerts", "pi-bell"),
          new Place("incidents", "/admin/incidents", "pi-bolt"),
          new Place("controls", "/admin/controls", "pi-verified"),
          new Place("registers", "/admin/registers", "pi-book"),
          new Place("retention", "/admin/retention", "pi-history"),
          new Place("credentials-room", "/admin/credentials-room", "pi-key"),
          new Place("keys", "/admin/keys", "pi-lock"),
          new Place("audit-log", "/admin/audit-log", "pi-list"),
          new Place("users", "/admin/users", "pi-users"),
          new Place("locks", "/admin/locks", "pi-ban"),
          new Place("support-oversight", "/admin/support-oversight", "pi-eye"),
          new Place("external-api-calls", "/admin/external-api-calls", "pi-globe"),
          new Place("networks", "/admin/networks", "pi-sitemap"),
          new Place("settings", "/admin/settings", "pi-cog"),
          new Place("report", "/admin/report", "pi-exclamation-triangle"),
          new Place("profile", "/admin/profile", "pi-user"));

  private static final List<String> GROUPS =
      List.of("watch", "promises", "evidence", "people", "own");

  /** To which group of the navigation a place of admins belongs; {@code own} if not named. */
  private static final Map<String, String> GROUP_OF =
      Map.ofEntries(
          Map.entry("control-room", "watch"),
          Map.entry("alerts", "watch"),
          Map.entry("incidents", "watch"),
          Map.entry("external-api-calls", "watch"),
          Map.entry("retention", "promises"),
          Map.entry("credentials-room", "promises"),
          Map.entry("keys", "promises"),
          Map.entry("settings", "promises"),
          Map.entry("audit-log", "evidence"),
          Map.entry("controls", "evidence"),
          Map.entry("evidence-pack", "evidence"),
          Map.entry("registers", "evidence"),
          Map.entry("users", "people"),
          Map.entry("locks", "people"),
          Map.entry("support-oversight", "people"),
          Map.entry("networks", "people"));

  /** Pages that have no entry of their own, and the one below which they are found. */
  private static final Map<String, String> BELOW =
      Map.ofEntries(
          Map.entry("/seller/order", "/seller/orders"),
          Map.entry("/seller/export-orders", "/seller/orders"),
          Map.entry("/seller/export", "/seller/orders"),
          Map.entry("/seller/exports", "/seller/orders"),
          Map.entry("/admin/exports", "/admin/audit-log"),
          Map.entry("/seller/disconnect", "/seller/channels"),
          Map.entry("/seller/retention", "/seller/privacy"),
          Map.entry("/seller/my-log", "/seller/privacy"),
          Map.entry("/seller/certificates", "/seller/privacy"),
          Map.entry("/seller/leave", "/seller/privacy"),
          Map.entry("/seller/incidents", "/seller/privacy"),
          Map.entry("/admin/incident", "/admin/incidents"),
          Map.entry("/admin/evidence-pack", "/admin/controls"),
          Map.entry("/admin/drills", "/admin/incidents"),
          Map.entry("/admin/incident-plan", "/admin/incidents"),
          Map.entry("/admin/log-review", "/admin/control-room"),
          Map.entry("/admin/canaries", "/admin/alerts"),
          Map.entry("/seller/networks", "/seller/team"),
          Map.entry("/seller/change-password", "/seller/profile"),
          Map.entry("/support/change-password", "/support/profile"),
          Map.entry("/admin/change-password", "/admin/profile"),
          Map.entry("/admin/retention-policy", "/admin/retention"),
          Map.entry("/admin/deletion-cases", "/admin/retention"),
          Map.entry("/admin/certificates", "/admin/retention"),
          Map.entry("/admin/user", "/admin/users"),
          Map.entry("/admin/roles", "/admin/users"),
          Map.entry("/admin/access-requests", "/admin/users"),
          Map.entry("/admin/service-accounts", "/admin/users"),
          Map.entry("/admin/access-reviews", "/admin/users"),
          Map.entry("/admin/register", "/admin/registers"),
          Map.entry("/admin/register-entry", "/admin/registers"),
          Map.entry("/admin/register-import", "/admin/registers"),
          Map.entry("/admin/backups", "/admin/retention"),
          Map.entry("/support/order", "/support/find"),
          Map.entry("/support/seller", "/support/find"),
          Map.entry("/support/case", "/support/cases"));

  private final SignedIn signedIn;
  private final HttpServletRequest request;
  private final Optional<String> banner;
  private final SettingsInForce settings;
  private @Nullable String shown;

  @Inject
  Frame(
      SignedIn signedIn,
      HttpServletRequest request,
      @ConfigProperty(name = "lockkeeper.banner") Optional<String> banner,
      SettingsInForce settings) {
    this.signedIn = signedIn;
    this.request = request;
    this.banner = banner;
    this.settings = settings;
  }

  /**
   * One entry of the navigation.
   *
   * @param name the last part of its text key
   * @param icon the PrimeIcons class
   */
  public record Place(String name, String path, String icon) {

    /** The key of its word. */
    public String key() {
      return "common.nav." + name;
    }
  }

  /**
   * Places that belong together.
   *
   * @param name the last part of its text key; empty text if it has no heading
   */
  public record Group(String name, List<Place> places) {

    /** The key of its heading. */
    public String key() {
      return "common.nav.group." + name;
    }
  }

  /** The places this person may go to, those that belong together side by side. */
  public List<Group> groups() {
    List<Place> mine =
        (ofSeller() ? OF_SELLERS : ofSupport() ? OF_SUPPORT : OF_ADMINS)
            .stream()
                .filter(place -> Pages.permission(place.path()).filter(signedIn::may).isPresent())
                .toList();
    if (ofSeller() || ofSupport()) {
      return List.of(new Group("", mine));
    }
    return GROUPS.stream()
        .map(
            group ->
                new Group(
                    group,
                    mine.stream()
                        .filter(place -> GROUP_OF.getOrDefault(place.name(), "own").equals(group))
                        .toList()))
        .filter(group -> !group.places().isEmpty())
        .toList();
  }

  /** Whether the present page is that place or lies below it. */
  public boolean at(Place place) {
    String path = request.getServletPath().replace(".xhtml", "");
    return path.equals(place.path()) || BELOW.getOrDefault(path, "").equals(place.path());
  }

  /** Whether the person works for a seller, and so has orders to search. */
  public boolean ofSeller() {
    return signedIn.viewing() || signedIn.someone().filter(a -> a.role().ofSeller()).isPresent();
  }

  /** Whether the person works at the desk, for the sellers assigned to it. */
  public boolean ofSupport() {
    return !signedIn.viewing()
        && signedIn.someone().filter(a -> a.role() == Role.SUPPORT).isPresent();
  }

  /** Where the own second factors are. */
  public String factorsPath() {
    return profilePath().replace("/profile", "/factors");
  }

  public String profilePath() {
    return signedIn.viewing()
        ? "/support/profile"
        : ofSeller() ? "/seller/profile" : ofSupport() ? "/support/profile" : "/admin/profile";
  }

  /** Where this person changes the password. */
  public String changePasswordPath() {
    return Home.changePassword(signedIn.account().role());
  }

  public String home() {
    return signedIn.someone().map(a -> Home.of(a.role())).orElse("/");
  }

  /** {@code system}, {@code light} or {@code dark}. */
  public String theme() {
    return signedIn
        .someone()
        .map(Account::theme)
        .orElse(Account.Theme.SYSTEM)
        .name()
        .toLowerCase(Locale.ROOT);
  }

  /**
   * What the operator wants on every page, such as that this is a sandbox, and what admins have
   * set; empty text if nothing.
   */
  public String banner() {
    String known = shown;
    if (known == null) {
      known =
          Stream.concat(banner.stream(), settings.text(Setting.BANNER).stream())
              .collect(Collectors.joining(" · "));
      shown = known;
    }
    return known;
  }
}
