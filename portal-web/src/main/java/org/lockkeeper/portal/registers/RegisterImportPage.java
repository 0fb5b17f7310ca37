package org.lockkeeper.portal.registers;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.registers.Entry;
import org.lockkeeper.compliance.registers.Field;
import org.lockkeeper.compliance.registers.RegisterKind;
import org.lockkeeper.compliance.registers.RegisterPolicy;
import org.lockkeeper.compliance.registers.imports.ImportFindings;
import org.lockkeeper.portal.session.Download;
import org.lockkeeper.portal.session.Redirect;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Choices;
import org.lockkeeper.portal.texts.Texts;

/** {@code /admin/register-import}: findings of a scanner, looked at and taken in. */
@Named
@RequestScoped
public class RegisterImportPage {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final int SHOWN = 100;

  private final ImportFindings imports;
  private final RegisterPolicy policy;
  private final RegisterWords words;
  private final SignedIn signedIn;
  private final Texts texts;
  private final Toast toast;
  private final Redirect redirect;
  private final Download download;
  private final Clock clock;
  private final Optional<UUID> id;
  private Optional<ImportFindings.Preview> preview = Optional.empty();
  private boolean looked;

  private @Nullable Part file;
  private @Nullable String tool;
  private String scanKind = "DEPENDENCIES";
  private boolean complete = true;
  private @Nullable String release;
  private @Nullable String scannedOn;

  @Inject
  RegisterImportPage(
      ImportFindings imports,
      RegisterPolicy policy,
      RegisterWords words,
      SignedIn signedIn,
      Texts texts,
      Toast toast,
      Redirect redirect,
      Download download,
      Clock clock,
      HttpServletRequest request) {
    this.imports = imports;
    this.policy = policy;
    this.words = words;
    this.signedIn = signedIn;
    this.texts = texts;
    this.toast = toast;
    this.redirect = redirect;
    this.download = download;
    this.clock = clock;
    this.id =
        Optional.ofNullable(request.getParameter("import"))
            .filter(t -> ID.matcher(t).matches())
            .map(UUID::fromString);
  }

  /** A part of what a file would do. */
  public record Sorted(String title, String help, int count, List<ImportFindings.Shown> some) {}

  /** A choice of the form. */
  public record Choice(String value, String label) {}

  private Optional<ImportFindings.Preview> preview() {
    if (!looked) {
      preview = id.flatMap(imports::preview);
      looked = true;
    }
    return preview;
  }

  /** Whether a file waits to be taken in. */
  public boolean waits() {
    return preview().isPresent();
  }

  public String id() {
    return id.map(UUID::toString).orElse("");
  }

  /** What waits, in a sentence. */
  public String about() {
    return preview()
        .map(
            it ->
                texts.with(
                    "admin.register-import.message.about",
                    it.file().name(),
                    it.file().tool(),
                    it.file().scannedOn().toString(),
                    texts.get(
                        it.file().complete()
                            ? "admin.register-import.message.whole"
                            : "admin.register-import.message.part")))
        .orElse("");
  }

  public @Nullable Instant waitsUntil() {
    return preview()
        .map(
            it ->
                it.file()
                    .broughtAt()
                    .atZone(ZoneOffset.UTC)
                    .plus(policy.of(RegisterPolicy.Span.IMPORT_WAITS))
                    .toInstant())
        .orElse(null);
  }

  /** What it would do, part by part. */
  public List<Sorted> parts() {
    List<Sorted> parts = new ArrayList<>();
    preview()
        .ifPresent(
            it -> {
              parts.add(part("fresh", it.fresh()));
              parts.add(part("known", it.known()));
              parts.add(part("again", it.again()));
              parts.add(part("gone", it.gone()));
            });
    return parts;
  }

  private Sorted part(String name, List<ImportFindings.Shown> all) {
    return new Sorted(
        texts.get("admin.register-import.part." + name),
        texts.get("admin.register-import.part-help." + name),
        all.size(),
        all.stream()
            .limit(SHOWN)
            .map(
                each ->
                    new ImportFindings.Shown(
                        each.title(),
                        words.choice("severity", each.severity()),
                        each.cvss(),
                        each.rule(),
                        each.where()))
            .toList());
  }

  public List<Choice> kinds() {
    return Field.of(RegisterKind.SCAN).stream()
        .filter(field -> field.name().equals("scan-kind"))
        .flatMap(field -> field.choices().stream())
        .map(value -> new Choice(value, words.choice("scan-kind", value)))
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

  public @Nullable String getTool() {
    return tool;
  }

  public void setTool(@Nullable String tool) {
    this.tool = tool;
  }

  public String getScanKind() {
    return scanKind;
  }

  public void setScanKind(String scanKind) {
    this.scanKind = scanKind;
  }

  public boolean isComplete() {
    return complete;
  }

  public void setComplete(boolean complete) {
    this.complete = complete;
  }

  public @Nullable String getRelease() {
    return release;
  }

  public void setRelease(@Nullable String release) {
    this.release = release;
  }

  public String getScannedOn() {
    String said = scannedOn;
    return said == null ? clock.instant().atZone(ZoneOffset.UTC).toLocalDate().toString() : said;
  }

  public void setScannedOn(@Nullable String scannedOn) {
    this.scannedOn = scannedOn;
  }

  /** Looks at a file. */
  public void bring() {
    signedIn.need(Permission.REGISTERS_WORK);
    Part brought = file;
    Optional<LocalDate> day = day();
    if (brought == null || brought.getSubmittedFileName() == null) {
      toast.warn(texts.get("admin.register.refusal.empty"));
      return;
    }
    if (day.isEmpty()) {
      toast.warn(texts.get("admin.register-import.trouble.day"));
      return;
    }
    switch (imports.bring(
        signedIn.account(),
        new ImportFindings.Said(
            tool == null ? "" : tool,
            scanKind,
            complete,
            release == null ? "" : release,
            day.get()),
        brought.getSubmittedFileName(),
        Brought.bytes(brought, policy.mostBytes()))) {
      case ImportFindings.Result.Waits waits ->
          redirect.to("/admin/register-import?import=" + waits.id());
      case ImportFindings.Result.Refused refused -> toast.warn(words.refusal(refused.why()));
      case ImportFindings.Result.Unusable unusable ->
          toast.warn(
              texts.with(
                  "admin.register-import.trouble." + Choices.word(unusable.why()),
                  unusable.line()));
    }
  }

  private Optional<LocalDate> day() {
    try {
      return Optional.of(LocalDate.parse(getScannedOn().strip()));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Takes the findings in. */
  public void apply() {
    signedIn.need(Permission.REGISTERS_WORK);
    Optional<Entry> scan = id.flatMap(it -> imports.apply(signedIn.account(), it));
    if (scan.isPresent()) {
      redirect.to("/admin/register-entry?entry=" + scan.get().id());
    } else {
      toast.warn(texts.get("admin.register-import.message.gone"));
    }
  }

  /** Throws the file away. */
  public void drop() {
    signedIn.need(Permission.REGISTERS_WORK);
    id.ifPresent(imports::drop);
    redirect.to("/admin/register?kind=vulnerability");
  }

  /** Gives the columns of a CSV as a file to fill. */
  public void template() {
    signedIn.need(Permission.REGISTERS_WORK);
    download.file(
        "findings.csv",
        "text/csv;charset=UTF-8",
        ImportFindings.template().getBytes(StandardCharsets.UTF_8));
  }
}
