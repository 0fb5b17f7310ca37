package org.lockkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What ends a session, what a role does not reach by sending it, and what asks for more. */
@Order(9)
@ExtendWith(RunningProduct.Extension.class)
class SessionsIT {

  private final RunningProduct product;
  private final Rows rows;
  private final Seller seller;

  SessionsIT(RunningProduct product) {
    this.product = product;
    this.rows = product.rows();
    this.seller = product.seller(2);
  }

  @AfterEach
  void the_owner_is_the_owner_again() {
    role("SELLER_OWNER");
    rows.run("delete from access.allowed_network");
    rows.run("delete from access.sign_in_throttle");
  }

  private void role(String role) {
    rows.run("update access.account set role = ? where login = ?", role, seller.login());
  }

  private long denied(String permission) {
    return rows.count(
        "select count(*) from audit.audit_event where action = 'access.denied'"
            + " and seller_id = ?::uuid and facts ->> 'permission' = ?",
        seller.id(),
        permission);
  }

  private static Map<String, String> form(Answer page, String form, String button) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(form, form);
    fields.put(form + ":" + button, "");
    fields.putAll(page.hidden());
    return fields;
  }

  private static Map<String, String> asked(Answer page, String form, String button) {
    Map<String, String> fields = form(page, form, button);
    fields.put("jakarta.faces.partial.ajax", "true");
    fields.put("jakarta.faces.source", form + ":" + button);
    fields.put("jakarta.faces.partial.execute", "@all");
    fields.put("jakarta.faces.partial.render", form);
    return fields;
  }

  @Test
  void a_session_ends_with_the_role_and_a_viewer_reads_and_changes_nothing() {
    Visitor visitor = product.visitor().as(seller);
    assertThat(visitor.get("/seller/privacy").body()).contains("wish:look");
    role("SELLER_VIEWER");
    assertThat(visitor.get("/seller/privacy").location()).startsWith("/sign-in");

    Visitor viewer = product.visitor().as(seller);
    Answer page = viewer.get("/seller/privacy");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).doesNotContain("wish:look").doesNotContain("/seller/leave\" class");
    assertThat(viewer.get("/seller/channels").status()).isEqualTo(200);
    assertThat(viewer.get("/seller/orders").status()).isEqualTo(200);
    assertThat(viewer.get("/seller/leave").status()).isEqualTo(404);
    assertThat(viewer.get("/seller/networks").status()).isEqualTo(404);

    long before = denied("PRIVACY_WORK");
    assertThat(viewer.post("/seller/privacy", form(page, "wish", "look")).status()).isEqualTo(404);
    assertThat(
            viewer
                .post(
                    "/seller/privacy",
                    asked(viewer.get("/seller/privacy"), "wish", "look"),
                    Map.of("Sec-Fetch-Site", "same-origin", "Faces-Request", "partial/ajax"))
                .status())
        .isEqualTo(404);
    assertThat(denied("PRIVACY_WORK")).isEqualTo(before + 2);
  }

  @Test
  @Tag("ASVS-V7.5.1")
  void what_matters_most_asks_for_the_second_factor_again_and_the_old_session_is_dead() {
    String login = product.said("admin.user");
    Visitor admin = product.visitor().as(login, product.said("admin.password"));
    rows.run(
        "update access.session set second_factor_at = second_factor_at - interval '5 minutes'"
            + " where id = (select s.id from access.session s join access.account a"
            + " on a.seller_id = s.seller_id and a.id = s.account"
            + " where a.login = ? order by s.started_at desc limit 1)",
        login);
    Answer page = admin.get("/admin/keys");
    Map<String, String> wish = asked(page, "keys", "propose");
    wish.put("keys:cohort", "2020-01");
    Answer answer =
        admin.post(
            "/admin/keys",
            wish,
            Map.of("Sec-Fetch-Site", "same-origin", "Faces-Request", "partial/ajax"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("/confirm?to=%2Fadmin%2Fkeys", "id=\"step-up\"");
    assertThat(answer.body()).as("what was typed stays").doesNotContain("update id=\"keys\"");

    Visitor before = admin.twin();
    assertThat(admin.get("/confirm?to=%2Fadmin%2Fkeys").status()).isEqualTo(200);
    Answer confirmed = confirm(admin, product.code(login));
    assertThat(confirmed.status()).isEqualTo(302);
    assertThat(confirmed.location()).isEqualTo("/admin/keys");
    assertThat(admin.session()).isNotEqualTo(before.session());
    assertThat(before.get("/admin/keys").location()).startsWith("/sign-in");
    Answer again = admin.post("/admin/keys", asked(admin.get("/admin/keys"), "keys", "propose"));
    assertThat(again.body()).doesNotContain("/confirm?to=");
  }

  private static Answer confirm(Visitor visitor, String code) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("second-factor", "second-factor");
    form.put("to", "/admin/keys");
    form.put("second", code);
    form.put("show", "");
    form.putAll(visitor.get("/confirm?to=%2Fadmin%2Fkeys").hidden());
    return visitor.post("/confirm", form);
  }

  @Test
  @Tag("ASVS-V4.1.3")
  @Tag("ASVS-V15.3.4")
  void who_comes_from_a_network_that_is_not_allowed_is_told_so_and_signed_out() {
    Visitor visitor = product.visitor().as(seller);
    assertThat(visitor.get("/seller/networks").body()).contains("127.0.0.1");
    rows.run(
        "insert into access.allowed_network (seller_id, id, range, note, added_by, added_at)"
            + " values (?::uuid, gen_random_uuid(), '192.0.2.0/24', 'test', gen_random_uuid(),"
            + " now())",
        seller.id());
    Answer refused = visitor.get("/seller/today");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body()).contains("127.0.0.1");
    assertThat(visitor.get("/seller/today").location()).startsWith("/sign-in");
    // What anybody may write counts for nothing.
    Visitor liar = product.visitor().as(seller);
    assertThat(
            liar.send(
                    "GET",
                    "/seller/today",
                    Optional.empty(),
                    Map.of("X-Forwarded-For", "192.0.2.7"))
                .status())
        .isEqualTo(403);
  }

  @Test
  @Tag("ASVS-V7.5.2")
  void a_person_ends_all_other_sessions_and_keeps_this_one() {
    Visitor here = product.visitor().as(seller);
    Visitor there = product.visitor().as(seller);
    Answer page = here.get("/seller/profile");
    assertThat(page.body()).contains("127.0.0.1");
    Answer answer = here.post("/seller/profile", form(page, "my-sessions", "others"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(there.get("/seller/today").location()).startsWith("/sign-in");
    assertThat(here.get("/seller/today").status()).isEqualTo(200);
    assertThat(List.of(here.session(), there.session())).doesNotHaveDuplicates();
  }
}
