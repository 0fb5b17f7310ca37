package org.lockkeeper.portal.registers;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.access.people.TrainingRegister;
import org.lockkeeper.compliance.registers.Entry;
import org.lockkeeper.compliance.registers.KeepRegister;
import org.lockkeeper.compliance.registers.RegisterKind;
import org.lockkeeper.compliance.registers.Registers.View;
import org.lockkeeper.compliance.registers.releases.Component;
import org.lockkeeper.compliance.registers.releases.RecordRelease;
import org.lockkeeper.compliance.registers.releases.Release;
import org.lockkeeper.portal.session.Download;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Choices;
import org.lockkeeper.portal.texts.Texts;

/** {@code /admin/register}: the entries of one register. */
@Named
@RequestScoped
public class RegisterPage {

  private static final int SHOWN = 500;

  /** Which fields stand in the list. */
  private static final Map<RegisterKind, List<String>> COLUMNS =
      Map.of(
          RegisterKind.ASSET,
          List.of("asset-kind", "version", "protection", "checked"),
          RegisterKind.VULNERABILITY,
          List.of("severity", "cvss", "tool", "where"),
          RegisterKind.SCAN,
          List.of("scan-kind", "complete", "findings", "done"),
          RegisterKind.PENETRATION_TEST,
          List.of("tester", "findings", "done"),
          RegisterKind.SUB_PROCESSOR,
          List.of("country", "result", "assessed"),
          RegisterKind.RISK,
          List.of("likelihood", "impact", "treatment", "assessed"),
          RegisterKind.CHANGE,
          List.of("change-kind", "size", "carried"),
          RegisterKind.POLICY,
          List.of("document-kind", "version", "reviewed"),
          RegisterKind.REGISTRATION,
          List.of("platform", "checked"));

  private final KeepRegister keep;
  private final RecordRelease releases;
  private final TrainingRegister training;
  private final RegisterWords words;
  private final SignedIn signedIn;
  private final Texts texts;
  private final Toast toast;
  private final Download download;
  private final Clock clock;
  private final HttpServletRequest request;
  private final Optional<RegisterKind> asked;
  private final String view;
  private Optional<RecordRelease.Difference> latest = Optional.empty();
  private @Nullable List<Entry> entries;
  private @Nullable String statement;

  @Inject
  RegisterPage(
      KeepRegister keep,
      RecordRelease releases,
      TrainingRegister training,
      RegisterWords words,
      SignedIn signedIn,
      Texts texts,
      Toast toast,
      Download download,
      Clock clock,
      HttpServletRequest request) {
    this.keep = keep;
    this.releases = releases;
    this.training = training;
    this.words = words;
    this.signedIn = signedIn;
    this.texts = texts;
    this.toast = toast;
    this.download = download;
    this.clock = clock;
    this.request = request;
    this.asked = RegisterKind.of(sent("kind"));
    this.view = sent("view");
  }

  private String sent(String name) {
    return Optional.ofNullable(request.getParameter(name)).map(String::strip).orElse("");
  }

  /** A way to look at the register. */
  public record Tab(String path, String label, boolean on) {}

  /** An entry in words. */
  public record Row(
      String path,
      String title,
      List<String> cells,
      String owner,
      String state,
      String look,
      @Nullable Instant due,
      boolean overdue) {}

  /** Something that was said of the whole register. */
  public record Said(Instant on, String by, String statement, int living, String digest) {}

  /** When somebody has to be trained. */
  public record Trained(String who, String path, Instant due, boolean overdue) {}

  private RegisterKind kind() {
    return asked.orElseThrow(() -> new IllegalStateException("there is no such register"));
  }

  /** Whether there is such a register. */
  public boolean there() {
    return asked.isPresent();
  }

  public String word() {
    return asked.map(RegisterKind::word).orElse("");
  }

  public String title() {
    return asked.map(words::kind).orElseGet(() -> texts.get("admin.register.message.nowhere"));
  }

  public String help() {
    return asked.map(kind -> texts.get("admin.register.about." + kind.word())).orElse("");
  }

  public boolean trainings() {
    return asked.filter(kind -> kind == RegisterKind.TRAINING).isPresent();
  }

  /** Whether entries are made here. */
  public boolean entered() {
    return there() && !trainings();
  }

  public boolean imports() {
    return asked.filter(kind -> kind == RegisterKind.VULNERABILITY).isPresent();
  }

  /** Whether what the product is made of is looked at. */
  public boolean software() {
    return asked.filter(kind -> kind == RegisterKind.ASSET).isPresent() && view.equals("software");
  }

