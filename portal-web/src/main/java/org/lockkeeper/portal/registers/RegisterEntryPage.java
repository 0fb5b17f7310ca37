package org.lockkeeper.portal.registers;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.registers.Draft;
import org.lockkeeper.compliance.registers.Entry;
import org.lockkeeper.compliance.registers.EvidenceSteps;
import org.lockkeeper.compliance.registers.Field;
import org.lockkeeper.compliance.registers.KeepEvidence;
import org.lockkeeper.compliance.registers.KeepRegister;
import org.lockkeeper.compliance.registers.Move;
import org.lockkeeper.compliance.registers.RegisterKind;
import org.lockkeeper.compliance.registers.RegisterPolicy;
import org.lockkeeper.portal.session.Download;
import org.lockkeeper.portal.session.Redirect;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Choices;
import org.lockkeeper.portal.texts.Texts;

/**
 * {@code /admin/register-entry}: one entry with what may be made of it, its files and its history;
 * or a new one.
 */
@Named
@RequestScoped
public class RegisterEntryPage {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** What is set by what becomes of an entry, not by the form. */
  private static final List<String> STAMPS =
      List.of(
          "until", "fixed", "retested", "signed", "carried", "plan-reviewed", "told", "assessed");

  private final KeepRegister keep;
  private final KeepEvidence evidence;
  private final EvidenceSteps files;
  private final RegisterPolicy policy;
  private final RegisterWords words;
  private final SignedIn signedIn;
  private final Texts texts;
  private final Toast toast;
  private final Redirect redirect;
  private final Download download;
  private final Clock clock;
  private final HttpServletRequest request;
  private final Optional<UUID> id;
  private final Optional<RegisterKind> asked;

  private Optional<Entry> read = Optional.empty();
  private final Map<String, String> wrong = new HashMap<>();
  private boolean filled;
  private boolean failed;
  private @Nullable Part file;

  @Inject
  RegisterEntryPage(
      KeepRegister keep,
      KeepEvidence evidence,
      EvidenceSteps files,
      RegisterPolicy policy,
      RegisterWords words,
      SignedIn signedIn,
      Texts texts,
      Toast toast,
      Redirect redirect,
      Download download,
      Clock clock,
      HttpServletRequest request) {
    this.keep = keep;
    this.evidence = evidence;
    this.files = files;
    this.policy = policy;
    this.words = words;
    this.signedIn = signedIn;
    this.texts = texts;
    this.toast = toast;
    this.redirect = redirect;
    this.download = download;
    this.clock = clock;
    this.request = request;
    this.id = Optional.of(sent("entry")).filter(t -> ID.matcher(t).matches()).map(UUID::fromString);
    this.asked = RegisterKind.of(sent("kind")).filter(kind -> !Field.of(kind).isEmpty());
  }

  private String sent(String name) {
    return Optional.ofNullable(request.getParameter(name)).map(String::strip).orElse("");
  }

  /** A field of the entry as people read it. */
  public record Fact(String label, String value, boolean link) {}

  /**
   * A field of the form.
   *
   * @param how which kind of input, in one word
   * @param keys which keys a phone shows, as {@code inputmode}
   * @param wrong what is wrong with it; empty text if nothing is
   */
  public record Input(
      String name,
      String label,
      String help,
      String how,
      String value,
      int most,
      boolean required,
      boolean fixed,
      List<Choices.Choice> choices,
      String keys,
      String wrong) {

    /** The ids of what explains the field and of what is wrong with it; empty if there is none. */
    public String describedBy() {
      return Stream.of(wrong.isEmpty() ? "" : "e-" + name, help.isEmpty() ? "" : "h-" + name)
          .filter(id -> !id.isEmpty())
          .collect(Collectors.joining(" "));
    }
  }

  /** Something that may be made of the entry. */
  public record Way(
      String word,
      String label,
      String help,
      boolean another,
      boolean note,
      boolean until,
      String said,
      String day) {}

  /** A file. */
  public record Shown(
      UUID id,
      String name,
      String type,
      String size,
      String sha256,
      Instant keptAt,
      String by,
      Instant expires,
      boolean expired) {}

  /** A line of history. */
  public record Line(Instant at, String who, String what, String note, List<String> differences) {}

  private Optional<Entry> entry() {
    if (read.isEmpty()) {
      read = id.flatMap(keep::find);
    }
    return read;
  }

