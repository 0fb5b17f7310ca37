package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.desk.RevealReason;
import org.lockkeeper.compliance.settings.Setting;
import org.lockkeeper.compliance.settings.change.ChangeSettings;
import org.lockkeeper.compliance.settings.change.PoliciesInForce;
import org.lockkeeper.compliance.settings.change.SettingChange;
import org.lockkeeper.compliance.settings.change.SettingRules;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Choices;
import org.lockkeeper.portal.texts.Texts;

/**
 * {@code /admin/settings}: the dated policies in force, what this installation is set up with, and
 * the few settings that two admins change together. No secret is shown.
 */
@Named
@RequestScoped
public class SettingsPage {

  /**
   * What of the configuration is shown: names and switches, no secret and no address of a person.
   */
  private static final List<String> SHOWN =
      List.of(
          "lockkeeper.environment",
          "lockkeeper.address",
          "lockkeeper.key.custodian",
          "lockkeeper.kms.regions",
          "lockkeeper.secret.store",
          "lockkeeper.secretsmanager.region",
          "lockkeeper.secretsmanager.prefix",
          "lockkeeper.secretsmanager.recovery-days",
          "lockkeeper.mail.host",
          "lockkeeper.mail.port",
          "lockkeeper.mail.from",
          "lockkeeper.incidents.drill-address",
          "lockkeeper.oidc.issuer",
          "lockkeeper.oidc.only",
          "lockkeeper.factors.staff",
          "lockkeeper.proxies",
          "lockkeeper.http.hosts",
          "lockkeeper.sealing.cache-span",
          "lockkeeper.banner",
          "lockkeeper.drill");

  private final ChangeSettings change;
  private final SettingRules rules;
  private final PoliciesInForce policies;
  private final OurPeople people;
  private final FormFields form;
  private final SignedIn signedIn;
  private final Texts texts;
  private final Toast toast;
  private final Config config;

  private @Nullable List<SettingChange> history;
  private @Nullable Map<Setting, String> now;

  @Inject
  SettingsPage(
      ChangeSettings change,
      SettingRules rules,
      PoliciesInForce policies,
      OurPeople people,
      FormFields form,
      SignedIn signedIn,
      Texts texts,
      Toast toast,
      Config config) {
    this.change = change;
    this.rules = rules;
    this.policies = policies;
    this.people = people;
    this.form = form;
    this.signedIn = signedIn;
    this.texts = texts;
    this.toast = toast;
    this.config = config;
  }

  /** One setting. */
  public record Row(
      String setting, String label, String help, String policy, String now, boolean changed) {}

  public List<Row> settings() {
    return Arrays.stream(Setting.values())
        .map(
            setting ->
                new Row(
                    setting.name(),
                    label(setting),
                    texts.get("admin.settings.help." + Choices.word(setting)),
                    inWords(setting, rules.byPolicy(setting)),
                    inWords(setting, inForce(setting)),
                    now().containsKey(setting)))
        .toList();
  }

  private Map<Setting, String> now() {
    Map<Setting, String> known = now;
    if (known == null) {
      known = change.now();
      now = known;
    }
    return known;
  }

  private String inForce(Setting setting) {
    return now().getOrDefault(setting, rules.byPolicy(setting));
  }

  private String label(Setting setting) {
    return texts.get("admin.settings.setting." + Choices.word(setting));
  }

  private String inWords(Setting setting, String value) {
    if (value.isEmpty()) {
      return texts.get("admin.settings.message.nothing");
    }
    if (setting == Setting.REVEAL_REASONS) {
      return Arrays.stream(RevealReason.values())
          .filter(reason -> List.of(value.split(",", -1)).contains(reason.name()))
          .map(reason -> texts.get("common.reveal.reason." + Choices.word(reason)))
          .collect(Collectors.joining(", "));
    }
    return value;
  }

  /** The names of reasons, for the form. */
  public String reasons() {
    return rules.byPolicy(Setting.REVEAL_REASONS);
  }

