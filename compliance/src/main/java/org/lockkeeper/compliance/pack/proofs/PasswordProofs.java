package org.lockkeeper.compliance.pack.proofs;

import static org.lockkeeper.compliance.pack.proofs.Facts.LIVE;
import static org.lockkeeper.compliance.pack.proofs.Facts.figures;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.lockkeeper.compliance.access.PasswordFault;
import org.lockkeeper.compliance.access.PasswordPolicy;
import org.lockkeeper.compliance.access.PasswordProfile;
import org.lockkeeper.compliance.access.PasswordRules;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.sessions.SessionPolicy;
import org.lockkeeper.compliance.pack.ControlCatalogue;
import org.lockkeeper.compliance.pack.Proof;
import org.lockkeeper.compliance.pack.Proof.Seen;
import org.lockkeeper.compliance.pack.ProofSource;

/** How people sign in: the policy in force against what is demanded. */
@ApplicationScoped
class PasswordProofs implements ProofSource {

  private final PasswordPolicy policy;
  private final PasswordRules rules;
  private final SessionPolicy sessions;

  @Inject
  PasswordProofs(PasswordPolicy policy, PasswordRules rules, SessionPolicy sessions) {
    this.policy = policy;
    this.rules = rules;
    this.sessions = sessions;
  }

  @Override
  public List<Proof> proofs() {
    return List.of(
        new Proof("password-rules", LIVE, "/admin/change-password", this::rules),
        new Proof("password-name", LIVE, "/admin/change-password", this::name),
        new Proof("lockout", LIVE, "/admin/locks", this::lockout),
        new Proof("session-limits", LIVE, "/admin/networks", this::sessions));
  }

  private List<PasswordProfile> profiles() {
    return Arrays.stream(Role.values()).map(policy::profile).toList();
  }

  private Seen rules(Instant now, ControlCatalogue catalogue) {
    int least =
        profiles().stream()
            .mapToInt(profile -> Math.min(profile.least(true), profile.least(false)))
            .min()
            .orElse(0);
    int kinds = profiles().stream().mapToInt(PasswordProfile::kinds).min().orElse(0);
    int remembered = profiles().stream().mapToInt(PasswordProfile::remembered).min().orElse(0);
    long young =
        profiles().stream().mapToLong(profile -> profile.leastAge().toDays()).min().orElse(0);
    long age = profiles().stream().mapToLong(PasswordProofs::mostAge).max().orElse(0);
    boolean holds =
        least >= catalogue.number("password-least")
            && kinds >= catalogue.number("password-kinds")
            && remembered >= catalogue.number("password-history")
            && young >= catalogue.number("password-least-age-days")
            && age <= catalogue.number("password-most-age-days");
    return Seen.when(
        holds,
        "Password policy "
            + policy.edition()
            + ", the weakest of all roles: "
            + least
            + " characters, "
            + kinds
            + " kinds, "
            + young
            + " to "
            + (age == Long.MAX_VALUE ? "unlimited" : age)
            + " days old, the last "
            + remembered
            + " refused.",
        now,
        figures(
            "least", least, "kinds", kinds, "age", age, "young", young, "remembered", remembered));
  }

  /** No limit is the longest. */
  private static long mostAge(PasswordProfile profile) {
    return profile.mostAge().map(Duration::toDays).orElse(Long.MAX_VALUE);
  }

  private Seen name(Instant now, ControlCatalogue catalogue) {
    // A made-up person; the password is nobody's.
    PasswordRules.Owner owner =
        new PasswordRules.Owner(Role.ADMIN, "wharfinger@example.com", "W", "Example", true);
    Set<PasswordFault> faults = rules.faults(owner, "9!Qw-Wharfinger-Kx".toCharArray());
    boolean refused = faults.contains(PasswordFault.HAS_NAME);
    return Seen.when(
        refused,
        "A password with the user name in it was " + (refused ? "refused." : "taken."),
        now,
        figures());
  }

  private Seen lockout(Instant now, ControlCatalogue catalogue) {
    int after = policy.lock().after();
    long most = catalogue.number("failures-before-lock");
    return Seen.when(
        after <= most && policy.lock().lasts().compareTo(Duration.ZERO) > 0,
        after
            + " failures lock an account for "
            + policy.lock().lasts().toMinutes()
            + " minutes; at most "
            + most
            + " are allowed.",
        now,
        figures("after", after));
  }

  private Seen sessions(Instant now, ControlCatalogue catalogue) {
    long idle =
        List.of(Role.SUPPORT, Role.ADMIN, Role.AUDITOR).stream()
            .mapToLong(role -> sessions.of(role).idle().toMinutes())
            .max()
            .orElse(0);
    long most =
        Arrays.stream(Role.values())
            .mapToLong(role -> sessions.of(role).absolute().toHours())
            .max()
            .orElse(0);
    return Seen.when(
        idle <= 60 && most <= 24,
        "Session policy "
            + sessions.edition()
            + ": staff are signed out after "
            + idle
            + " minutes without use, everybody after "
            + most
            + " hours.",
        now,
        figures("idle", idle));
  }
}
