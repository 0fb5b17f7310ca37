package org.lockkeeper.compliance.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.access.AccessPolicy;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Accounts;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.Sellers;
import org.lockkeeper.compliance.access.TwoPeople;
import org.lockkeeper.compliance.desk.PlainNote;
import org.lockkeeper.compliance.encryption.RightsWorld;
import org.lockkeeper.compliance.rights.Shelf;
import org.lockkeeper.compliance.secrets.FileSeals;
import org.lockkeeper.compliance.settings.Setting;
import org.lockkeeper.compliance.settings.SettingsInForce;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.Errands;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.orders.OrderBoard;
import org.lockkeeper.retention.BuyerRetentions;

/**
 * Files that people take away: with a reason, few enough, once, and for one person.
 */
class ExportsTest {

  private static final Export.Selection ALL =
      new Export.Selection(OrderBoard.Filter.ALL, OrderBoard.Sort.RECEIVED, true);
  private static final String NOTE = "Month end, compared with the bank";

  private final RightsWorld world = new RightsWorld();
  private final Shelf shelf = new Shelf();
  private final MemoryExports exports = new MemoryExports();
  private final FileSeals seals = new FileSeals();
  private final List<Account> people = new ArrayList<>();
  private final List<Errand> errands = new ArrayList<>();
  private Optional<Instant> closed = Optional.empty();

  private final Account anna = person(RightsWorld.SELLER, Role.SELLER_OWNER);
  private final Account otto = person(RightsWorld.SELLER, Role.SELLER_OPERATIONS);
  private final Account vera = person(RightsWorld.SELLER, Role.SELLER_VIEWER);
  private final Account else_ = person(RightsWorld.OTHER, Role.SELLER_OWNER);

  private final ExportPolicy policy = new ExportPolicy();
  private final Map<Setting, String> set = new EnumMap<>(Setting.class);
  private final ExportRight right =
      new ExportRight(
          fake(Accounts.class, "all", List.of()),
          fake(Sellers.class, "closedAt", Optional.empty()),
          new AccessPolicy(),
          policy,
          new SettingsInForce(() -> set));
  private final AskExport ask = ask(policy);
  private final MakeSteps steps = steps(policy);
  private final MakeExport make = make(steps);

  private AskExport ask(ExportPolicy limits) {
    return new AskExport(
        exports,
        new ExportRight(
            fake(Accounts.class, "all", List.of()),
            fake(Sellers.class, "closedAt", Optional.empty()),
            new AccessPolicy(),
            limits,
            new SettingsInForce(() -> set)),
        shelf,
        limits,
        new AccessPolicy(),
        new TwoPeople(fake(Accounts.class, "all", List.of())),
        world.audit(),
        new Errands() {
          @Override
          public void after(Duration delay, Errand errand) {
            errands.add(errand);
          }

          @Override
          public void now(Errand errand) {
            errands.add(errand);
          }
        },
        world.ids(),
        world.clock());
  }

  private MakeSteps steps(ExportPolicy limits) {
    return new MakeSteps(
        exports,
        right,
        shelf,
        fake(BuyerRetentions.class, "of", Map.of()),
        limits,
        world.audit(),
        world.clock());
  }

  private MakeExport make(MakeSteps with) {
    return new MakeExport(with, seals.node(world.clock()), world.clock());
  }

  private TakeExport take() {
    return new TakeExport(
        new TakeSteps(exports, right, world.audit(), world.clock()), seals.node(world.clock()));
  }

  private Account person(SellerId seller, Role role) {
    Account one =
        new Account(
            seller,
            world.ids().next(),
            role + "@example.test",
            "=Someone",
            role,
            false,
            ZoneOffset.UTC,
            Locale.ENGLISH,
            Account.Theme.SYSTEM);
    people.add(one);
    return one;
  }