  /**
   * One proposal.
   *
   * @param own whether the reader proposed it, and so does not agree to it
   */
  public record Proposal(
      String id,
      String label,
      String was,
      String chosen,
      String why,
      String by,
      Instant at,
      String state,
      String look,
      boolean waits,
      boolean own,
      String decidedBy,
      @Nullable Instant decidedAt) {}

  private List<SettingChange> changes() {
    List<SettingChange> known = history;
    if (known == null) {
      known = change.history();
      history = known;
    }
    return known;
  }

  public List<Proposal> waiting() {
    return changes().stream()
        .filter(one -> one.state() == SettingChange.State.PROPOSED)
        .map(this::proposal)
        .toList();
  }

  public List<Proposal> decided() {
    return changes().stream()
        .filter(one -> one.state() != SettingChange.State.PROPOSED)
        .map(this::proposal)
        .toList();
  }

  private Proposal proposal(SettingChange one) {
    return new Proposal(
        one.id().toString(),
        label(one.setting()),
        inWords(one.setting(), one.was().orElse(rules.byPolicy(one.setting()))),
        inWords(one.setting(), one.chosen().orElse(rules.byPolicy(one.setting()))),
        one.why(),
        people.name(one.proposedBy()),
        one.proposedAt(),
        texts.get("admin.settings.state." + Choices.word(one.state())),
        switch (one.state()) {
          case PROPOSED -> "exception";
          case IN_FORCE -> "delivered";
          case REFUSED, WITHDRAWN -> "cancelled";
        },
        one.state() == SettingChange.State.PROPOSED,
        one.proposedBy().equals(signedIn.account().id()),
        one.decidedBy().map(people::name).orElse(""),
        one.decidedAt().orElse(null));
  }

  /** One policy in force. */
  public record Policy(
      String title, String edition, String file, List<PoliciesInForce.Line> lines) {}

  public List<Policy> policies() {
    return policies.all().stream()
        .map(
            one ->
                new Policy(
                    texts.get("admin.settings.area." + one.area()),
                    one.edition(),
                    one.file(),
                    one.lines()))
        .toList();
  }

  /** What this installation is set up with. */
  public List<PoliciesInForce.Line> installed() {
    return SHOWN.stream()
        .map(
            key ->
                new PoliciesInForce.Line(
                    key,
                    config
                        .getOptionalValue(key, String.class)
                        .filter(value -> !value.isBlank())
                        .orElseGet(() -> texts.get("admin.settings.message.not-set"))))
        .toList();
  }

  private void said(ChangeSettings.Outcome outcome) {
    history = null;
    now = null;
    String message = texts.get("admin.settings.outcome." + Choices.word(outcome));
    if (outcome == ChangeSettings.Outcome.DONE) {
      toast.say(message);
    } else {
      toast.warn(message);
    }
  }

  /** Proposes a change. */
  public void propose() {
    signedIn.needFresh(Permission.SETTINGS_WORK);
    Optional<Setting> setting = Choices.read(Setting.values(), form.text("setting"));
    if (setting.isPresent()) {
      said(
          change.propose(signedIn.account(), setting.get(), form.text("chosen"), form.text("why")));
    } else {
      said(ChangeSettings.Outcome.NOT_THERE);
    }
  }

  /** Agrees to a proposal of another person. */
  public void agree() {
    signedIn.needFresh(Permission.SETTINGS_WORK);
    decide(true);
  }

  /** Does not agree to it. */
  public void refuse() {
    signedIn.needFresh(Permission.SETTINGS_WORK);
    decide(false);
  }

  private void decide(boolean agreed) {
    said(
        form.id("proposal")
            .map(id -> change.decide(signedIn.account(), id, agreed))
            .orElse(ChangeSettings.Outcome.NOT_THERE));
  }

  /** Takes the own proposal back. */
  public void withdraw() {
    signedIn.need(Permission.SETTINGS_WORK);
    said(
        form.id("proposal")
            .map(id -> change.withdraw(signedIn.account(), id))
            .orElse(ChangeSettings.Outcome.NOT_THERE));
  }
}
