package org.lockkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The record: what admins and sellers see of it, and what they may take away. */
@Order(9)
@ExtendWith(RunningProduct.Extension.class)
class AuditLogIT {

  private final RunningProduct product;
  private final Rows rows;
  private final Visitor admin;
  private final Visitor owner;

  AuditLogIT(RunningProduct product) {
    this.product = product;
    this.rows = product.rows();
    this.admin = product.visitor().as(product.said("admin.user"), product.said("admin.password"));
    this.owner = product.visitor().as(product.seller(1));
  }

  private long entries(String action) {
    return rows.count("select count(*) from audit.audit_event where action = ?", action);
  }

  private static Map<String, String> pressed(Answer page, String form, String button) {
    Map<String, String> fields = new LinkedHashMap<>(page.hidden());
    fields.put(form, form);
    fields.put(form + ":" + button, "");
    return fields;
  }

  @Test
  void an_admin_filters_the_log_and_each_look_is_in_it() {
    long looks = entries("audit.viewed");
    Answer page = admin.get("/admin/audit-log?topic=people&by=person");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("Audit log", "Signed in", "People and access");
    assertThat(admin.get("/admin/audit-log?topic=everything").status()).isEqualTo(404);
    assertThat(entries("audit.viewed")).isEqualTo(looks + 1);
  }

  @Test
  void an_export_leaves_with_its_watermark_and_only_with_a_reason() {
    Answer page = admin.get("/admin/audit-log?span=day&topic=people");
    long exports = entries("audit.exported");
    Map<String, String> form = pressed(page, "export", "take");
    form.put("span", "day");
    form.put("topic", "people");
    form.put("export:reason", "REVIEW");
    form.put("export:ticket", "");
    assertThat(admin.post("/admin/audit-log", form).body()).contains("Nothing was exported");
    assertThat(entries("audit.exported")).isEqualTo(exports);
    form.put("export:ticket", "OPS-17");
    Answer file = admin.post("/admin/audit-log", form);
    assertThat(file.status()).isEqualTo(200);
    assertThat(file.all("Content-Type")).first().asString().startsWith("text/csv");
    assertThat(file.all("Cache-Control")).containsExactly("no-store");
    assertThat(file.body().lines().findFirst().orElseThrow())
        .contains("exported by", "for REVIEW OPS-17", "filters: span topic");
    assertThat(entries("audit.exported")).isEqualTo(exports + 1);
  }

  @Test
  void a_seller_downloads_the_own_log_with_its_proofs() {
    long downloads = entries("audit.downloaded");
    Await.that(
        "an entry of the seller is sealed",
        () -> {
          Answer page = owner.get("/seller/my-log?topic=people");
          Map<String, String> form = pressed(page, "take", "download");
          form.put("topic", "people");
          Answer file = owner.post("/seller/my-log", form);
          return file.all("Content-Type").contains("application/zip");
        });
    assertThat(entries("audit.downloaded")).isGreaterThan(downloads);
  }

  @Test
  void the_pages_are_not_there_for_others() {
    for (String path : List.of("/admin/audit-log", "/admin/keys")) {
      assertThat(owner.get(path).status()).as(path).isEqualTo(404);
      assertThat(product.visitor().get(path).status()).as(path).isEqualTo(302);
    }
    assertThat(admin.get("/seller/my-log").status()).isEqualTo(404);
  }

  @Test
  void the_page_of_keys_lists_ids_and_counts_and_refuses_what_it_must() {
    Answer page = admin.get("/admin/keys");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("Keys of weeks", "Keys that sign");
    String cohort =
        rows.text("select cohort from keys.cohort where state = 'OPEN' order by ends_at desc")
            .orElse("P2000W01");
    Map<String, String> form = pressed(page, "keys", "propose");
    form.put("keys:cohort", cohort);
    form.put("keys:reason", "a reason that is long enough");
    form.put("keys:ticket", "SEC-1");
    assertThat(admin.post("/admin/keys", form).status()).isEqualTo(200);
    assertThat(rows.count("select count(*) from keys.destruction")).isZero();
  }
}
