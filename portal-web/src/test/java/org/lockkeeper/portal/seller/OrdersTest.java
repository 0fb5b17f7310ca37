package org.lockkeeper.portal.seller;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.Recipient;
import org.lockkeeper.orders.RecipientVault;
import org.lockkeeper.orders.RetryOrder;
import org.lockkeeper.portal.session.Exchange;
import org.lockkeeper.portal.session.KeptAudit;
import org.lockkeeper.portal.session.People;
import org.lockkeeper.portal.session.Redirect;
import org.lockkeeper.portal.texts.Clocks;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;
import org.lockkeeper.retention.RetentionSchedule;
import org.primefaces.model.SortMeta;
import org.primefaces.model.SortOrder;

class OrdersTest {

  private static final OrderId OURS = OrderId.of("0190b000-0000-7000-8000-000000000001");
  private static final OrderId THEIRS = OrderId.of("0190b000-0000-7000-8000-000000000002");
  private static final SellerId OTHER = SellerId.of("0190a000-0000-7000-8000-000000000009");

  private final Board board = new Board();
  private final Vault vault = new Vault();
  private final KeptAudit audit = new KeptAudit();
  private final Texts texts = new Texts(Locale.ENGLISH);
  private final Times times = new Times(KeptAudit.CLOCK, texts, ZoneOffset.UTC);
  private final Clocks clocks = new Clocks(KeptAudit.CLOCK, times, texts);
  private final List<String> answers = new ArrayList<>();
  private final Redirect redirect =
      new Redirect() {
        @Override
        public void to(String path) {
          answers.add(path);
        }

        @Override
        public void nowhere() {
          answers.add("404");
        }
      };

  private Orders orders(Exchange exchange) {
    return new Orders(
        new OrdersReader(board, new NoRetentions(), new MaskedBuyers(vault)),
        People.signedIn(People.owner()),
        texts,
        times,
        clocks,
        KeptAudit.CLOCK,
        redirect,
        exchange.request());
  }

  private OrderPage page(Exchange exchange) {
    Errands errands =
        new Errands() {
          @Override
          public void after(java.time.Duration delay, Errand errand) {
            answers.add("later " + errand.kind());
          }

          @Override
          public void now(Errand errand) {
            answers.add("now " + errand.kind());
          }
        };
    return new OrderPage(
        new OrderReader(
            board, new NoRetentions(), audit, new MaskedBuyers(vault), NoAccounts.AT_ALL),
        new RetryOrder(new NoOrders(), errands),
        audit.trail(),
        People.signedIn(People.owner()),
        redirect,
        answers::add,
        texts,
        times,
        clocks,
        RetentionSchedule.edition(java.time.LocalDate.of(2026, 11, 22)),
        KeptAudit.CLOCK,
        exchange.request());
  }

  @Test
  @Tag("ASVS-V2.2.2")
  void the_list_is_asked_for_the_signed_in_seller_whatever_the_browser_sent() {
    Orders orders = orders(Exchange.get("/seller/orders").with("seller", OTHER.toString()));
    orders.count();
    orders.table().load(0, 50, Map.of(), Map.of());

    assertThat(board.askedFor()).containsOnly(People.SELLER);
  }

  @Test
  @Tag("ASVS-V2.2.1")
  void an_address_that_no_page_writes_is_answered_as_not_found() {
    orders(Exchange.get("/seller/orders").with("status", "x' or 1=1")).check();

    assertThat(answers).containsExactly("404");
  }

