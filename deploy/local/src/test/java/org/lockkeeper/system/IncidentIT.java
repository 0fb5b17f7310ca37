package org.lockkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A seller reports; an admin takes the command, tells Amazon, and takes the whole story away. */
@Order(13)
@ExtendWith(RunningProduct.Extension.class)
class IncidentIT {

  private static final Locator.WaitForOptions ATTACHED =
      new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED);
  private static final String WHAT = "Somebody signed in whom nobody here knows.";

  private final RunningProduct product;
  private final Rows rows;
  private final Visitor owner;
  private final Visitor admin;

  IncidentIT(RunningProduct product) {
    this.product = product;
    this.rows = product.rows();
    this.owner = product.visitor().as(product.seller(2));
    this.admin = product.visitor().as(product.said("admin.user"), product.said("admin.password"));
  }

  private Answer press(Visitor who, String path, String form, String button, String... fields) {
    Answer page = who.get(path);
    Map<String, String> sent = new LinkedHashMap<>();
    sent.put(form, form);
    for (int i = 0; i < fields.length; i += 2) {
      sent.put(fields[i], fields[i + 1]);
    }
    sent.put(button, "");
    sent.putAll(page.hidden());
    return who.post(path.replaceFirst("\\?.*", ""), sent);
  }

  /** The id of the first button of that name in a list. */
  private static String inList(Answer page, String name) {
    Matcher found = Pattern.compile("id=\"(room:[^\"]*:" + name + ")\"").matcher(page.body());
    assertThat(found.find()).as("there is a button " + name).isTrue();
    return found.group(1);
  }

  private String account(String user) {
    return rows.text("select id from access.account where login = ?", product.said(user))
        .orElseThrow();
  }

  /** The whole file, by the names in it. */
  private static Map<String, byte[]> file(Visitor who, String id) throws IOException {
    Map<String, String> export = new LinkedHashMap<>();
    export.put("room", "room");
    export.put("incident", id);
    export.put("room:export", "");
    export.putAll(who.get("/admin/incident?incident=" + id).hidden());
    byte[] zip = who.download("/admin/incident", export).orElseThrow();
    Map<String, byte[]> all = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        all.put(entry.getName(), in.readAllBytes());
      }
    }
    return all;
  }

  @Test
  void what_a_seller_reports_is_told_to_amazon_with_proof_and_the_file_tells_the_story()
      throws IOException {
    assertThat(
            press(
                    owner,
                    "/seller/report",
                    "report",
                    "report:send",
                    "kind",
                    "STOLEN_DEVICE",
                    "noticed",
                    "60",
                    "what",
                    WHAT)
                .body())
        .contains("notice good");
    String id = rows.text("select id from incidents.incident where what = ?", WHAT).orElseThrow();
    assertThat(
            rows.count(
                "select elapsed_us / 60000000 from incidents.incident where id = ?::uuid", id))
        .as("it was noticed an hour ago")
        .isGreaterThanOrEqualTo(60);
    assertThat(admin.get("/admin/incidents").body()).contains(WHAT, id);
    String room = "/admin/incident?incident=" + id;
    Answer page = admin.get(room);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("countdown", "Amazon", WHAT);
    String me = account("admin.user");
    press(admin, room, "room", "room:assign", "incident", id, "role", "COMMANDER", "to", me);
    assertThat(
            rows.count(
                "select count(*) from incidents.role_holder where incident_id = ?::uuid", id))
        .isEqualTo(1);
    press(admin, room, "room", inList(admin.get(room), "draft"), "incident", id);
    press(admin, room, "room", inList(admin.get(room), "send"), "incident", id);
    Await.that(
        "the notice has left and the duty is met",
        () ->
            rows.count(
                    """
                    select count(*) from incidents.letter l join incidents.duty d
                      on d.incident_id = l.incident_id and d.party = l.party
                    where l.incident_id = ?::uuid and l.party = 'AMAZON' and l.state = 'SENT'
                      and d.standing = 'MET' and d.missed_at is null and l.answer like '250%'
                    """,
                    id)
                == 1);
    assertThat(product.outside().get("mail").toString()).contains("security@amazon.com", id);
    assertThat(
            rows.count(
                "select count(distinct action) from audit.audit_event where object = ?"
                    + " and action in ('incident.reported', 'incident.notice-approved',"
                    + " 'incident.letter-sent', 'incident.notified')",
                "incident:" + id))
        .isEqualTo(4);
    assertThat(file(admin, id).keySet())
        .contains("incident.html", "keys.txt")
        .anyMatch(name -> name.startsWith("letters/"));
  }

  /** The parts of a row of a table, by the text that it begins with. */
  private static int row(String body, String marker, String begin) {
    int at = 0;
    for (String one :
        body.substring(body.indexOf(marker)).split("<tbody>", -1)[1].split("<tr>", -1)) {
      if (one.contains("<td>" + begin + "</td>")) {
        return at - 1;
      }
      at++;
    }
    throw new AssertionError("no row begins with " + begin);
  }

  private void inRoom(Visitor who, String id, String button, String... fields) {
    List<String> all = new ArrayList<>(List.of("incident", id));
    all.addAll(List.of(fields));
    String room = "/admin/incident?incident=" + id;
    assertThat(press(who, room, "room", button, all.toArray(String[]::new)).status())
        .as(button)
        .isEqualTo(200);
  }

  private String phase(String id) {
    return rows.text("select phase from incidents.incident where id = ?::uuid", id).orElseThrow();
  }

  @Test
  void who_reaches_for_a_canary_is_found_stopped_told_about_reviewed_and_kept_on_file()
      throws IOException {
    Seller harbor = product.seller(1);
    Await.that(
        "canaries stand for the seller",
        () ->
            rows.count("select count(*) from orders.apart where seller_id = ?::uuid", harbor.id())
                > 0);
    Answer canaries = admin.get("/admin/canaries");
    int row = row(canaries.body(), "posts-title", "Harbor Goods");
    Answer shown = press(admin, "/admin/canaries", "canaries", "canaries:posts:" + row + ":show");
    Matcher address =
        Pattern.compile("<p class=\"id\">([^<@]+@example[^<]+)</p>").matcher(shown.body());
    assertThat(address.find()).as("an address is shown").isTrue();

    Visitor support =
        product.visitor().as(product.said("support.user"), product.said("support.password"));
    String find = "/support/find?seller=" + harbor.id();
    Answer found =
        press(
            support,
            find,
            "find",
            "find:look",
            "seller",
            harbor.id(),
            "find:said",
            address.group(1));
    assertThat(found.status()).as("nothing is given away").isEqualTo(200);
    Await.that(
        "the incident is open and the alert tells it",
        () ->
            rows.count(
                    """
                    select count(*) from incidents.incident i join audit.alert a
                      on a.incident = 'incident:' || i.id
                    where i.source like 'canary:%' and i.phase = 'DETECTED'
                    """)
                == 1);
    String id =
        rows.text("select id from incidents.incident where source like 'canary:%'").orElseThrow();
    assertThat(admin.get("/admin/alerts").body()).contains(id);
    String me = account("admin.user");
    String culprit = account("support.user");
    assertThat(
            rows.text("select what from incidents.incident where id = ?::uuid", id).orElseThrow())
        .contains(culprit);

    inRoom(admin, id, "room:assign", "role", "COMMANDER", "to", me);
    assertThat(support.get(find).status()).isEqualTo(200);
    inRoom(admin, id, "room:end-sessions", "person", culprit);
    assertThat(support.get(find).location()).as("the session is dead").startsWith("/sign-in");
    for (List<String> step :
        rows.all("select step from incidents.step where incident_id = '%s'".formatted(id))) {
      Answer page = admin.get("/admin/incident?incident=" + id);
      String body = page.body();
      int at = body.indexOf("name=\"note-" + step.get(0) + "\"");
      Matcher done = Pattern.compile("id=\"(room:[^\"]*:done)\"").matcher(body);
      assertThat(done.find(at)).as(step.get(0)).isTrue();
      inRoom(admin, id, done.group(1), "note-" + step.get(0), "Looked at, and done.");
    }
    inRoom(admin, id, "room:go-on");
    assertThat(phase(id)).isEqualTo("CONTAINED");

    inRoom(admin, id, "room:count-person", "actor", culprit, "hours", "24");
    inRoom(admin, id, inList(admin.get("/admin/incident?incident=" + id), "draft"));
    inRoom(admin, id, inList(admin.get("/admin/incident?incident=" + id), "send"));
    Await.that(
        "Amazon has it",
        () ->
            rows.count(
                    "select count(*) from incidents.letter where incident_id = ?::uuid"
                        + " and party = 'AMAZON' and state = 'SENT' and answer like '250%'",
                    id)
                == 1);
    inRoom(admin, id, "room:tell-sellers");
    for (List<String> party :
        rows.all(
            "select party from incidents.duty where incident_id = '%s' and party in ('SHOPIFY', 'TIKTOKSHOP') and standing = 'OWED'"
                .formatted(id))) {
      Answer page = admin.get("/admin/incident?incident=" + id);
      int at = page.body().indexOf("name=\"reference-" + party.get(0) + "\"");
      Matcher by = Pattern.compile("id=\"(room:[^\"]*:by-hand)\"").matcher(page.body());
      assertThat(by.find(at)).as(party.get(0)).isTrue();
      inRoom(admin, id, by.group(1), "reference-" + party.get(0), "FORM-2201");
    }
    inRoom(
        admin,
        id,
        "room:because",
        "category",
        "PERSON",
        "why",
        "Somebody tried the trap on purpose.");
    inRoom(admin, id, "room:go-on");
    inRoom(admin, id, "room:go-on");
    assertThat(phase(id)).isEqualTo("RECOVERED");
    inRoom(
        admin,
        id,
        "room:review",
        "impact",
        "One made-up order; nothing was given.",
        "remediation",
        "The sessions were ended and the person was asked.",
        "lessons",
        "The alert came within seconds.",
        "plan",
        "Nothing: the plan held.");
    inRoom(admin, id, "room:end");
    assertThat(phase(id)).as("it is watched for seven days").isEqualTo("RECOVERED");
    try {
      product.outside().freeze(product.outside().now().plus(Duration.ofDays(8)));
      Await.that(
          "the product's clock has moved: a session of a week ago is over",
          () -> admin.get("/admin/incidents").status() == 302);
      Visitor later =
          product.visitor().as(product.said("admin.user"), product.said("admin.password"));
      inRoom(later, id, "room:end");
      assertThat(phase(id)).isEqualTo("CLOSED");
      Map<String, byte[]> file = file(later, id);
      assertThat(file.keySet())
          .contains("incident.html", "keys.txt")
          .anyMatch(name -> name.startsWith("letters/"))
          .anyMatch(name -> name.startsWith("evidence/"));
      assertThat(file)
          .as("the notice to Amazon, as it was sent")
          .anySatisfy(
              (name, bytes) -> {
                assertThat(name).startsWith("letters/");
                assertThat(new String(bytes, StandardCharsets.UTF_8))
                    .contains("security@amazon.com");
              });
      assertThat(new String(file.get("incident.html"), StandardCharsets.UTF_8))
          .contains("FORM-2201", "Somebody tried the trap on purpose.")
          .doesNotContain(address.group(1));
    } finally {
      product.outside().letTimeRun();
    }
  }

  @Test
  void what_is_being_written_in_one_part_of_the_room_stays_while_another_part_is_worked_on() {
    press(
        owner,
        "/seller/report",
        "report",
        "report:send",
        "kind",
        "STOLEN_DEVICE",
        "noticed",
        "5",
        "what",
        "The printer of the office prints by itself.");
    String id =
        rows.text("select id from incidents.incident where what like 'The printer%'").orElseThrow();
    try (Chromium browser = Chromium.before(product)) {
      Page page = browser.of("admin");
      page.navigate(product.said("portal.url") + "/admin/incident?incident=" + id);
      page.locator("[id='room:because']")
          .evaluate("button => button.closest('details').open = true");
      page.locator("#why").fill("A document of last week came out once more.");
      page.locator("#note").fill("Its log was read.");
      page.locator("#severity").selectOption("SEV4");
      page.locator("[id='room:classify']").click();
      page.locator("#severity option[selected][value=SEV4]").waitFor(ATTACHED);
      assertThat(severity(id)).isEqualTo("SEV4");
      assertThat(page.locator("#why").isVisible()).as("what was opened is open").isTrue();
      assertThat(page.evaluate("() => document.activeElement.id"))
          .as("where the keyboard goes on")
          .isEqualTo("room:classify");
      assertThat(page.locator("#note").inputValue()).isEqualTo("Its log was read.");
      page.locator("[id='room:add-note']").click();
      page.locator("section[aria-labelledby=timeline-title] td")
          .getByText("Its log was read.")
          .waitFor();
      assertThat(page.locator("#note").inputValue()).as("it has been written down").isEmpty();
      assertThat(page.locator("#why").inputValue())
          .isEqualTo("A document of last week came out once more.");
      page.locator("#category").selectOption(new SelectOption().setIndex(1));
      page.locator("[id='room:because']").click();
      page.locator("section[aria-labelledby=review-title] > p > strong").waitFor();
      assertThat(page.evaluate("() => document.activeElement.tagName"))
          .as("the part has folded: the keyboard goes on where it is opened")
          .isEqualTo("SUMMARY");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  private String severity(String id) {
    return rows.text("select severity from incidents.incident where id = ?::uuid", id)
        .orElseThrow();
  }

  @Test
  void a_seller_sees_nothing_of_the_room() {
    assertThat(owner.get("/admin/incidents").status()).isEqualTo(404);
    assertThat(owner.get("/seller/incidents").status()).isEqualTo(200);
    assertThat(admin.get("/admin/report").status()).isEqualTo(200);
  }
}