  /**
   * A port of which one method matters; the list of people and the closing are those of the test.
   */
  private <T> T fake(Class<T> port, String method, Object otherwise) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, called, arguments) -> {
              assertThat(called.getName()).isEqualTo(method);
              return switch (method) {
                case "all" ->
                    people.stream().filter(one -> one.seller().equals(arguments[0])).toList();
                case "closedAt" -> closed;
                default -> otherwise;
              };
            }));
  }

  @BeforeEach
  void three_orders() {
    for (int i = 1; i <= 3; i++) {
      OrderId id = world.receive(RightsWorld.SELLER, RightsWorld.ada());
      shelf.put(RightsWorld.SELLER, id, "#100" + i, "Mug", world.stored(id));
    }
  }

  private Export asked(Account who) {
    return ((AskExport.Asked.Taken) ask.ask(who, ALL, Export.Reason.BOOKKEEPING, NOTE)).export();
  }

  private Export made(Account who) {
    Export it = asked(who);
    runErrands();
    return it;
  }

  private void runErrands() {
    List<Errand> now = List.copyOf(errands);
    errands.clear();
    now.forEach(make::run);
  }

  private Export.State state(Export it) {
    return exports.find(it.seller(), it.id()).orElseThrow().state();
  }

  private void replace(Account before, Account after) {
    people.replaceAll(one -> one.id().equals(before.id()) ? after : one);
  }

  private static Account as(Account of, Role role, boolean disabled) {
    return new Account(
        of.seller(),
        of.id(),
        of.login(),
        of.displayName(),
        role,
        disabled,
        of.zone(),
        of.language(),
        of.theme());
  }

  private static String text(TakeExport.Result result) {
    return new String(((TakeExport.Result.File) result).content(), StandardCharsets.UTF_8);
  }

  @Test
  void the_file_says_who_has_it_and_why_and_has_nothing_of_a_buyer() {
    Export it = made(anna);
    assertThat(state(it)).isEqualTo(Export.State.READY);
    String file = text(take().of(anna, it.id()));
    assertThat(file.lines().findFirst().orElseThrow())
        .contains("Lockkeeper orders, confidential")
        .contains(anna.actor().text())
        .contains("export " + it.id())
        .contains("BOOKKEEPING: " + NOTE)
        .contains("3 orders");
    assertThat(file.lines()).hasSize(5);
    assertThat(file.lines().skip(2))
        .allMatch(line -> line.endsWith("\"" + it.id() + "\"") && line.contains("\"sealed\""));
    assertThat(file).contains("#1001").contains("1Z9").contains("UPS");
    assertThat(file.toLowerCase(Locale.ROOT))
        .doesNotContain("ada")
        .doesNotContain("lovelace")
        .doesNotContain("@example.com");
  }

  @Test
  void what_waits_is_sealed_and_the_log_has_the_digest_before_anything_leaves() {
    Export it = made(anna);
    assertThat(
            new String(
                exports.file(it.seller(), it.id()).orElseThrow(), StandardCharsets.ISO_8859_1))
        .doesNotContain("1001");
    byte[] file = ((TakeExport.Result.File) take().of(anna, it.id())).content();
    assertThat(world.told("export.asked")).singleElement().asString().contains("BOOKKEEPING");
    assertThat(world.told("export.made"))
        .singleElement()
        .asString()
        .contains(MakeExport.sha256(file));
    assertThat(world.told("orders.exported"))
        .singleElement()
        .asString()
        .contains("export:" + it.id())
        .contains(MakeExport.sha256(file))
        .contains("rows=3");
    assertThat(exports.files).as("nothing is left of it").isEmpty();
  }

  @Test
  void without_its_line_in_the_log_nothing_leaves() {
    Export it = made(anna);
    world.auditFails();
    assertThatThrownBy(() -> take().of(anna, it.id())).isInstanceOf(RuntimeException.class);
  }

  @Test
  void it_is_given_once() {
    Export it = made(anna);
    assertThat(take().of(anna, it.id())).isInstanceOf(TakeExport.Result.File.class);
    assertThat(state(it)).isEqualTo(Export.State.TAKEN);
    assertThat(take().of(anna, it.id())).isInstanceOf(TakeExport.Result.NothingToFetch.class);
    assertThat(world.told("orders.exported")).hasSize(1);
  }

  @Test
  void to_a_colleague_and_to_another_seller_it_is_not_there_and_that_is_audited() {
    Export it = made(anna);
    for (Account other : List.of(otto, vera, else_)) {
      assertThat(take().of(other, it.id()))
          .isEqualTo(take().of(other, UUID.randomUUID()))
          .isEqualTo(new TakeExport.Result.NotThere());
      assertThat(ask.own(other, it.id())).isEmpty();
      assertThat(ask.cancel(other, it.id())).isFalse();
      assertThat(ask.decide(other, it.id(), false)).isEqualTo(AskExport.Decided.GONE);
    }
    assertThat(world.told("export.denied")).hasSize(6);
    assertThat(state(it)).isEqualTo(Export.State.READY);
  }

  @Test
  void it_can_be_fetched_until_its_end_and_then_its_bytes_are_erased() {
    Export it = made(anna);
    world.passes(policy.fileValid().minusSeconds(1));
    new EndExports(steps).asOf(world.clock().instant());
    assertThat(state(it)).isEqualTo(Export.State.READY);
    world.passes(Duration.ofSeconds(1));
    assertThat(take().of(anna, it.id())).isInstanceOf(TakeExport.Result.NothingToFetch.class);
    new EndExports(steps).asOf(world.clock().instant());
    assertThat(state(it)).isEqualTo(Export.State.EXPIRED);
    assertThat(exports.files).isEmpty();
    assertThat(world.told("export.expired")).hasSize(1);
  }

  @Test
  void a_role_that_was_taken_away_breaks_it_off_while_it_is_made() {
    Export it = asked(otto);
    exports.meanwhile = () -> replace(otto, as(otto, Role.SELLER_VIEWER, false));
    runErrands();
    assertThat(state(it)).isEqualTo(Export.State.ABORTED);
    assertThat(exports.files).isEmpty();
    assertThat(world.told("export.aborted")).hasSize(1);
  }

  @Test
  void a_person_who_was_disabled_gets_nothing_of_what_was_ready() {
    Export it = made(otto);
    replace(otto, as(otto, Role.SELLER_OPERATIONS, true));
    assertThat(take().of(otto, it.id())).isInstanceOf(TakeExport.Result.NothingToFetch.class);
    assertThat(state(it)).isEqualTo(Export.State.ABORTED);
    assertThat(exports.files).isEmpty();
  }

  @Test
  void a_seller_who_was_closed_ends_what_waits_to_be_made() {
    Export it = asked(anna);
    closed = Optional.of(world.clock().instant());
    runErrands();
    assertThat(state(it)).isEqualTo(Export.State.ABORTED);
    assertThat(exports.files).isEmpty();
  }

  @Test
  void a_wish_that_was_taken_back_while_it_was_made_leaves_no_file() {
    Export it = asked(anna);
    exports.meanwhile =
        () -> {
          exports.meanwhile = () -> {};
          assertThat(ask.cancel(anna, it.id())).isTrue();
        };
    runErrands();
    assertThat(state(it)).isEqualTo(Export.State.CANCELLED);
    assertThat(exports.files).isEmpty();
    assertThat(ask.cancel(anna, it.id())).isFalse();
  }

  @Test
  void a_role_without_the_right_and_a_list_without_orders_get_none() {
    assertThat(ask.ask(vera, ALL, Export.Reason.OTHER, NOTE))
        .isEqualTo(new AskExport.Asked.Refused(AskExport.Why.NOT_ALLOWED));
    assertThat(ask.ask(else_, ALL, Export.Reason.OTHER, NOTE))
        .isEqualTo(new AskExport.Asked.Refused(AskExport.Why.NOTHING));
    assertThat(errands).isEmpty();
  }

  @Test
  void what_was_written_down_has_nothing_of_a_buyer() {
    assertThat(ask.ask(anna, ALL, Export.Reason.OTHER, "for ada@example.com"))
        .isEqualTo(new AskExport.Asked.BadNote(PlainNote.Fault.EMAIL));
    assertThat(ask.ask(anna, ALL, Export.Reason.OTHER, " "))
        .isEqualTo(new AskExport.Asked.BadNote(PlainNote.Fault.EMPTY));
  }

  @Test
  void more_rows_than_the_role_may_take_are_refused_and_the_limit_itself_is_not() {
    AskExport few = ask(ExportPolicyTest.with(Map.of("SELLER_OWNER.rows", "2")));
    assertThat(few.ask(anna, ALL, Export.Reason.OTHER, NOTE))
        .isEqualTo(new AskExport.Asked.Refused(AskExport.Why.TOO_MANY_ROWS));
    assertThat(world.told("export.refused")).singleElement().asString().contains("rows=3");
    AskExport exact = ask(ExportPolicyTest.with(Map.of("SELLER_OWNER.rows", "3")));
    assertThat(exact.ask(anna, ALL, Export.Reason.OTHER, NOTE))
        .isInstanceOf(AskExport.Asked.Taken.class);
  }

  @Test
  void a_list_that_grew_beyond_the_limit_while_it_was_made_is_not_given() {
    Export it = asked(anna);
    make(steps(ExportPolicyTest.with(Map.of("SELLER_OWNER.rows", "2")))).run(errands.getFirst());
    assertThat(state(it)).isEqualTo(Export.State.TOO_LARGE);
    assertThat(exports.files).isEmpty();
  }

  @Test
  void so_many_at_once_and_so_many_a_day_and_no_more() {
    for (int i = 0; i < policy.open(); i++) {
      asked(anna);
    }
    assertThat(ask.ask(anna, ALL, Export.Reason.OTHER, NOTE))
        .isEqualTo(new AskExport.Asked.Refused(AskExport.Why.TOO_MANY_OPEN));
    for (int i = policy.open(); i < policy.day(); i++) {
      ask.own(anna).forEach(it -> ask.cancel(anna, it.id()));
      asked(anna);
    }
    ask.own(anna).forEach(it -> ask.cancel(anna, it.id()));
    assertThat(ask.ask(anna, ALL, Export.Reason.OTHER, NOTE))
        .isEqualTo(new AskExport.Asked.Refused(AskExport.Why.TOO_MANY_TODAY));
    world.passes(Duration.ofDays(1).plusSeconds(1));
    assertThat(ask.ask(anna, ALL, Export.Reason.OTHER, NOTE))
        .isInstanceOf(AskExport.Asked.Taken.class);
  }

  @Test
  void beyond_a_number_of_rows_another_person_with_the_right_agrees_first() {
    AskExport strict = ask(ExportPolicyTest.with(Map.of("approval.rows", "2")));
    Export it =
        ((AskExport.Asked.Taken) strict.ask(otto, ALL, Export.Reason.AUDITOR, NOTE)).export();
    assertThat(it.state()).isEqualTo(Export.State.WAITS);
    assertThat(errands).isEmpty();
    assertThat(strict.decide(otto, it.id(), true)).isEqualTo(AskExport.Decided.OWN);
    assertThat(strict.decide(vera, it.id(), true)).isEqualTo(AskExport.Decided.GONE);
    assertThat(strict.decide(else_, it.id(), true)).isEqualTo(AskExport.Decided.GONE);
    assertThat(strict.waiting(otto)).isEmpty();
    assertThat(strict.waiting(vera)).isEmpty();
    assertThat(strict.waiting(anna)).containsExactly(it);
    assertThat(strict.decide(anna, it.id(), true)).isEqualTo(AskExport.Decided.DONE);
    assertThat(strict.decide(anna, it.id(), false)).isEqualTo(AskExport.Decided.GONE);
    runErrands();
    assertThat(state(it)).isEqualTo(Export.State.READY);
    assertThat(take().of(anna, it.id())).isEqualTo(new TakeExport.Result.NotThere());
    assertThat(take().of(otto, it.id())).isInstanceOf(TakeExport.Result.File.class);
  }

  @Test
  void who_may_not_take_as_many_does_not_agree_for_others() {
    AskExport strict =
        ask(ExportPolicyTest.with(Map.of("approval.rows", "2", "SELLER_OPERATIONS.rows", "2")));
    Export it =
        ((AskExport.Asked.Taken) strict.ask(anna, ALL, Export.Reason.AUDITOR, NOTE)).export();
    assertThat(strict.decide(otto, it.id(), true)).isEqualTo(AskExport.Decided.TOO_MANY_ROWS);
    assertThat(strict.decide(otto, it.id(), false)).isEqualTo(AskExport.Decided.DONE);
    assertThat(state(it)).isEqualTo(Export.State.DECLINED);
  }

  @Test
  void a_wish_that_nobody_decides_ends_by_itself() {
    AskExport strict = ask(ExportPolicyTest.with(Map.of("approval.rows", "2")));
    Export it =
        ((AskExport.Asked.Taken) strict.ask(otto, ALL, Export.Reason.AUDITOR, NOTE)).export();
    world.passes(policy.approvalValid());
    assertThat(strict.decide(anna, it.id(), true)).isEqualTo(AskExport.Decided.GONE);
    new EndExports(steps).asOf(world.clock().instant());
    assertThat(state(it)).isEqualTo(Export.State.EXPIRED);
  }

  @Test
  void a_file_whose_key_is_lost_or_whose_bytes_were_changed_is_not_given() {
    Export it = made(anna);
    byte[] kept = exports.file(it.seller(), it.id()).orElseThrow();
    kept[20] ^= 1;
    assertThat(take().of(anna, it.id())).isInstanceOf(TakeExport.Result.NothingToFetch.class);
    assertThat(state(it)).isEqualTo(Export.State.FAILED);
    assertThat(world.told("export.failed")).hasSize(1);
  }

  @Test
  void an_errand_that_runs_twice_makes_one_file() {
    Export it = asked(anna);
    Errand errand = errands.getFirst();
    make.run(errand);
    make.run(errand);
    assertThat(world.told("export.made")).hasSize(1);
    assertThat(state(it)).isEqualTo(Export.State.READY);
  }

  @Test
  void what_a_person_or_a_channel_named_begins_no_formula() {
    OrderId id = world.receive(RightsWorld.SELLER, RightsWorld.ada());
    shelf.put(RightsWorld.SELLER, id, "=HYPERLINK(1)", "Mug", world.stored(id));
    String file = text(take().of(anna, made(anna).id()));
    assertThat(file).contains("\"'=HYPERLINK(1)\"");
    assertThat(file).doesNotContain("\"=");
  }
}
