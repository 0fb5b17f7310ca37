package org.lockkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A list of orders is taken away: with a reason, by the one who asked, once. */
@Order(9)
@ExtendWith(RunningProduct.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportsIT {

  private final Outside outside;
  private final Rows rows;
  private final Seller seller;
  private final Visitor owner;
  private final Visitor other;
  private String order = "";

  ExportsIT(RunningProduct product) {
    this.outside = product.outside();
    this.rows = product.rows();
    this.seller = product.seller(1);
    this.owner = product.visitor().as(seller);
    this.other = product.visitor().as(product.seller(2));
  }

  @BeforeAll
  void an_order_came_in() {
    outside.noFaults();
    long number = outside.placeOne(Outside.wish(seller, seller.sku()).to(Buyers.ada()));
    Await.that("the order came in", () -> rows.order(number).isPresent());
    order = String.valueOf(number);
  }

  private static Map<String, String> pressed(Answer page, String form, String button) {
    Map<String, String> fields = new LinkedHashMap<>(page.hidden());
    fields.put(form, form);
    fields.put(form + ":" + button, "");
    return fields;
  }

  private long entries(String action) {
    return rows.count("select count(*) from audit.audit_event where action = ?", action);
  }

  @Test
  void a_file_has_orders_without_buyers_and_is_there_once_for_one_person() {
    Answer page = owner.get("/seller/export-orders");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("What the file will hold");
    Map<String, String> form = pressed(page, "ask", "make");
    form.put("note", "month end");
    form.put("reason", "");
    assertThat(owner.post("/seller/export-orders", form).body()).contains("Choose a reason.");
    form.put("reason", "BOOKKEEPING");
    Answer asked = owner.post("/seller/export-orders", form);
    assertThat(asked.status()).isEqualTo(302);
    String path = asked.location();
    String id = path.substring(path.indexOf('=') + 1);
    Await.that("the file is made", () -> owner.get(path).body().contains("Download, once"));
    assertThat(rows.count("select count(*) from access.export_file where export_id = ?::uuid", id))
        .isEqualTo(1);

    assertThat(other.get(path).status()).isEqualTo(404);
    String nobodys = path.substring(0, path.length() - 4) + "0000";
    assertThat(other.get(path).lasting(path)).isEqualTo(other.get(nobodys).lasting(nobodys));

    long exported = entries("orders.exported");
    Answer ready = owner.get(path);
    Map<String, String> take = pressed(ready, "one", "download");
    take.put("id", id);
    byte[] file = owner.download("/seller/export", take).orElseThrow();
    String text = new String(file, StandardCharsets.UTF_8);
    assertThat(text.lines().findFirst().orElseThrow())
        .contains("Lockkeeper orders, confidential", "export " + id, "BOOKKEEPING: month end");
    assertThat(text).contains(order).doesNotContain("Lovelace");
    assertThat(entries("orders.exported")).isEqualTo(exported + 1);

    assertThat(owner.download("/seller/export", take)).isEmpty();
    assertThat(owner.get(path).body()).contains("You downloaded it.");
    assertThat(entries("orders.exported")).isEqualTo(exported + 1);
    assertThat(rows.count("select count(*) from access.export_file where export_id = ?::uuid", id))
        .isZero();
    assertThat(owner.get("/seller/exports").body()).contains("Downloaded", "month end");
  }
}