  public boolean confirmable() {
    return asked.filter(KeepRegister::confirmable).isPresent();
  }

  private View chosen() {
    return Arrays.stream(View.values())
        .filter(each -> Choices.word(each).equals(view))
        .findFirst()
        .orElse(View.LIVING);
  }

  public List<Tab> tabs() {
    List<Tab> tabs =
        new java.util.ArrayList<>(
            Arrays.stream(View.values())
                .map(
                    each ->
                        new Tab(
                            "/admin/register?kind=" + word() + "&view=" + Choices.word(each),
                            texts.get("admin.register.view." + Choices.word(each)),
                            !software() && each == chosen()))
                .toList());
    if (kind() == RegisterKind.ASSET) {
      tabs.add(
          new Tab(
              "/admin/register?kind=asset&view=software",
              texts.get("admin.register.view.software"),
              software()));
    }
    return tabs;
  }

  /** The names of the columns between title and owner. */
  public List<String> columns() {
    return columnNames().stream().map(words::field).toList();
  }

  private List<String> columnNames() {
    return COLUMNS.getOrDefault(kind(), List.of());
  }

  private LocalDate today() {
    return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
  }

  private List<Entry> entries() {
    List<Entry> read = entries;
    if (read == null) {
      read = keep.list(kind(), chosen());
      entries = read;
    }
    return read;
  }

  public List<Row> rows() {
    LocalDate today = today();
    return entries().stream()
        .map(
            entry ->
                new Row(
                    "/admin/register-entry?entry=" + entry.id(),
                    entry.title(),
                    columnNames().stream()
                        .map(field -> words.value(entry.kind(), field, entry.detail(field)))
                        .toList(),
                    words.person(entry.owner()),
                    words.state(entry.state()),
                    words.look(entry, today),
                    entry.due().map(RegisterWords::midnight).orElse(null),
                    entry.overdueOn(today)))
        .toList();
  }

  /** Says that not all are shown; empty text if they are. */
  public String more() {
    return entries().size() < SHOWN ? "" : texts.with("admin.register.message.more", SHOWN);
  }

  /** What an empty list says. */
  public String none() {
    return kind() == RegisterKind.SUB_PROCESSOR && chosen() == View.LIVING
        ? texts.get("admin.register.message.no-sub-processor")
        : texts.get("admin.register.message.none");
  }

  public List<Said> said() {
    return keep.confirmations(kind()).stream()
        .map(
            each ->
                new Said(
                    RegisterWords.midnight(each.on()),
                    words.person(each.by()),
                    each.statement(),
                    each.living(),
                    each.digest().substring(0, 16)))
        .toList();
  }

  /** The trainings of our people, who is due first. */
  public List<Trained> trained() {
    Instant now = clock.instant();
    return training.due().entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
        .map(
            each ->
                new Trained(
                    words.person(each.getKey()),
                    "/admin/user?who=" + each.getKey(),
                    each.getValue(),
                    !now.isBefore(each.getValue())))
        .toList();
  }

  private Optional<RecordRelease.Difference> latest() {
    if (latest.isEmpty()) {
      latest = releases.latest();
    }
    return latest;
  }

  /** The version of the product that runs; null if it has no bill of materials. */
  public @Nullable Release release() {
    return latest().map(RecordRelease.Difference::release).orElse(null);
  }

  public List<Release> releases() {
    return releases.newest();
  }

  public List<Component> components() {
    return latest().map(RecordRelease.Difference::components).orElseGet(List::of);
  }

  public List<Component> added() {
    return latest().map(RecordRelease.Difference::added).orElseGet(List::of);
  }

  public List<Component> removed() {
    return latest().map(RecordRelease.Difference::removed).orElseGet(List::of);
  }

  public @Nullable String getStatement() {
    return statement;
  }

  public void setStatement(@Nullable String statement) {
    this.statement = statement;
  }

  /** Says that the register is complete. */
  public void confirm() {
    signedIn.need(Permission.REGISTERS_WORK);
    KeepRegister.Outcome outcome =
        keep.confirm(signedIn.account(), kind(), statement == null ? "" : statement);
    String said = texts.get("admin.register.outcome." + Choices.word(outcome));
    if (outcome == KeepRegister.Outcome.DONE) {
      statement = null;
      toast.say(said);
    } else {
      toast.refuse(said);
    }
  }

  /** Gives the register as a file. */
  public void export() {
    signedIn.need(Permission.REGISTERS_READ);
    download.file(
        "register-" + word() + "-" + today() + ".csv",
        "text/csv;charset=UTF-8",
        keep.export(signedIn.account(), kind()).getBytes(StandardCharsets.UTF_8));
  }
}
