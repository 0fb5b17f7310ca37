package org.lockkeeper.portal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.compliance.access.AccessPolicy;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.access.Session;
import org.lockkeeper.compliance.access.Sessions;
import org.lockkeeper.compliance.desk.SellerView;

class AccessFilterTest {

  private final KeptAudit audit = new KeptAudit();
  private final Map<UUID, Sessions.Open> open =
      new HashMap<>(
          Map.of(
              People.owner().id(), People.open(People.owner(), Session.Level.FULL),
              People.admin().id(), People.open(People.admin(), Session.Level.FULL),
              People.support().id(), People.open(People.support(), Session.Level.FULL)));
  private final List<String> seen = new ArrayList<>();
  private final SignedIn signedIn = People.nobody();
  private boolean looks;
  private final List<UUID> endedFor = new ArrayList<>();
  private final List<Boolean> byPerson = new ArrayList<>();
  private final AccessFilter filter =
      new AccessFilter(
          (id, person) -> {
            byPerson.add(person);
            return Optional.ofNullable(open.get(id));
          },
          session -> endedFor.add(session.id()),
          new WebSession(
              new BrowserKey(
                  new SecureRandom(),
                  new OurCookies(
                      new RemoteIp(Optional.of("10.0.0.0/8")),
                      new PublicAddress("http://localhost:8080")))),
          new RemoteIp(Optional.of("10.0.0.0/8")),
          new SellerLooks() {
            @Override
            public Optional<Open> of(Account who, Session session) {
              return looks ? Optional.of(new Open(People.look(), "Harbor")) : Optional.empty();
            }

            @Override
            public void seen(Account who, SellerView view, String page) {
              seen.add(page);
            }
          },
          signedIn,
          new AccessPolicy(),
          audit.trail());

  private Exchange run(Exchange exchange) throws Exception {
    filter.doFilter(exchange.request(), exchange.response(), exchange.chain());
    return exchange;
  }

