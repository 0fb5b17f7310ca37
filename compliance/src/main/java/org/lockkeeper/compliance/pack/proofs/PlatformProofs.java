package org.lockkeeper.compliance.pack.proofs;

import static org.lockkeeper.compliance.pack.proofs.Facts.LIVE;
import static org.lockkeeper.compliance.pack.proofs.Facts.count;
import static org.lockkeeper.compliance.pack.proofs.Facts.figures;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.compliance.access.Readiness;
import org.lockkeeper.compliance.monitoring.AllowedHosts;
import org.lockkeeper.compliance.monitoring.OutsideCalls;
import org.lockkeeper.compliance.pack.ControlCatalogue;
import org.lockkeeper.compliance.pack.PackFacts;
import org.lockkeeper.compliance.pack.Proof;
import org.lockkeeper.compliance.pack.Proof.Seen;
import org.lockkeeper.compliance.pack.ProofSource;
import org.lockkeeper.compliance.pack.RuntimeFacts;

/** What stands around: database, network, settings. */
@ApplicationScoped
class PlatformProofs implements ProofSource {

  private static final int MANY = 500;

  /** As long as calls are looked for; a log that was not written for a month proves nothing. */
  private static final Duration MONTH = Duration.ofDays(30);

  private final PackFacts facts;
  private final RuntimeFacts runtime;
  private final Readiness readiness;
  private final AllowedHosts hosts;
  private final OutsideCalls calls;

  @Inject
  PlatformProofs(
      PackFacts facts,
      RuntimeFacts runtime,
      Readiness readiness,
      AllowedHosts hosts,
      OutsideCalls calls) {
    this.facts = facts;
    this.runtime = runtime;
    this.readiness = readiness;
    this.hosts = hosts;
    this.calls = calls;
  }

  @Override
  public List<Proof> proofs() {
    return List.of(
        new Proof("tenant-walls", LIVE, "/admin/controls", this::walls),
        new Proof("database-rights", LIVE, "/admin/controls", this::rights),
        new Proof("outgoing-hosts", LIVE, "/admin/networks", this::hosts),
        new Proof("call-log", MONTH, "/admin/external-api-calls", this::calls),
        new Proof("call-budgets", MONTH, "/admin/external-api-calls", this::budgets),
        new Proof("tls", LIVE, "/admin/controls", this::tls),
        new Proof("separate-environment", LIVE, "/admin/controls", this::environment),
        new Proof("contact-mailbox", LIVE, "/admin/incidents", this::mailbox),
        new Proof("privacy-policy", LIVE, "/admin/controls", this::policy));
  }

  private Seen walls(Instant now, ControlCatalogue catalogue) {
    int tables = facts.tenantTables();
    List<String> open = facts.tablesWithoutWall();
    return Seen.when(
        tables > 0 && open.isEmpty(),
        count(tables, "table belongs", "tables belong")
            + " to sellers; "
            + open.size()
            + " of them lack forced row-level security"
            + (open.isEmpty() ? "." : ": " + String.join(", ", open) + "."),
        now,
        figures("tables", tables));
  }

  private Seen rights(Instant now, ControlCatalogue catalogue) {
    List<String> excess = readiness.excessRights();
    return Seen.when(
        excess.isEmpty(),
        excess.isEmpty()
            ? "The product's database role owns no table, is no superuser and passes no wall by."
            : String.join(" ", excess),
        now,
        figures());
  }

  private static OutsideCalls.Filter filter(OutsideCalls.Span span) {
    return new OutsideCalls.Filter(span, Optional.empty(), Optional.empty(), false);
  }

  private Seen hosts(Instant now, ControlCatalogue catalogue) {
    int listed = hosts.hosts().size();
    int refused = calls.refusals(filter(OutsideCalls.Span.MONTH), now, MANY).size();
    return Seen.when(
        listed > 0,
        count(listed, "host may", "hosts may")
            + " be called, each over TLS; "
            + (refused < MANY ? String.valueOf(refused) : MANY + " or more")
            + " calls elsewhere were refused in the last month.",
        now,
        figures("hosts", listed, "refused", refused));
  }

  private Seen calls(Instant now, ControlCatalogue catalogue) {
    long made =
        calls.steps(filter(OutsideCalls.Span.DAY), now).stream()
            .mapToLong(OutsideCalls.Step::calls)
            .sum();
    int called = calls.hosts(MANY).size();
    Optional<Instant> newest = newestCall(now);
    return Seen.when(
        called > 0 && newest.isPresent(),
        count(made, "call", "calls")
            + " in the last 24 hours; "
            + count(called, "host was", "hosts were")
            + " ever called"
            + (newest.isPresent() ? "" : ", none in the last month")
            + ". Host, operation, seller, status, time and size are kept, no bodies.",
        newest.orElse(now),
        figures("calls", made, "hosts", called));
  }

