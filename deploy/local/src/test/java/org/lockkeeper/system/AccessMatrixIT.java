package org.lockkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every page, address, action and named thing of the portal, asked for by everybody: what {@code
 * access-matrix.txt} does not allow looks as if it were not there, changes nothing and is noted
 * (F01, F05, F06, F48). What is asked for is read from the portal's sources, see {@link Offered}.
 */
@Order(13)
@ExtendWith(RunningProduct.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AccessMatrixIT {

  private static final String OURS = "00000000-0000-0000-0000-000000000000";
  private static final Pattern BUTTON =
      Pattern.compile("<(?:button|input)[^>]*\\bname=\"([^\"]+)\"");

  private static final Map<String, String> ROLES =
      Map.of(
          "owner", "SELLER_OWNER",
          "operations", "SELLER_OPERATIONS",
          "viewer", "SELLER_VIEWER",
          "support", "SUPPORT",
          "admin", "ADMIN",
          "auditor", "AUDITOR");

  /** What nobody but a person of the right role may change; whatever else runs leaves it alone. */
  private static final List<String> KEPT =
      List.of(
          "access.account",
          "access.assignment",
          "access.invitation",
          "access.allowed_network",
          "access.factor",
          "access.support_case",
          "access.access_request",
          "access.service_account",
          "access.review",
          "retention.legal_hold",
          "retention.deletion_case",
          "retention.data_request",
          "retention.channel_span",
          "credentials.break_glass",
          "keys.destruction");

  private final Offered offered = new Offered();
  private final List<Offered.Action> actions = offered.actions();
  private final AccessMatrix matrix = new AccessMatrix();
  private final RunningProduct product;
  private final Rows rows;
  private final Seller mine;
  private final String other = UUID.randomUUID().toString();
  private final Map<String, Visitor> people = new LinkedHashMap<>();
  private final Map<String, String> accounts = new LinkedHashMap<>();
  private final Map<String, String> own = new LinkedHashMap<>();
  private final Map<String, String> theirs = new LinkedHashMap<>();

  /**
   * What would end the sessions of people who are refused so often, and what would plant buyers at
   * the other seller; each has tests of its own.
   */
  private static final List<String> RESTING = List.of("keep-watch", "tend-canaries");

  /** A case of an earlier test goes on by itself; none may come or go. */
  private static final String MOVES = "retention.deletion_case";

  private List<String> tables = List.of();

  AccessMatrixIT(RunningProduct product) {
    this.product = product;
    this.rows = product.rows();
    this.mine = product.seller(2);
  }

  private static <T> T of(Map<String, T> all, String name) {
    return Objects.requireNonNull(all.get(name), name);
  }

  /** One person of each role at one seller, and another seller who has one thing of each kind. */
  @BeforeAll
  void people_of_every_role_and_two_sellers() {
    rows.run("delete from access.sign_in_throttle");
    tables =
        rows
            .all(
                """
                select c.table_schema || '.' || c.table_name from information_schema.columns c
                join information_schema.tables t using (table_schema, table_name)
                where c.column_name = 'seller_id' and t.table_type = 'BASE TABLE'
                  and c.table_schema in ('access', 'orders', 'credentials', 'retention', 'keys')
                order by 1
                """)
            .stream()
            .map(List::getFirst)
            .toList();
    long number =
        product.outside().placeOne(Outside.wish(mine, mine.shopOnlySku()).to(Buyers.ada()));
    rows.awaitTrouble(number, "UNMAPPED_SKU");
    own.put("order", rows.order(number).orElseThrow());
    own.put("seller", mine.id());
    own.put(
        "connection",
        rows.text(
                "select id from credentials.grant_of_seller where seller_id = ?::uuid"
                    + " and standing = 'ACTIVE' order by id limit 1",
                mine.id())
            .orElseThrow());
    own.put("case", supportCase(mine.id(), of(own, "order")));
    own.put("notice", notice(mine.id()));
    ROLES.keySet().stream().sorted().forEach(this::person);
    own.put("account", of(accounts, "owner"));
    RESTING.forEach(this::rest);
    another();
    rows.run(
        "insert into access.assignment (seller_id, id, staff, reason, granted_by, since, ends_at)"
            + " values (?::uuid, gen_random_uuid(), ?::uuid, 'matrix', ?::uuid, now() - interval '1"
            + " day', '2099-01-01')",
        mine.id(),
        of(accounts, "support"),
        of(accounts, "admin"));
  }

  private String supportCase(String seller, String order) {
    String id = UUID.randomUUID().toString();
    rows.run(
        """
        insert into access.support_case (seller_id, id, order_id, subject, next_step, waiting_on,
          opened_by, opened_at, moved_at)
        values (?::uuid, ?::uuid, ?::uuid, 'WHERE_IS_PARCEL', 'ASK_CARRIER', 'US', gen_random_uuid(), now(), now())
        """,
        seller,
        id,
        order);
    return id;
  }

  private String notice(String seller) {
    String id = UUID.randomUUID().toString();
    rows.run(
        """
        insert into access.notice (seller_id, id, kind, subject, platform, label, ends_at,
          days_before, raised_at)
        values (?::uuid, ?::uuid, 'LAPSED_REFUSED', 'matrix', 'shopify', 'matrix', now(), 0, now())
        """,
        seller,
        id);
    return id;
  }

  /** A login of the demo is lent for signing in; then the session is the new person's. */
  private void person(String role) {
    String id = UUID.randomUUID().toString();
    boolean ofSeller = of(ROLES, role).startsWith("SELLER");
    String seller = ofSeller ? mine.id() : OURS;
    String lender = ofSeller ? mine.login() : product.said("admin.user");
    rows.run(
        """
        insert into access.account (seller_id, id, login, display_name, role, password_hash,
          created_at, version, ends_at)
        select ?::uuid, ?::uuid, ?, 'Matrix ' || ?, ?, password_hash, created_at, 1,
          case when ? = 'auditor' then timestamptz '2099-01-01' end
        from access.account where login = ?
        """,
        seller,
        id,
        "matrix-" + id + "@example.com",
        role,
        of(ROLES, role),
        role,
        lender);
    accounts.put(role, id);
    people.put(role, session(role));
  }

  private Visitor session(String role) {
    boolean ofSeller = of(ROLES, role).startsWith("SELLER");
    String lender = ofSeller ? mine.login() : product.said("admin.user");
    Visitor visitor =
        ofSeller
            ? product.visitor().as(mine)
            : product.visitor().as(lender, product.said("admin.password"));
    assertThat(visitor.get(ofSeller ? "/seller/profile" : "/admin/profile").status())
        .isEqualTo(200);
    rows.run(
        """
        update access.session set account = ?::uuid, role = ?, epoch = 0 where id = (
          select s.id from access.session s join access.account a on a.id = s.account
          where a.login = ? and s.ended_at is null order by s.started_at desc limit 1)
        """,
        of(accounts, role),
        of(ROLES, role),
        lender);
    return visitor;
  }

  /** That work is not done meanwhile. */
  private void rest(String work) {
    Await.that(
        work + " rests",
        () -> {
          rows.run(
              "update jobs.scheduled_tasks set execution_time = '2199-01-01'"
                  + " where task_name = ? and not picked",
              work);
          return rows.count(
                  "select count(*) from jobs.scheduled_tasks"
                      + " where task_name = ? and execution_time = '2199-01-01'",
                  work)
              == 1;
        });
  }

  /** Copies of my things, with ids and a seller of their own. Nobody works for that seller. */
  private void another() {
    rows.run(
        "insert into access.seller (seller_id, name, created_at) values (?::uuid, 'Matrix', now())",
        other);
    theirs.put("seller", other);
    copy(
        "credentials.grant_of_seller",
        "connection",
        "'endpoint_digest', null, 'account', 'matrix', 'secret_path', 'matrix'");
    copy(
        "orders.sales_order",
        "order",
        "'channel_number', 'matrix', 'connection_id', '" + of(theirs, "connection") + "'");
    String asked = of(theirs, "order");
    copy(
        "orders.sales_order",
        "order",
        "'channel_number', 'matrix2', 'connection_id', '" + of(theirs, "connection") + "'");
    theirs.put("object", of(theirs, "order"));
    theirs.put("order", asked);
    theirs.put("case", supportCase(other, of(theirs, "order")));
    theirs.put("notice", notice(other));
    copy(
        "access.account",
        "account",
        "'login', 'matrix-other@example.com', 'person', '" + UUID.randomUUID() + "'");
    String factor = UUID.randomUUID().toString();
    rows.run(
        """
        set session_replication_role = replica;
        insert into access.factor select (jsonb_populate_record(f, jsonb_build_object(
          'seller_id', '%s', 'account', '%s', 'id', '%s'))).* from access.factor f limit 1
        """
            .formatted(other, of(theirs, "account"), factor));
    theirs.put("factor", factor);
    assertThat(rows.count("select count(*) from access.factor where id = ?::uuid", factor)).isOne();
  }

  private void copy(String table, String kind, String changes) {
    String id = UUID.randomUUID().toString();
    String generated = table.startsWith("orders") ? orderColumns() : "(x).*";
    rows.run(
        """
        set session_replication_role = replica;
        insert into %s %s select %s from (select jsonb_populate_record(t, jsonb_build_object(
          'seller_id', '%s', 'id', '%s', %s)) as x from %s t where id = '%s') y
        """
            .formatted(
                table,
                generated.equals("(x).*") ? "" : "(" + generated + ")",
                generated.equals("(x).*") ? generated : "(x)." + generated.replace(", ", ", (x)."),
                other,
                id,
                changes,
                table,
                of(own, kind)));
    theirs.put(kind, id);
  }

  /** All but those that the database fills in. */
  private String orderColumns() {
    return rows
        .all(
            """
            select column_name from information_schema.columns where table_schema = 'orders'
              and table_name = 'sales_order' and is_generated = 'NEVER' order by ordinal_position
            """)
        .stream()
        .map(List::getFirst)
        .collect(Collectors.joining(", "));
  }

  @AfterAll
  void nobody_of_them_stays() {
    RESTING.forEach(
        work ->
            rows.run(
                "update jobs.scheduled_tasks set execution_time = now() where task_name = ?",
                work));
    StringBuilder all = new StringBuilder("set session_replication_role = replica;");
    for (String table : tables) {
      all.append("delete from ")
          .append(table)
          .append(" where seller_id = '")
          .append(other)
          .append("';");
    }
    String ids =
        accounts.values().stream().map(id -> "'" + id + "'").collect(Collectors.joining(","));
    all.append("delete from access.assignment where staff in (").append(ids).append(");");
    all.append("delete from access.session where account in (").append(ids).append(");");
    all.append("delete from access.account where id in (").append(ids).append(");");
    all.append("delete from access.notice where label = 'matrix';");
    all.append("delete from access.support_case where id = '").append(of(own, "case")).append("'");
    rows.run(all.toString());
  }

  /** All that the other seller has, and what of mine and ours only people change. */
  private String kept() {
    return rows.all(
            tables.stream()
                    .map(
                        table ->
                            "select '%s', md5(coalesce(string_agg(t::text, ',' order by t::text), '')) from %s t where seller_id = '%s'"
                                .formatted(table, table, other))
                    .collect(Collectors.joining(" union all "))
                + KEPT.stream()
                    .filter(tables::contains)
                    .map(
                        table ->
                            " union all select 'mine %s', md5(coalesce(string_agg(%s, ',' order by t::text), '')) from %s t where seller_id in ('%s', '%s')"
                                .formatted(
                                    table,
                                    table.equals(MOVES) ? "t.id::text" : "t::text",
                                    table,
                                    mine.id(),
                                    OURS))
                    .collect(Collectors.joining())
                + " order by 1")
        .toString();
  }

  private long denied(String role) {
    return rows.count(
        "select count(*) from audit.audit_event where action = 'access.denied'"
            + " and actor like '%' || ?",
        of(accounts, role));
  }

  private Visitor who(String role) {
    return of(people, role);
  }

  /** The address with whatever else such a page needs to be asked for. */
  private String address(String page, String parameter, String value) {
    String seller =
        page.startsWith("/support/") && !parameter.equals("seller")
            ? "seller=" + mine.id() + "&"
            : "";
    return page + "?" + seller + parameter + "=" + value;
  }

  private static Map<String, String> pressed(Answer page, String button) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(button.contains(":") ? button.substring(0, button.indexOf(':')) : button, "x");
    fields.put(button, "");
    fields.putAll(page.hidden());
    return fields;
  }

  @Test
  @Order(1)
  @Tag("ASVS-V4.1.1")
  @Tag("ASVS-V8.2.1")
  void a_page_is_there_for_whom_the_matrix_says_and_for_nobody_else() {
    List<String> leaks = new ArrayList<>();
    String before = kept();
    for (String role : AccessMatrix.ROLES) {
      long noted = denied(role);
      int refused = 0;
      String none = "/" + (role.equals("support") ? "support" : "admin") + "/no-such-page";
      String nowhere = who(role).get(none).lasting(none);
      for (String page : matrix.all("page")) {
        if (matrix.said("page", page).equals("public")
            || matrix.said("page", page).equals("signing in")) {
          continue;
        }
        Answer answer = who(role).get(page);
        boolean may = matrix.may(role, "page", page);
        if (!may) {
          refused++;
          if (answer.status() != 404 || !answer.lasting(page).equals(nowhere)) {
            leaks.add(role + " got " + answer.status() + " for " + page);
          }
        } else if (answer.status() != 200 && !needsAName(page)) {
          leaks.add(role + " is refused " + page + " with " + answer.status());
        } else if (answer.status() == 200
            && !answer
                .header("Content-Type")
                .replace(" ", "")
                .equalsIgnoreCase("text/html;charset=UTF-8")) {
          leaks.add(page + " says it is " + answer.header("Content-Type"));
        }
      }
      assertThat(denied(role) - noted).as("%s is noted", role).isGreaterThanOrEqualTo(refused);
    }
    for (String page : matrix.all("page")) {
      Answer answer = product.visitor().get(page);
      boolean open = matrix.said("page", page).equals("public");
      if (open ? answer.status() >= 500 : !answer.location().startsWith("/sign-in")) {
        leaks.add("nobody got " + answer.status() + " for " + page);
      }
    }
    assertThat(leaks).isEmpty();
    assertThat(kept()).isEqualTo(before);
  }

  /** Pages of one thing answer only who names it. */
  private boolean needsAName(String page) {
    return Set.of(
            "/seller/order",
            "/seller/disconnect",
            "/seller/export",
            "/support/order",
            "/support/case",
            "/support/seller",
            "/admin/certificates",
            "/admin/user")
        .contains(page);
  }

  @Test
  @Order(2)
  @Tag("ASVS-V13.4.4")
  void an_address_without_a_page_answers_whom_the_matrix_says() {
    List<String> leaks = new ArrayList<>();
    for (String pattern : matrix.all("address")) {
      String path = pattern.replace("*", "shopify");
      for (String role : AccessMatrix.ROLES) {
        Answer answer = who(role).get(path);
        if (!matrix.may(role, "address", pattern) && answer.status() != 404) {
          leaks.add(role + " got " + answer.status() + " for " + path);
        } else if (answer.status() >= 500) {
          leaks.add(role + " broke " + path);
        }
      }
      Answer answer = product.visitor().get(path);
      if (!matrix.said("address", pattern).equals("public")
          && !answer.location().startsWith("/sign-in")) {
        leaks.add("nobody got " + answer.status() + " for " + path);
      }
    }
    for (String path : List.of("/sign-in", "/seller/today", "/webhooks/shopify", "/resources/")) {
      Answer traced = who("owner").send("TRACE", path, Optional.empty(), Map.of("X-Mark", "echo"));
      if (traced.status() < 400 || traced.body().contains("echo")) {
        leaks.add("TRACE of " + path + " is answered with " + traced.status());
      }
    }
    assertThat(leaks).isEmpty();
  }

  @Test
  @Order(3)
  @Tag("ASVS-V8.2.1")
  @Tag("ASVS-V8.3.1")
  @Tag("ASVS-V16.3.2")
  void an_action_that_a_role_may_not_do_is_refused_and_noted_though_it_is_sent() {
    List<String> leaks = new ArrayList<>();
    Map<String, Set<String>> buttons = buttons();
    String before = kept();
    int asked = 0;
    for (String role : AccessMatrix.ROLES) {
      Answer elsewhere = who(role).get(home(role));
      long noted = denied(role);
      int refused = 0;
      for (String page : inside()) {
        boolean seen = matrix.may(role, "page", page);
        Answer state = seen ? null : elsewhere;
        for (Offered.Action action : actions) {
          if (!action.page().equals(page) || matrix.may(role, "action", action.name())) {
            continue;
          }
          if (state == null) {
            state = who(role).get(named(page));
            if (state.status() != 200) {
              leaks.add(role + " does not see " + named(page) + ": " + state.status());
              break;
            }
          }
          for (String id : ids(action, buttons)) {
            Map<String, String> form = pressed(state, id);
            form.putAll(query(named(page)));
            form.putAll(Map.of("seller_id", other, "role", "ADMIN", "retention", "P1D"));
            Answer answer = who(role).post(page, form);
            asked++;
            refused++;
            if (answer.status() != 404) {
              leaks.add(
                  role
                      + " sent "
                      + action.name()
                      + " "
                      + id
                      + " to "
                      + page
                      + ": "
                      + answer.status());
            }
          }
          if (!seen) {
            break; // the page is not there for them, whatever they send to it
          }
        }
      }
      if (denied(role) - noted < refused) {
        leaks.add(role + " is noted " + (denied(role) - noted) + " times of " + refused);
      }
    }
    assertThat(leaks).isEmpty();
    assertThat(asked).isGreaterThan(100);
    assertThat(kept()).isEqualTo(before);
  }

  /** Pages behind the sign-in. */
  private List<String> inside() {
    return matrix.all("page").stream()
        .filter(page -> AccessMatrix.ROLES.contains(matrix.said("page", page).split(" ", -1)[0]))
        .toList();
  }

  /** Under which ids a button may be pressed: those that somebody sees, or the one of the file. */
  private static Set<String> ids(Offered.Action action, Map<String, Set<String>> buttons) {
    Set<String> ids =
        buttons.getOrDefault(action.page(), Set.of()).stream()
            .filter(action::is)
            .limit(1)
            .collect(Collectors.toCollection(TreeSet::new));
    return ids.isEmpty() && !action.id().isEmpty() ? Set.of(action.id()) : ids;
  }

  /** The buttons that somebody sees, by page. */
  private Map<String, Set<String>> buttons() {
    Map<String, Set<String>> found = new LinkedHashMap<>();
    for (String page : inside()) {
      Matcher button =
          BUTTON.matcher(who(matrix.said("page", page).split(" ", -1)[0]).get(named(page)).body());
      while (button.find()) {
        found.computeIfAbsent(page, key -> new TreeSet<>()).add(button.group(1));
      }
    }
    return found;
  }

  private String home(String role) {
    return switch (role) {
      case "support" -> "/support/profile";
      case "admin", "auditor" -> "/admin/profile";
      default -> "/seller/profile";
    };
  }

  /** The page with what it has to be asked for, of mine. */
  private String named(String page) {
    return switch (page) {
      case "/seller/order" -> address(page, "id", of(own, "order"));
      case "/seller/disconnect" -> address(page, "connection", of(own, "connection"));
      case "/support/order" -> address(page, "id", of(own, "order"));
      case "/support/case" -> address(page, "case", of(own, "case"));
      case "/admin/certificates" -> address(page, "seller", mine.id());
      case "/admin/user" -> address(page, "who", of(accounts, "support"));
      default -> page.startsWith("/support/") ? page + "?seller=" + mine.id() : page;
    };
  }

  private static Map<String, String> query(String address) {
    Map<String, String> all = new LinkedHashMap<>();
    if (address.contains("?")) {
      for (String part : address.substring(address.indexOf('?') + 1).split("&", -1)) {
        String[] both = part.split("=", 2);
        all.put(both[0], both[1]);
      }
    }
    return all;
  }

  @Test
  @Order(4)
  @Tag("ASVS-V8.2.2")
  void what_belongs_to_another_seller_answers_as_what_nobody_has() {
    List<String> leaks = new ArrayList<>();
    String before = kept();
    int asked = 0;
    for (String parameter : matrix.all("parameter")) {
      String kind = matrix.said("parameter", parameter);
      String type = parameter.split(" ", -1)[0];
      String name = parameter.split(" ", -1)[1];
      String last = kind.substring(kind.lastIndexOf(' ') + 1);
      if (kind.equals("text")) {
        continue;
      }
      for (String page : offered.pagesOf(type)) {
        for (String role : AccessMatrix.ROLES) {
          if (!matrix.said("page", page).contains(role)) {
            continue;
          }
          asked++;
          String none = UUID.randomUUID().toString();
          if (kind.equals("any") || role.equals("admin") || role.equals("auditor")) {
            if (who(role).get(address(page, name, none)).status() >= 500
                || who(role).get(address(page, name, "%27")).status() >= 500) {
              leaks.add(role + " broke " + page + " with " + name);
            }
            continue;
          }
          String prefix = last.equals("object") ? "order:" : "";
          String id = of(theirs, last);
          String their = prefix + id;
          long noted = denied(role);
          Answer there = who(role).get(address(page, name, their));
          boolean isNoted = denied(role) > noted;
          none = neighbour(id);
          Answer nowhere = who(role).get(address(page, name, prefix + none));
          if (there.status() != nowhere.status()
              || !there.lasting(id).equals(nowhere.lasting(none))) {
            leaks.add(
                role
                    + " tells apart "
                    + address(page, name, last)
                    + first(there.lasting(id), nowhere.lasting(none)));
          }
          if (there.status() == 404 && !isNoted) {
            leaks.add(role + " asked unnoted for " + address(page, name, last));
          }
          if (kind.equals(last) && !last.equals("factor") && there.status() != 404) {
            leaks.add(
                role + " is answered " + there.status() + " for " + address(page, name, last));
          }
        }
      }
    }
    assertThat(leaks).isEmpty();
    assertThat(asked).isGreaterThan(40);
    assertThat(kept()).isEqualTo(before);
  }

  /** An id that nobody has, and that looks the same where a page shows its beginning or end. */
  private static String neighbour(String id) {
    return id.substring(0, 20) + (id.charAt(20) == '0' ? '1' : '0') + id.substring(21);
  }

  /** Where two texts begin to differ. */
  private static String first(String one, String other) {
    int at = 0;
    while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
      at++;
    }
    int from = Math.max(0, at - 40);
    return ": "
        + one.substring(from, Math.min(one.length(), at + 60))
        + " <> "
        + other.substring(from, Math.min(other.length(), at + 60));
  }

  @Test
  @Order(5)
  @Tag("ASVS-V8.2.2")
  @Tag("ASVS-V15.3.3")
  void a_button_that_is_pressed_for_a_thing_of_another_seller_does_what_it_does_for_none() {
    List<String> leaks = new ArrayList<>();
    Map<String, Set<String>> buttons = buttons();
    String before = kept();
    int asked = 0;
    for (String parameter : matrix.all("parameter")) {
      String kind = matrix.said("parameter", parameter);
      String name = parameter.split(" ", -1)[1];
      String last = kind.substring(kind.lastIndexOf(' ') + 1);
      if (!theirs.containsKey(last) || kind.startsWith("filter")) {
        continue;
      }
      for (String page : offered.pagesOf(parameter.split(" ", -1)[0])) {
        for (Offered.Action action : actions) {
          for (String role : List.of("owner", "operations", "support")) {
            if (!action.page().equals(page)
                || !matrix.said("page", page).contains(role)
                || !matrix.may(role, "action", action.name())
                || !offered.reads(action.bean(), parameter.split(" ", -1)[0])
                || action.name().equals("factors.renewCodes")) { // new ones each time
              continue; // they take no name from the request
            }
            for (String id : ids(action, buttons)) {
              List<String> answers = new ArrayList<>();
              for (String value : List.of(of(theirs, last), UUID.randomUUID().toString())) {
                Answer state = who(role).get(named(page));
                Map<String, String> form = pressed(state, id);
                form.putAll(query(named(page)));
                form.put(name, value);
                form.put("reveal-field", "EMAIL");
                form.put("reveal-reason", "CONTACT_BUYER");
                form.put("reveal-ticket", "M-1");
                form.putAll(Map.of("seller_id", other, "role", "ADMIN", "retention", "P1D"));
                Answer answer = who(role).post(page, form);
                answers.add(answer.status() + answer.location() + answer.lasting(value));
                asked++;
              }
              if (!answers.get(0).equals(answers.get(1))) {
                leaks.add(
                    role + " tells apart " + name + " pressing " + action.name() + " on " + page);
              }
            }
          }
        }
      }
    }
    assertThat(leaks).isEmpty();
    assertThat(asked).isGreaterThan(10);
    assertThat(kept()).isEqualTo(before);
  }

  @Test
  @Order(6)
  @Tag("ASVS-V7.4.2")
  void a_session_serves_nobody_any_more_whose_role_account_or_seller_is_gone() {
    Map<String, String> ends = new LinkedHashMap<>();
    ends.put("viewer", "update access.account set role = 'SELLER_OPERATIONS' where id = ?::uuid");
    ends.put(
        "operations",
        "update access.account set disabled = true, status = 'SUSPENDED' where id = ?::uuid");
    ends.put("auditor", "update access.account set ends_at = created_at where id = ?::uuid");
    ends.put(
        "owner",
        "update access.session set ended_at = now(), ended_why = 'test' where account = ?::uuid");
    for (Map.Entry<String, String> end : ends.entrySet()) {
      String role = end.getKey();
      Answer open = who(role).get(home(role));
      assertThat(open.status()).as(role).isEqualTo(200);
      rows.run(end.getValue(), of(accounts, role));
      assertEnded(role, who(role), open);
    }
    Visitor again = session("owner");
    Answer open = again.get("/seller/profile");
    assertThat(open.status()).isEqualTo(200);
    try {
      rows.run("update access.seller set closed_at = now() where seller_id = ?::uuid", mine.id());
      assertEnded("owner of a closed seller", again, open);
    } finally {
      rows.run("update access.seller set closed_at = null where seller_id = ?::uuid", mine.id());
    }
  }

  private void assertEnded(String who, Visitor visitor, Answer open) {
    Visitor twin = visitor.twin();
    Visitor third = visitor.twin();
    Map<String, String> form = pressed(open, "theme:choose");
    assertThat(twin.post("/seller/orders", form).location()).as(who).startsWith("/sign-in");
    for (String page : matrix.all("page")) {
      if (!matrix.said("page", page).equals("public")) {
        assertThat(third.get(page).location()).as(who + " " + page).startsWith("/sign-in");
      }
    }
    assertThat(visitor.get("/seller/orders").location()).as(who).startsWith("/sign-in");
  }
}