  @Test
  @Tag("ASVS-V14.2.1")
  void what_was_typed_is_taken_from_a_post_only_and_never_stands_in_an_address() {
    Orders typed =
        orders(Exchange.post("/seller/orders").with("q", " 14815 ").with("status", "routed"));
    typed.count();

    assertThat(board.filters().getFirst().text()).contains("14815");
    assertThat(typed.path()).isEqualTo("/seller/orders?status=routed");
    assertThat(orders(Exchange.get("/seller/orders").with("q", "14815")).text()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Ada+Lovelace's", "%", "a@b.example", "<script>", "#{7*7}"})
  void what_cannot_be_a_number_of_ours_finds_nothing_and_is_not_looked_up(String text) {
    Orders orders = orders(Exchange.post("/seller/orders").with("q", text));

    assertThat(orders.count()).isZero();
    assertThat(orders.table().load(0, 50, Map.of(), Map.of())).isEmpty();
    assertThat(board.filters()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "label, LABEL desc 0+50",
    "placedAt, PLACED desc 0+50",
    "receivedAt, RECEIVED desc 0+50",
    "seller_id; drop table x, RECEIVED desc 0+50"
  })
  void only_known_columns_sort(String field, String asked) {
    SortMeta sort = SortMeta.builder().field(field).order(SortOrder.DESCENDING).build();
    orders(Exchange.get("/seller/orders")).table().load(0, 50, Map.of(field, sort), Map.of());

    assertThat(board.sorts()).containsExactly(asked);
  }

  @Test
  void a_page_has_at_most_a_hundred_rows_and_begins_at_the_first() {
    orders(Exchange.get("/seller/orders")).table().load(-5, 1_000_000, Map.of(), Map.of());

    assertThat(board.sorts()).containsExactly("RECEIVED desc 0+100");
  }

  @Test
  void a_row_shows_the_buyer_masked_and_does_not_print_it() {
    board.add(Board.order(People.SELLER, OURS, Vault.CLOSED));
    OrderRow row =
        orders(Exchange.get("/seller/orders")).table().load(0, 50, Map.of(), Map.of()).getFirst();

    assertThat(row.buyer().words()).isEqualTo("A•• L•••••••, Boise ID");
    assertThat(row.toString() + row.buyer() + new Buyer.Masked("Boise")).doesNotContain("Boise");
    assertThat(row.path()).isEqualTo("/seller/order?id=" + OURS);
  }

  @Test
  void what_does_not_open_says_so_and_does_not_break_the_list() {
    board.add(Board.order(People.SELLER, OURS, Vault.CLOSED));
    vault.failing(new RecipientVault.NotAuthentic("name"));
    assertThat(words()).isEqualTo("Unavailable");
    vault.failing(new RecipientVault.SealingUnavailable("keys"));
    assertThat(words()).isEqualTo("Not readable right now");
  }

  @Test
  void a_stripped_buyer_shows_the_day_and_a_withheld_one_says_so() {
    board.add(Board.order(People.SELLER, OURS, new Recipient.Stripped(Board.RECEIVED)));
    board.add(Board.order(People.SELLER, OURS, new Recipient.Withheld()));

    assertThat(orders(Exchange.get("/")).table().load(0, 50, Map.of(), Map.of()))
        .extracting(row -> row.buyer().words())
        .containsExactly("stripped 21 Nov", "Not given by the channel");
  }

  private String words() {
    return orders(Exchange.get("/seller/orders"))
        .table()
        .load(0, 50, Map.of(), Map.of())
        .getFirst()
        .buyer()
        .words();
  }

  @Test
  void another_sellers_order_is_answered_like_one_that_does_not_exist_and_is_noted() {
    board.add(Board.order(OTHER, THEIRS, Vault.CLOSED));
    OrderPage page = page(Exchange.get("/seller/order").with("id", THEIRS.toString()));
    page.check();

    assertThat(page.here()).isFalse();
    assertThat(answers).containsExactly("404");
    assertThat(audit.told()).containsExactly("access.denied order:" + THEIRS);
  }

  @ParameterizedTest
  @CsvSource({"1", "1-1-1-1-1", "../x", "0190B000-0000-7000-8000-000000000001", "''"})
  void a_malformed_id_is_answered_the_same_and_asks_nobody(String id) {
    page(Exchange.get("/seller/order").with("id", id)).check();

    assertThat(answers).containsExactly("404");
    assertThat(board.askedFor()).isEmpty();
    assertThat(audit.told()).isEmpty();
  }

  @Test
  void another_sellers_order_is_not_tried_again() {
    board.add(Board.order(OTHER, THEIRS, Vault.CLOSED));
    page(Exchange.post("/seller/order").with("id", THEIRS.toString())).tryAgain();

    assertThat(answers).isEmpty();
  }

  @Test
  void ones_own_order_is_shown() {
    board.add(Board.order(People.SELLER, OURS, Vault.CLOSED));
    OrderPage page = page(Exchange.get("/seller/order").with("id", OURS.toString()));
    page.check();

    assertThat(page.here()).isTrue();
    assertThat(page.it().label()).isEqualTo("#1001");
    assertThat(answers).isEmpty();
    assertThat(Optional.ofNullable(page.ring())).isEmpty();
  }
}
