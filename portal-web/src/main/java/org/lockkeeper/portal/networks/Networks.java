package org.lockkeeper.portal.networks;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.networks.AllowNetworks;
import org.lockkeeper.compliance.access.networks.AllowNetworks.Outcome;
import org.lockkeeper.compliance.access.networks.AllowNetworks.Refusal;
import org.lockkeeper.compliance.access.networks.AllowedNetworks.Allowed;
import org.lockkeeper.portal.people.PeopleWords;
import org.lockkeeper.portal.session.RemoteIp;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Texts;

/**
 * {@code /seller/networks} and {@code /admin/networks}: from where people may be signed in.
 * A seller has one list; we have one for each of our roles. Each change is looked at first, then
 * made.
 */
@Named
@RequestScoped
public class Networks {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final AllowNetworks networks;
  private final SignedIn signedIn;
  private final PeopleWords people;
  private final RemoteIp remote;
  private final HttpServletRequest request;
  private final Texts texts;
  private final Toast toast;

  private String role = "";
  private @Nullable String range;
  private @Nullable String note;
  private @Nullable String leaving;
  private @Nullable String seen;
  private @Nullable Outcome outcome;

  @Inject
  Networks(
      AllowNetworks networks,
      SignedIn signedIn,
      PeopleWords people,
      RemoteIp remote,
      HttpServletRequest request,
      Texts texts,
      Toast toast) {
    this.networks = networks;
    this.signedIn = signedIn;
    this.people = people;
    this.remote = remote;
    this.request = request;
    this.texts = texts;
    this.toast = toast;
  }

  /**
   * One list.
   *
   * @param title whom it is for, in words
   * @param limited whether there is any range, and so a limit
   */
  public record Listed(String title, String role, boolean limited, List<Allowed> ranges) {}

  /** Where this person comes from, as the product sees it. */
  public String own() {
    return remote.of(request);
  }

  /** What changing a list needs of this person. */
  public Permission work() {
    return signedIn.account().role().ofSeller() ? Permission.TEAM_WORK : Permission.NETWORKS_WORK;
  }

  /** Our roles that have a list of their own; none for a seller. */
  public List<String> roles() {
    return signedIn.account().role().ofSeller()
        ? List.of()
        : Stream.of(Role.values()).filter(each -> !each.ofSeller()).map(Role::name).toList();
  }

  /** The word of a role. */
  public String roleWord(String name) {
    return people.role(Role.valueOf(name));
  }

  /** All lists that this person looks after. */
  public List<Listed> lists() {
    return roles().isEmpty()
        ? List.of(listed("", signedIn.sellerName()))
        : roles().stream().map(name -> listed(name, roleWord(name))).toList();
  }

  private Listed listed(String name, String title) {
    List<Allowed> ranges = networks.list(signedIn.seller(), roleOf(name));
    return new Listed(title, name, !ranges.isEmpty(), ranges);
  }

  private Optional<Role> roleOf(String name) {
    return roles().contains(name) ? Optional.of(Role.valueOf(name)) : Optional.empty();
  }

  private Optional<Role> chosen() {
    if (roles().isEmpty() != role.isEmpty()) {
      throw new IllegalArgumentException("a list of ours is one of a role, a seller's is none");
    }
    return roleOf(role);
  }

  /** Shows what adding the range would do. */
  public void look() {
    signedIn.need(work());
    leaving = null;
    Outcome would = networks.wouldAdd(signedIn.account(), chosen(), text(range), text(note), own());
    outcome = would;
    seen = would.refusal().isEmpty() ? fingerprint() : null;
  }

  /** Adds the range, if that is what was looked at. */
  public void put() {
    signedIn.needFresh(work());
    if (!fingerprint().equals(seen)) {
      look();
      return;
    }
    done(networks.add(signedIn.account(), chosen(), text(range), text(note), own()));
  }

  /** Shows what taking a range away would do. */
  public void ask(Allowed one) {
    signedIn.need(work());
    role = one.role().map(Role::name).orElse("");
    leaving = one.id().toString();
    seen = null;
    outcome = networks.wouldRemove(signedIn.account(), chosen(), one.id(), own());
  }

  /** Takes away the range that was asked about. */
  public void take() {
    signedIn.needFresh(work());
    if (leaving != null && ID.matcher(leaving).matches()) {
      done(networks.remove(signedIn.account(), chosen(), UUID.fromString(leaving), own()));
    }
  }

  private void done(Optional<Refusal> refusal) {
    seen = null;
    leaving = null;
    if (refusal.isPresent()) {
      outcome = new Outcome(refusal, List.of());
    } else {
      outcome = null;
      range = null;
      note = null;
      toast.say(texts.get("common.networks.message.done"));
    }
  }

  private String fingerprint() {
    return String.join(" | ", role, text(range).strip(), text(note).strip());
  }

  private static String text(@Nullable String said) {
    return Objects.requireNonNullElse(said, "");
  }

  /**
   * Why the change cannot be made, in a sentence; empty text if it can, or none was asked about.
   */
  public String refusal() {
    Outcome would = outcome;
    return would == null
        ? ""
        : would
            .refusal()
            .map(
                why ->
                    texts.with(
                        "common.networks.refusal." + why.name().toLowerCase(Locale.ROOT),
                        own(),
                        AllowNetworks.MOST))
            .orElse("");
  }

  /** Whether a range was looked at that can be added. */
  public boolean adding() {
    return seen != null;
  }

  /** Whether a range was asked about that can go. */
  public boolean taking() {
    Outcome would = outcome;
    return leaving != null && would != null && would.refusal().isEmpty();
  }

  /** The ranges that would be allowed after the change. */
  public List<String> after() {
    Outcome would = outcome;
    return would == null ? List.of() : would.after();
  }

  public String getRole() {
    return role;
  }

  public void setRole(@Nullable String role) {
    this.role = text(role);
  }

  public @Nullable String getRange() {
    return range;
  }

  public void setRange(@Nullable String range) {
    this.range = range;
  }

  public @Nullable String getNote() {
    return note;
  }

  public void setNote(@Nullable String note) {
    this.note = note;
  }

  public @Nullable String getLeaving() {
    return leaving;
  }

  public void setLeaving(@Nullable String leaving) {
    this.leaving = leaving;
  }

  public @Nullable String getSeen() {
    return seen;
  }

  public void setSeen(@Nullable String seen) {
    this.seen = seen;
  }
}
