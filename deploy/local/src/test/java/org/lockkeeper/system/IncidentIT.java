package org.lockkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
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
    String me =
        rows.text("select id from access.account where login = ?", product.said("admin.user"))
            .orElseThrow();
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
    Map<String, String> export = new LinkedHashMap<>();
    export.put("room", "room");
    export.put("incident", id);
    export.put("room:export", "");
    export.putAll(admin.get(room).hidden());
    byte[] zip = admin.download("/admin/incident", export).orElseThrow();
    List<String> names = new ArrayList<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    assertThat(names).contains("incident.html", "keys.txt").anyMatch(n -> n.startsWith("letters/"));
  }

  @Test
  void a_seller_sees_nothing_of_the_room() {
    assertThat(owner.get("/admin/incidents").status()).isEqualTo(404);
    assertThat(owner.get("/seller/incidents").status()).isEqualTo(200);
    assertThat(admin.get("/admin/report").status()).isEqualTo(200);
  }
}
