package org.lockkeeper.portal.session;

import java.util.Map;
import java.util.Optional;
import org.lockkeeper.compliance.access.Permission;

/** What each page behind the sign-in needs. A page that is not in the list does not exist. */
final class Pages {

  private static final Map<String, Permission> NEEDS =
      Map.ofEntries(
          Map.entry("/seller/today", Permission.ORDERS_READ),
          Map.entry("/seller/orders", Permission.ORDERS_READ),
          Map.entry("/seller/order", Permission.ORDERS_READ),
          Map.entry("/seller/export-orders", Permission.ORDERS_EXPORT),
          Map.entry("/seller/export", Permission.ORDERS_EXPORT),
          Map.entry("/seller/exports", Permission.ORDERS_EXPORT),
          Map.entry("/admin/exports", Permission.AUDIT_READ),
          Map.entry("/seller/deliveries", Permission.ORDERS_READ),
          Map.entry("/seller/channels", Permission.CHANNELS_READ),
          Map.entry("/seller/onboarding", Permission.CHANNELS_READ),
          Map.entry("/seller/disconnect", Permission.CHANNELS_WORK),
          Map.entry("/seller/privacy", Permission.PRIVACY_READ),
          Map.entry("/seller/certificates", Permission.PRIVACY_READ),
          Map.entry("/seller/my-log", Permission.PRIVACY_READ),
          Map.entry("/seller/retention", Permission.PRIVACY_READ),
          Map.entry("/seller/leave", Permission.PRIVACY_WORK),
          Map.entry("/seller/team", Permission.TEAM_WORK),
          Map.entry("/support/access", Permission.DESK_WORK),
          Map.entry("/admin/users", Permission.PEOPLE_READ),
          Map.entry("/admin/user", Permission.PEOPLE_READ),
          Map.entry("/admin/roles", Permission.PEOPLE_READ),
          Map.entry("/admin/access-requests", Permission.PEOPLE_READ),
          Map.entry("/admin/service-accounts", Permission.PEOPLE_READ),
          Map.entry("/admin/access-reviews", Permission.REVIEWS_READ),
          Map.entry("/seller/profile", Permission.PROFILE),
          Map.entry("/seller/change-password", Permission.PROFILE),
          Map.entry("/support/change-password", Permission.PROFILE),
          Map.entry("/admin/change-password", Permission.PROFILE),
          Map.entry("/admin/locks", Permission.PEOPLE_WORK),
          Map.entry("/support/find", Permission.DESK_WORK),
          Map.entry("/support/order", Permission.DESK_WORK),
          Map.entry("/support/cases", Permission.DESK_WORK),
          Map.entry("/support/case", Permission.DESK_WORK),
          Map.entry("/support/exceptions", Permission.DESK_WORK),
          Map.entry("/support/privacy-requests", Permission.DESK_WORK),
          Map.entry("/support/seller", Permission.DESK_WORK),
          Map.entry("/support/report", Permission.DESK_WORK),
          Map.entry("/support/activity", Permission.DESK_WORK),
          Map.entry("/support/profile", Permission.PROFILE),
          Map.entry("/admin/support-oversight", Permission.DESK_OVERSEE),
          Map.entry("/seller/networks", Permission.TEAM_WORK),
          Map.entry("/admin/networks", Permission.NETWORKS_READ),
          Map.entry("/seller/factors", Permission.PROFILE),
          Map.entry("/support/factors", Permission.PROFILE),
          Map.entry("/admin/factors", Permission.PROFILE),
          Map.entry("/admin/retention", Permission.RETENTION_READ),
          Map.entry("/admin/retention-policy", Permission.RETENTION_READ),
          Map.entry("/admin/deletion-cases", Permission.RETENTION_READ),
          Map.entry("/admin/certificates", Permission.RETENTION_READ),
          Map.entry("/admin/backups", Permission.RETENTION_READ),
          Map.entry("/admin/credentials-room", Permission.CREDENTIALS_READ),
          Map.entry("/admin/keys", Permission.KEYS_READ),
          Map.entry("/admin/audit-log", Permission.AUDIT_READ),
          Map.entry("/admin/external-api-calls", Permission.CALLS_READ),
          Map.entry("/seller/incidents", Permission.PRIVACY_READ),
          Map.entry("/seller/report", Permission.INCIDENT_REPORT),
          Map.entry("/admin/report", Permission.INCIDENT_REPORT),
          Map.entry("/admin/incidents", Permission.INCIDENTS_READ),
          Map.entry("/admin/incident", Permission.INCIDENTS_READ),
          Map.entry("/admin/drills", Permission.INCIDENTS_READ),
          Map.entry("/admin/incident-plan", Permission.PLAN_READ),
          Map.entry("/support/incident-plan", Permission.PLAN_READ),
          Map.entry("/admin/log-review", Permission.CLOCKS_READ),
          Map.entry("/admin/settings", Permission.SETTINGS_READ),
          Map.entry("/admin/alerts", Permission.ALERTS_READ),
          Map.entry("/admin/canaries", Permission.ALERTS_READ),
          Map.entry("/admin/control-room", Permission.CLOCKS_READ),
          Map.entry("/admin/controls", Permission.CONTROLS_READ),
          Map.entry("/admin/evidence-pack", Permission.CONTROLS_READ),
          Map.entry("/admin/registers", Permission.REGISTERS_READ),
          Map.entry("/admin/register", Permission.REGISTERS_READ),
          Map.entry("/admin/register-entry", Permission.REGISTERS_READ),
          Map.entry("/admin/register-import", Permission.REGISTERS_WORK),
          Map.entry("/admin/profile", Permission.PROFILE));

  private Pages() {}

  /**
   * What a page needs.
   *
   * @param path with or without {@code .xhtml}; the ways to a platform begin with {@code /connect/}
   * @return empty if there is no such page
   */
  static Optional<Permission> permission(String path) {
    if (path.startsWith("/connect/")) {
      return Optional.of(Permission.CHANNELS_WORK);
    }
    String page =
        path.endsWith(".xhtml") ? path.substring(0, path.length() - ".xhtml".length()) : path;
    return Optional.ofNullable(NEEDS.get(page));
  }
}