  /**
   * Who pools sellers, or does not heed a budget, is refused by the platforms. A budget that
   * was not in use for some days has no fill; its calls of the month count all the same.
   */
  private Seen budgets(Instant now, ControlCatalogue catalogue) {
    List<OutsideCalls.Row> counted =
        calls.rows(filter(OutsideCalls.Span.MONTH), now, MANY).stream()
            .filter(row -> row.budgetName().isPresent())
            .toList();
    long made = counted.stream().mapToLong(OutsideCalls.Row::calls).sum();
    Optional<Instant> newest = newestCall(now);
    if (made == 0 || newest.isEmpty()) {
      return Seen.failed("No call was taken out of a budget in the last month.", now);
    }
    long throttled = counted.stream().mapToLong(OutsideCalls.Row::throttled).sum();
    long sellers = counted.stream().map(OutsideCalls.Row::seller).distinct().count();
    long most = catalogue.number("throttled-percent");
    return Seen.when(
        throttled * 100 <= made * most,
        count(counted.size(), "budget was", "budgets were")
            + " in use in the last month, each of one seller and operation, for "
            + count(sellers, "seller", "sellers")
            + "; platforms refused "
            + throttled
            + " of "
            + count(made, "call", "calls")
            + " as too many, "
            + most
            + " of 100 are allowed.",
        newest.get(),
        figures("budgets", counted.size(), "throttled", throttled, "calls", made));
  }

  /** When the newest call was made, to the hour, or to the day if it is older than one. */
  private Optional<Instant> newestCall(Instant now) {
    return newestCall(OutsideCalls.Span.DAY, now)
        .or(() -> newestCall(OutsideCalls.Span.MONTH, now));
  }

  private Optional<Instant> newestCall(OutsideCalls.Span span, Instant now) {
    return calls.steps(filter(span), now).stream()
        .filter(step -> step.calls() > 0)
        .map(OutsideCalls.Step::from)
        .max(Comparator.naturalOrder());
  }

  private Seen tls(Instant now, ControlCatalogue catalogue) {
    List<String> plain = runtime.plain();
    boolean sandbox = hosts.plain().isPresent();
    return Seen.when(
        plain.isEmpty() && !sandbox,
        plain.isEmpty() && !sandbox
            ? "Every address in the settings is https and the database is reached over checked TLS."
            : "Reached without TLS in this installation: "
                + count(plain.size(), "address of its settings", "addresses of its settings")
                + (plain.isEmpty() ? "" : ", such as " + plain.getFirst())
                + (sandbox ? "; and a sandbox." : "."),
        now,
        figures());
  }

  private Seen environment(Instant now, ControlCatalogue catalogue) {
    boolean production = runtime.environment().equals("production");
    int against = runtime.brokenForProduction().size();
    // Production has no test setting; any other has some, so that production would not start on it.
    return Seen.when(
        production == (against == 0),
        "This installation is \""
            + runtime.environment()
            + "\"; "
            + (production
                ? count(against, "test setting", "test settings") + " in it."
                : against == 0
                    ? "but production would start with its settings, so nothing sets it apart."
                    : "its buyers are made up, and production would refuse "
                        + count(against, "setting", "settings")
                        + " of it."),
        now,
        figures("environment", runtime.environment()));
  }

  private Seen mailbox(Instant now, ControlCatalogue catalogue) {
    return runtime
        .contactMailbox()
        .map(
            mailbox ->
                Seen.held(
                    "The mailbox for incidents is " + mailbox + ".",
                    now,
                    figures("mailbox", mailbox)))
        .orElseGet(
            () ->
                Seen.failed(
                    "No mailbox is set; enter it as lockkeeper.pack.contact-mailbox.", now));
  }

  private Seen policy(Instant now, ControlCatalogue catalogue) {
    return runtime
        .privacyPolicy()
        .map(
            address ->
                Seen.when(
                    address.startsWith("https://"),
                    "The privacy policy is at " + address + ".",
                    now,
                    figures("address", address)))
        .orElseGet(
            () ->
                Seen.failed("No address is set; enter it as lockkeeper.pack.privacy-policy.", now));
  }
}