  private RegisterKind kind() {
    return entry()
        .map(Entry::kind)
        .or(() -> asked)
        .orElseThrow(() -> new IllegalStateException("there is no such entry"));
  }

  /** Whether there is something to show: an entry, or a register to add to. */
  public boolean there() {
    return entry().isPresent() || (id.isEmpty() && asked.isPresent());
  }

  public boolean fresh() {
    return entry().isEmpty();
  }

  public String id() {
    return entry().map(it -> it.id().toString()).orElse("");
  }

  public int version() {
    return entry().map(Entry::version).orElse(0);
  }

  public String word() {
    return there() ? kind().word() : "";
  }

  public String register() {
    return there() ? words.kind(kind()) : "";
  }

  /** What the form is for: of a new entry what its register keeps, else what a change brings. */
  public String help() {
    return fresh()
        ? texts.get("admin.register.about." + kind().word())
        : texts.get("admin.register-entry.help.form");
  }

  public String title() {
    return entry()
        .map(Entry::title)
        .orElseGet(
            () ->
                texts.get(
                    there()
                        ? "admin.register-entry.title.new"
                        : "admin.register-entry.message.nowhere"));
  }

  public String state() {
    return entry().map(it -> words.state(it.state())).orElse("");
  }

  public String look() {
    return entry().map(it -> words.look(it, today())).orElse("");
  }

  /** The last day that may be entered of what was done. */
  public String latest() {
    return today().toString();
  }

  /** The first day until which a weakness may be accepted. */
  public String soonest() {
    return today().plusDays(1).toString();
  }

  /** The last day until which a weakness may be accepted. */
  public String farthest() {
    return today().plus(policy.of(RegisterPolicy.Span.ACCEPT_MOST)).toString();
  }

  /** For how many days a weakness may be accepted at most. */
  public long acceptDays() {
    LocalDate today = today();
    return today.plus(policy.of(RegisterPolicy.Span.ACCEPT_MOST)).toEpochDay() - today.toEpochDay();
  }

  private LocalDate today() {
    return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
  }

  /** The day by whose end something is to be done; null if nothing is. */
  public @Nullable Instant due() {
    return entry().flatMap(Entry::due).map(RegisterWords::midnight).orElse(null);
  }

