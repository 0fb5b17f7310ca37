package org.lockkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A forgotten password, strangers who try passwords, and a password that has had its time. */
@ExtendWith(RunningProduct.Extension.class)
class PasswordsIT {

  private static final String DEVICE = "lockkeeper-device=";
  private static final String WRONG = "Basalt-marten-88";
  private static final Pattern CODE = Pattern.compile("/reset#([A-Za-z0-9_-]{43})");

  private final RunningProduct product;
  private final Seller seller;
  private final String hash;

  PasswordsIT(RunningProduct product) {
    this.product = product;
    this.seller = product.seller(2);
    this.hash = column("password_hash");
  }

  private String column(String name) {
    return product
        .rows()
        .text("select " + name + " from access.account where login = ?", seller.login())
        .orElseThrow();
  }

  @BeforeEach
  @AfterEach
  void as_it_was() {
    product.rows().run("delete from access.sign_in_throttle");
    product
        .rows()
        .run("update access.account set password_hash = ? where login = ?", hash, seller.login());
  }

  private Answer ask(String login) {
    Visitor visitor = product.visitor();
    Map<String, String> form = new LinkedHashMap<>();
    form.put("ask", "ask");
    form.put("login", login);
    form.put("send", "");
    form.putAll(visitor.get("/reset").hidden());
    return visitor.post("/reset", form);
  }

  private Optional<String> code() {
    for (JsonNode mail : product.outside().get("mail")) {
      Matcher found = CODE.matcher(mail.toString());
      if (mail.toString().contains(seller.login()) && found.find()) {
        return Optional.of(found.group(1));
      }
    }
    return Optional.empty();
  }

  private Answer set(String code, String password) {
    Visitor visitor = product.visitor();
    Map<String, String> form = new LinkedHashMap<>();
    form.put("set", "set");
    form.put("code", code);
    form.put("next", password);
    form.put("again", password);
    form.put("set-now", "");
    form.putAll(visitor.get("/reset").hidden());
    return visitor.post("/reset", form);
  }

  private static boolean isRight(Answer answer) {
    return answer.status() == 302 && answer.location().startsWith("/second-factor");
  }

  @Test
  @Tag("ASVS-V6.3.4")
  @Tag("ASVS-V6.4.3")
  void a_mailed_link_sets_a_password_once_and_skips_no_second_factor() {
    Answer known = ask(seller.login());
    Answer unknown = ask("nobody@seller.example");
    assertThat(known.status()).isEqualTo(200);
    assertThat(known.lasting(seller.login())).isEqualTo(unknown.lasting("nobody@seller.example"));
    String code = Await.value("the mail with the link", this::code);
    String next = "Gneiss-marten-" + UUID.randomUUID().toString().substring(0, 8);

    assertThat(set(code, "short").location()).isEmpty();
    Answer done = set(code, next);

    assertThat(done.location()).isEqualTo("/sign-in?changed=yes");
    assertThat(done.all("Set-Cookie").toString()).doesNotContain("lockkeeper-device");
    assertThat(isRight(product.visitor().password(seller.login(), seller.password()))).isFalse();
    Visitor visitor = product.visitor();
    assertThat(isRight(visitor.password(seller.login(), next))).isTrue();
    assertThat(visitor.get("/seller/today").location()).startsWith("/second-factor");
    assertThat(set(code, next + "x").location()).isEmpty();
  }

  @Test
  void a_known_device_gets_in_while_strangers_lock_the_account() {
    String device =
        product.visitor().password(seller.login(), seller.password()).all("Set-Cookie").stream()
            .filter(cookie -> cookie.startsWith(DEVICE))
            .findFirst()
            .orElseThrow();
    assertThat(device)
        .contains("HttpOnly")
        .containsIgnoringCase("SameSite=Strict")
        .contains("Path=/")
        .contains("Max-Age=");

    for (int i = 0; i < 6; i++) {
      assertThat(isRight(product.visitor().password(seller.login(), WRONG))).isFalse();
    }

    assertThat(isRight(product.visitor().password(seller.login(), seller.password()))).isFalse();
    assertThat(isRight(from(device.split(";", 2)[0]))).isTrue();
    assertThat(
            product
                .rows()
                .count(
                    "select count(*) from access.lock_out l join access.account a"
                        + " on a.id = l.account_id where a.login = ? and l.ended_at is null",
                    seller.login()))
        .isPositive();
  }

  private Answer from(String device) {
    Visitor page = product.visitor();
    Map<String, String> form = new LinkedHashMap<>();
    form.put("sign-in", "sign-in");
    form.put("login", seller.login());
    form.put("password", seller.password());
    form.put("enter", "");
    form.putAll(page.get("/sign-in").hidden());
    return product
        .visitor()
        .post(
            "/sign-in",
            form,
            Map.of(
                "Sec-Fetch-Site",
                "same-origin",
                "Cookie",
                Visitor.COOKIE + "=" + page.session().orElseThrow() + "; " + device));
  }

  @Test
  void nobody_is_the_first_admin_where_there_is_one() {
    Visitor visitor = product.visitor();
    Map<String, String> form = new LinkedHashMap<>();
    form.put("first", "first");
    form.put("code", "A".repeat(43));
    form.put("name", "Nadia Keller");
    form.put("login", "n.keller@lockkeeper.example");
    form.put("next", "Gneiss-marten-4");
    form.put("again", "Gneiss-marten-4");
    form.put("enter", "");
    form.putAll(visitor.get("/first-admin").hidden());

    Answer answer = visitor.post("/first-admin", form);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(
            product
                .rows()
                .count("select count(*) from access.account where login like 'n.keller%'"))
        .isZero();
    for (String path : List.of("/sign-in/issuer/begin", "/sign-in/issuer/return?code=x")) {
      assertThat(product.visitor().get(path).status()).as(path).isEqualTo(404);
    }
  }
}