  @Test
  @Tag("ASVS-V7.2.3")
  void who_shows_the_id_of_a_session_without_its_key_is_nobody() throws Exception {
    Exchange owner = Exchange.get("/seller/today").of(People.owner().id());
    assertThat(run(owner).passed()).isTrue();
    Exchange without = Exchange.get("/seller/today").after(owner).withoutCookies();
    assertThat(run(without).location()).startsWith("/sign-in");
    Exchange guessed =
        Exchange.get("/seller/today").after(owner).withoutCookies().cookie(BrowserKey.NAME, "x");
    assertThat(run(guessed).location()).startsWith("/sign-in");
    assertThat(run(Exchange.get("/seller/today").after(owner)).passed())
        .as("and does not end it for its owner")
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/sign-in",
        "/sign-in.xhtml",
        "/certificate",
        "/certificate.xhtml",
        "/.well-known/lockkeeper-keys",
        "/.well-known/lockkeeper-review-keys",
        "/.well-known/lockkeeper-pack-keys",
        "/webhooks/shopify/abc",
        "/health/ready",
        "/jakarta.faces.resource/theme.css.xhtml"
      })
  void what_is_public_needs_no_sign_in(String path) throws Exception {
    assertThat(run(Exchange.get(path)).passed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/seller/today",
        "/admin/retention",
        "/nothing",
        "/faces/seller/today.xhtml",
        "/webhooksX",
        "/certificates",
        "/certificate/more",
        "/.well-known/other",
        "/sign-in/more"
      })
  @Tag("ASVS-V13.4.3")
  void everything_else_asks_for_a_sign_in(String path) throws Exception {
    Exchange exchange = run(Exchange.get(path));

    assertThat(exchange.passed()).isFalse();
    assertThat(exchange.location()).startsWith("/sign-in");
  }

  @Test
  void after_signing_in_the_page_that_was_asked_for_comes() throws Exception {
    assertThat(run(Exchange.get("/seller/orders").query("status=routed&hours=24")).location())
        .isEqualTo("/sign-in?to=%2Fseller%2Forders%3Fstatus%3Drouted%26hours%3D24");
  }

  @ParameterizedTest
  @CsvSource({
    "0, /seller/today, true",
    "0, /seller/order.xhtml, true",
    "0, /admin/retention, false",
    "0, /admin/retention.xhtml, false",
    "0, /faces/admin/retention.xhtml, false",
    "1, /admin/retention, true",
    "1, /seller/orders, false",
    "1, /seller, false"
  })
  void a_role_enters_its_own_pages_and_no_others(int role, String path, boolean may)
      throws Exception {
    Account account = role == 0 ? People.owner() : People.admin();
    Exchange exchange = run(Exchange.get(path).of(account.id()));

    assertThat(exchange.passed()).isEqualTo(may);
    assertThat(exchange.status()).isEqualTo(may ? 200 : 404);
  }

  @Test
  @Tag("ASVS-V16.3.2")
  void a_page_of_another_role_leaves_an_audit_entry() throws Exception {
    run(Exchange.get("/admin/retention").of(People.owner().id()));

    assertThat(audit.told()).containsExactly("access.denied page:admin");
  }

  @Test
  void the_root_leads_to_the_first_page_of_the_role() throws Exception {
    assertThat(run(Exchange.get("/").of(People.owner().id())).location())
        .isEqualTo("/seller/today");
    assertThat(run(Exchange.get("/").of(People.admin().id())).location())
        .isEqualTo("/admin/control-room");
  }

  @ParameterizedTest
  @CsvSource({
    "/seller/today, /second-factor",
    "/, /second-factor",
    "/seller/profile, /second-factor",
    "/nothing, /second-factor",
    "/second-factor, ''",
    "/enroll.xhtml, ''"
  })
  void the_first_factor_alone_leads_to_the_second_one_and_nowhere_else(String path, String location)
      throws Exception {
    open.put(People.owner().id(), People.open(People.owner(), Session.Level.PASSWORD));
    Exchange exchange = run(Exchange.get(path).of(People.owner().id()));

    assertThat(exchange.passed()).isEqualTo(location.isEmpty());
    assertThat(exchange.location()).isEqualTo(location);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/second-factor", "/enroll", "/confirm"})
  void the_steps_of_signing_in_are_in_the_networks_that_are_allowed_too(String path)
      throws Exception {
    Sessions.Open here = People.open(People.owner(), Session.Level.PASSWORD);
    open.put(
        People.owner().id(),
        new Sessions.Open(
            here.session(), here.account(), here.sellerName(), List.of("192.0.2.0/24")));
    Exchange exchange = run(Exchange.get(path).of(People.owner().id()).from("198.51.100.9"));

    assertThat(exchange.passed()).isFalse();
    assertThat(exchange.status()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, '', true",
    "198.51.100.9, '', false",
    // What anybody may write counts for nothing; what our proxy writes last does.
    "198.51.100.9, 192.0.2.7, false",
    "10.1.2.3, '192.0.2.7', true",
    "10.1.2.3, '192.0.2.7, 198.51.100.9', false",
    "10.1.2.3, '198.51.100.9, 192.0.2.7, 10.9.9.9', true",
    "10.1.2.3, '', false"
  })
  void a_session_is_good_in_the_networks_that_are_allowed(
      String peer, String forwarded, boolean may) throws Exception {
    Sessions.Open here = People.open(People.owner(), Session.Level.FULL);
    open.put(
        People.owner().id(),
        new Sessions.Open(
            here.session(), here.account(), here.sellerName(), List.of("192.0.2.0/24")));
    Exchange exchange =
        run(
            Exchange.get("/seller/today")
                .from(peer)
                .header("X-Forwarded-For", forwarded)
                .of(People.owner().id()));

    assertThat(exchange.passed()).isEqualTo(may);
    assertThat(exchange.status()).isEqualTo(may ? 200 : 403);
    assertThat(exchange.sessionEnded()).isEqualTo(!may);
    assertThat(endedFor).hasSize(may ? 0 : 1);
    assertThat(audit.told()).hasSize(may ? 0 : 1);
  }

  @ParameterizedTest
  @CsvSource({
    "/seller/orders, true, orders",
    "/seller/order.xhtml, true, order",
    "/seller/channels, true, channels",
    "/seller/my-log, false, ''",
    "/seller/privacy, false, ''",
    "/seller/team, false, ''",
    "/seller/profile, false, ''",
    "/seller/leave, false, ''",
    "/admin/users, false, ''",
    "/connect/shopify/begin, false, ''"
  })
  void a_look_at_a_sellers_pages_shows_orders_and_connections_and_is_written_down(
      String path, boolean may, String page) throws Exception {
    looks = true;
    Exchange exchange = run(Exchange.get(path).of(People.support().id()));

    assertThat(exchange.passed()).isEqualTo(may);
    assertThat(exchange.status()).isEqualTo(may ? 200 : 404);
    assertThat(String.join("", seen)).isEqualTo(page);
    assertThat(signedIn.viewing()).isEqualTo(may);
  }

  @Test
  void without_a_look_the_pages_of_a_seller_are_not_there_for_the_desk() throws Exception {
    assertThat(run(Exchange.get("/seller/orders").of(People.support().id())).status())
        .isEqualTo(404);
    assertThat(seen).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Permission.class)
  void who_only_looks_does_nothing_whatever_the_page_shows(Permission permission) {
    SignedIn looking = People.signedIn(People.support());
    looking.looksAt(People.look(), "Harbor");

    assertThatThrownBy(() -> looking.need(permission)).isInstanceOf(NotPermitted.class);
    assertThatThrownBy(() -> looking.needFresh(permission)).isInstanceOf(NotPermitted.class);
    assertThat(looking.may(permission))
        .isEqualTo(permission == Permission.ORDERS_READ || permission == Permission.CHANNELS_READ);
    assertThat(looking.seller()).isEqualTo(People.SELLER);
    assertThat(looking.actor()).as("nobody else's name").isEqualTo(People.support().actor());
  }

  @Test
  void a_page_that_refreshes_itself_is_no_person() throws Exception {
    run(
        Exchange.post("/seller/privacy")
            .with("jakarta.faces.source", "form:tick")
            .of(People.owner().id()));
    run(
        Exchange.post("/seller/privacy")
            .with("jakarta.faces.source", "form:send")
            .of(People.owner().id()));

    assertThat(byPerson).containsExactly(false, true);
  }

  @Test
  void a_session_that_has_ended_is_out_at_its_next_request() throws Exception {
    Exchange exchange = run(Exchange.get("/seller/today").of(new UUID(9, 9)));

    assertThat(exchange.sessionEnded()).isTrue();
    assertThat(exchange.location()).startsWith("/sign-in");
    assertThat(exchange.told("Clear-Site-Data")).contains("\"cache\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "/seller/../../evil",
        "/sign-in",
        "/seller/orders?x=//evil",
        "/seller/today\nSet-Cookie: a=b",
        "javascript:alert(1)",
        ""
      })
  @Tag("ASVS-V3.7.2")
  void the_way_back_is_never_another_place(String path) {
    assertThat(ReturnPath.of(path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/seller/today",
        "/seller",
        "/seller/orders?status=routed&hours=24",
        "/support/find",
        "/support",
        "/support/case?id=0190a000-0000-7000-8000-00000000000a",
        "/admin/user?id=0190a000-0000-7000-8000-00000000000a"
      })
  @Tag("ASVS-V1.2.2")
  void the_way_back_is_a_page_of_ours(String path) {
    assertThat(ReturnPath.of(path)).contains(path);
  }
}
