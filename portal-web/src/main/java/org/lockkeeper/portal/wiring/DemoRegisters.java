package org.lockkeeper.portal.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.registers.Draft;
import org.lockkeeper.compliance.registers.Entry;
import org.lockkeeper.compliance.registers.KeepEvidence;
import org.lockkeeper.compliance.registers.KeepRegister;
import org.lockkeeper.compliance.registers.Move;
import org.lockkeeper.compliance.registers.RegisterKind;
import org.lockkeeper.compliance.registers.imports.ImportFindings;

/**
 * Fills empty registers for a demonstration, through the same steps that people take; never in
 * production. A text such as <code>{-5}</code> is the day five days before today.
 */
@ApplicationScoped
class DemoRegisters {

  private static final Pattern DAY = Pattern.compile("\\{([+-]\\d{1,4})}");

  private final KeepRegister keep;
  private final KeepEvidence evidence;
  private final ImportFindings imports;
  private final People people;
  private final Clock clock;

  @Inject
  DemoRegisters(
      KeepRegister keep,
      KeepEvidence evidence,
      ImportFindings imports,
      People people,
      Clock clock) {
    this.keep = keep;
    this.evidence = evidence;
    this.imports = imports;
    this.people = people;
    this.clock = clock;
  }

  /** Who enters what. */
  @ApplicationScoped
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  static class People {

    private final Accounts accounts;

    @Inject
    People(Accounts accounts) {
      this.accounts = accounts;
    }

    public Account by(String login) {
      return accounts.byLogin(login).orElseThrow().account();
    }
  }

  /** Fills them, unless something is there. */
  void from(JsonObject demo) {
    boolean empty =
        keep.standings().stream()
            .allMatch(each -> each.count().living() + each.count().closed() == 0);
    if (!empty) {
      return;
    }
    demo.getJsonArray("findings").stream().map(JsonValue::asJsonObject).forEach(this::findings);
    demo.getJsonArray("entries").stream().map(JsonValue::asJsonObject).forEach(this::entry);
    for (JsonObject said : demo.getJsonArray("confirmations").getValuesAs(JsonObject.class)) {
      KeepRegister.Outcome outcome =
          keep.confirm(
              people.by(said.getString("by")),
              RegisterKind.of(said.getString("register")).orElseThrow(),
              said.getString("statement"));
      done(outcome == KeepRegister.Outcome.DONE, "confirmation " + outcome);
    }
  }

  private String dated(String text) {
    LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    return DAY.matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    today.plusDays(Integer.parseInt(found.group(1))).toString()));
  }

  private static void done(boolean right, String what) {
    if (!right) {
      throw new IllegalStateException("the registers of the demonstration are not right: " + what);
    }
  }

  private void findings(JsonObject file) {
    Account by = people.by(file.getString("by"));
    ImportFindings.Result result =
        imports.bring(
            by,
            new ImportFindings.Said(
                file.getString("tool"),
                file.getString("kind"),
                true,
                "",
                LocalDate.parse(dated(file.getString("on")))),
            file.getString("name"),
            file.getJsonObject("content").toString().getBytes(StandardCharsets.UTF_8));
    if (result instanceof ImportFindings.Result.Waits waits) {
      done(imports.apply(by, waits.id()).isPresent(), "import");
    } else {
      done(false, result.toString());
    }
  }

  private void entry(JsonObject said) {
    Account by = people.by(said.getString("by"));
    Map<String, String> details = new HashMap<>();
    said.getJsonObject("details")
        .forEach((field, value) -> details.put(field, dated(((JsonString) value).getString())));
    KeepRegister.Result added =
        keep.add(
            by,
            RegisterKind.of(said.getString("register")).orElseThrow(),
            new Draft(
                said.getString("title"),
                people.by(said.getString("owner", said.getString("by"))).id(),
                details));
    done(added.entry().isPresent(), said.getString("title") + " " + added.faults());
    Entry entry = added.entry().orElseThrow();
    for (JsonObject file : objects(said, "files")) {
      byte[] content =
          file.containsKey("base64")
              ? Base64.getDecoder().decode(file.getString("base64"))
              : dated(file.getString("text")).getBytes(StandardCharsets.UTF_8);
      KeepEvidence.Result kept = evidence.keep(by, entry.id(), file.getString("name"), content);
      done(kept instanceof KeepEvidence.Result.Kept, kept.toString());
    }
    for (JsonObject move : objects(said, "moves")) {
      entry = move(entry, move);
    }
  }

  private Entry move(Entry entry, JsonObject said) {
    Move move =
        Arrays.stream(Move.values())
            .filter(each -> each.word().equals(said.getString("move")))
            .findFirst()
            .orElseThrow();
    KeepRegister.Result moved =
        keep.move(
            people.by(said.getString("by")),
            entry.id(),
            entry.version(),
            move,
            said.getString("note"),
            said.containsKey("until")
                ? Optional.of(LocalDate.parse(dated(said.getString("until"))))
                : Optional.empty());
    done(moved.entry().isPresent(), entry.title() + " " + move + " " + moved.outcome());
    return moved.entry().orElseThrow();
  }

  private static List<JsonObject> objects(JsonObject of, String name) {
    return of.containsKey(name) ? of.getJsonArray(name).getValuesAs(JsonObject.class) : List.of();
  }
}