  /** What is entered, and what was stamped. */
  public List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    entry()
        .ifPresent(
            it -> {
              facts.add(new Fact(words.field("owner"), words.person(it.owner()), false));
              it.fixBy()
                  .ifPresent(
                      day -> facts.add(new Fact(words.field("fix-by"), day.toString(), false)));
              for (Field field : Field.of(it.kind())) {
                fact(it, field.name()).ifPresent(facts::add);
              }
              STAMPS.stream()
                  .filter(
                      name -> Field.of(it.kind()).stream().noneMatch(f -> f.name().equals(name)))
                  .forEach(name -> fact(it, name).ifPresent(facts::add));
            });
    return facts;
  }

  private Optional<Fact> fact(Entry it, String field) {
    return Optional.of(it.detail(field))
        .filter(value -> !value.isEmpty())
        .map(
            value ->
                new Fact(
                    words.field(field),
                    words.value(it.kind(), field, value),
                    field.equals("link")));
  }

  public boolean editable() {
    return fresh() || entry().filter(KeepRegister::editable).isPresent();
  }

  /** The form: what was sent, else what is entered. */
  public List<Input> inputs() {
    List<Input> inputs = new ArrayList<>();
    inputs.add(
        new Input(
            "title",
            words.field("title"),
            texts.get("admin.register-entry.help.title"),
            "text",
            value("title", entry().map(Entry::title).orElse("")),
            Draft.LONGEST_TITLE,
            true,
            false,
            List.of(),
            "text",
            wrong.getOrDefault("title", "")));
    inputs.add(
        new Input(
            "owner",
            words.field("owner"),
            "",
            "choice",
            "",
            40,
            true,
            false,
            words.owners(
                value(
                    "owner", entry().map(Entry::owner).orElse(signedIn.account().id()).toString())),
            "text",
            wrong.getOrDefault("owner", "")));
    for (Field field : Field.of(kind())) {
      inputs.add(input(field));
    }
    return inputs;
  }

  private Input input(Field field) {
    String value =
        typed(field, value(field.name(), entry().map(it -> it.detail(field.name())).orElse("")));
    if (fresh()
        && value.isEmpty()
        && !filled
        && field.type() == Field.Type.DAY
        && field.required()) {
      value = today().toString();
    }
    String chosen = value;
    List<Choices.Choice> choices = new ArrayList<>();
    if (field.type() == Field.Type.CHOICE) {
      if (!field.required() || value.isEmpty()) {
        choices.add(new Choices.Choice("", texts.get("admin.register-entry.label.choose"), false));
      }
      field
          .choices()
          .forEach(
              each ->
                  choices.add(
                      new Choices.Choice(
                          each, words.choice(field.name(), each), each.equals(chosen))));
    }
    return new Input(
        field.name(),
        words.field(field.name()),
        texts.has("admin.register-entry.help." + field.name())
            ? texts.get("admin.register-entry.help." + field.name())
            : "",
        switch (field.type()) {
          case LONG_TEXT -> "long";
          case DAY -> "day";
          case CHOICE -> "choice";
          case TEXT, CODE, NUMBER, SCORE, LINK, DIGEST -> "text";
        },
        value,
        switch (field.type()) {
          case NUMBER, SCORE -> 6;
          default -> field.most();
        },
        field.required(),
        !fresh() && KeepRegister.fixed(kind(), field.name()),
        choices,
        switch (field.type()) {
          case NUMBER -> "numeric";
          case SCORE -> "decimal";
          case LINK -> "url";
          case TEXT, LONG_TEXT, CODE, DAY, CHOICE, DIGEST -> "text";
        },
        wrong.getOrDefault(field.name(), ""));
  }

  /**
   * What was typed or chosen. The option that asks to choose has no value of its own, so a browser
   * sends its words: whatever is no choice is nothing that was chosen.
   */
  static String typed(Field field, String sent) {
    return field.type() != Field.Type.CHOICE || field.choices().contains(sent) ? sent : "";
  }

  private String value(String field, String entered) {
    return filled ? sent("f-" + field) : entered;
  }

  private Draft draft() {
    Map<String, String> details = new HashMap<>();
    for (Field field : Field.of(kind())) {
      details.put(
          field.name(),
          entry().isPresent() && KeepRegister.fixed(kind(), field.name())
              ? entry().orElseThrow().detail(field.name())
              : typed(field, sent("f-" + field.name())));
    }
    String owner = sent("f-owner");
    return new Draft(
        sent("f-title"),
        ID.matcher(owner).matches() ? UUID.fromString(owner) : new UUID(0, 0),
        details);
  }

  /** Adds the entry, or changes it. */
  public void save() {
    signedIn.need(Permission.REGISTERS_WORK);
    if (!there()) {
      toast.warn(texts.get("admin.register-entry.message.nowhere"));
      return;
    }
    boolean added = fresh();
    KeepRegister.Result result =
        added
            ? keep.add(signedIn.account(), kind(), draft())
            : keep.edit(signedIn.account(), id.orElseThrow(), sentVersion(), draft());
    filled = result.outcome() != KeepRegister.Outcome.DONE;
    result
        .faults()
        .forEach(
            fault ->
                wrong.put(
                    fault.field(),
                    texts.get("admin.register-entry.wrong." + Choices.word(fault.wrong()))));
    if (added && result.outcome() == KeepRegister.Outcome.DONE) {
      redirect.to("/admin/register-entry?entry=" + result.entry().orElseThrow().id());
      return;
    }
    tell(result);
  }

  private int sentVersion() {
    String version = sent("version");
    return version.matches("\\d{1,9}") ? Integer.parseInt(version) : 0;
  }

  /** Whether it was refused for what was typed: then the page stays as it stands. */
  private static boolean typed(KeepRegister.Outcome outcome) {
    return switch (outcome) {
      case NOTE, UNTIL, ANOTHER_PERSON, FOLLOW_UP, OVERDUE, EMPTY -> true;
      case DONE, NOT_THERE, FAULTY, CHANGED, NOT_NOW -> false;
    };
  }

  private void tell(KeepRegister.Result result) {
    String said = texts.get("admin.register.outcome." + Choices.word(result.outcome()));
    if (result.outcome() == KeepRegister.Outcome.DONE) {
      read = result.entry();
      toast.say(said);
    } else {
      failed = true;
      if (typed(result.outcome())) {
        toast.refuse(said);
      } else {
        toast.warn(said);
      }
    }
  }

  /** What may be made of the entry. */
  public List<Way> ways() {
    return entry().stream()
        .flatMap(it -> Move.of(it).stream())
        .map(
            move ->
                new Way(
                    move.word(),
                    texts.get("admin.register.move." + move.word()),
                    texts.get("admin.register.move-help." + move.word()),
                    move.needsAnother(),
                    move.needsNote(),
                    move == Move.ASK_ACCEPTANCE,
                    failed ? sent("note-" + move.word()) : "",
                    failed && move == Move.ASK_ACCEPTANCE ? sent("until") : ""))
        .toList();
  }

  /** Makes something of the entry. */
  public void move(String word) {
    signedIn.need(Permission.REGISTERS_WORK);
    move(word, false);
  }

  /** Agrees to something that another person wrote. */
  public void decide(String word) {
    signedIn.needFresh(Permission.REGISTERS_WORK);
    move(word, true);
  }

  private void move(String word, boolean decision) {
    Optional<Move> found =
        Arrays.stream(Move.values())
            .filter(each -> each.word().equals(word) && each.needsAnother() == decision)
            .findFirst();
    if (found.isEmpty() || id.isEmpty()) {
      toast.warn(texts.get("admin.register.outcome.not-now"));
      return;
    }
    tell(
        keep.move(
            signedIn.account(),
            id.get(),
            sentVersion(),
            found.get(),
            sent("note-" + word),
            day(sent("until"))));
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  public List<Shown> files() {
    LocalDate today = today();
    return entry().stream()
        .flatMap(it -> files.of(it.id()).stream())
        .map(
            each ->
                new Shown(
                    each.id(),
                    each.name(),
                    each.type().name(),
                    texts.with("admin.register-entry.message.size", (each.size() + 1023) / 1024),
                    each.sha256(),
                    each.keptAt(),
                    words.person(each.keptBy()),
                    RegisterWords.midnight(each.expiresOn()),
                    !each.goodOn(today)))
        .toList();
  }

  public int mostMegabytes() {
    return policy.mostBytes() / 1024 / 1024;
  }

  public @Nullable Part getFile() {
    return file;
  }

  public void setFile(@Nullable Part file) {
    this.file = file;
  }

  /** Keeps a file for the entry. */
  public void keepFile() {
    signedIn.need(Permission.REGISTERS_WORK);
    Part brought = file;
    if (brought == null || id.isEmpty() || brought.getSubmittedFileName() == null) {
      toast.warn(texts.get("admin.register.refusal.empty"));
      return;
    }
    switch (evidence.keep(
        signedIn.account(),
        id.get(),
        brought.getSubmittedFileName(),
        Brought.bytes(brought, policy.mostBytes()))) {
      case KeepEvidence.Result.Kept kept ->
          toast.say(texts.with("admin.register-entry.message.kept", kept.file().name()));
      case KeepEvidence.Result.Refused refused -> toast.warn(words.refusal(refused.why()));
      case KeepEvidence.Result.NotThere gone ->
          toast.warn(texts.get("admin.register.outcome.not-there"));
    }
  }

  /** Gives a file. */
  public void take(UUID wanted) {
    signedIn.need(Permission.REGISTERS_READ);
    Optional<KeepEvidence.Content> found = evidence.take(signedIn.account(), wanted);
    if (found.isEmpty()) {
      toast.warn(texts.get("admin.register-entry.message.lost"));
      return;
    }
    download.file(found.get().file().name(), "application/octet-stream", found.get().bytes());
  }

  public List<Line> history() {
    return id.stream()
        .flatMap(it -> keep.history(it).stream())
        .map(
            each ->
                new Line(
                    each.at(),
                    each.by()
                        .map(words::person)
                        .orElseGet(() -> texts.get("admin.register-entry.message.product")),
                    texts.get("admin.register.what." + each.what()),
                    each.note(),
                    each.differences().stream()
                        .map(
                            one ->
                                texts.with(
                                    "admin.register-entry.message.difference",
                                    words.field(one.field()),
                                    words.value(kind(), one.field(), one.was()),
                                    words.value(kind(), one.field(), one.became())))
                        .toList()))
        .toList();
  }
}
