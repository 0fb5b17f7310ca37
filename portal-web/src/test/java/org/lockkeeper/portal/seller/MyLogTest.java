package org.lockkeeper.portal.seller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.access.AccessPolicy;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.audit.AuditTopic;
import org.lockkeeper.compliance.evidence.DownloadLog;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.portal.log.Asked;
import org.lockkeeper.portal.log.LogWords;
import org.lockkeeper.portal.log.Records;
import org.lockkeeper.portal.people.PeopleWords;
import org.lockkeeper.portal.session.KeptAudit;
import org.lockkeeper.portal.session.People;
import org.lockkeeper.portal.session.Redirect;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.texts.Texts;

class MyLogTest {

  private static final SellerId OTHER = SellerId.of("01900000-0000-7000-8000-00000000000b");

  private final Records records = new Records();
  private final KeptAudit audit = new KeptAudit();
  private final List<String> went = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private final List<String> files = new ArrayList<>();

  private MyLog page(String query) {
    return page(query, People.signedIn(People.owner()));
  }

  private MyLog page(String query, SignedIn reader) {
    Texts texts = new Texts(Locale.ENGLISH);
    return new MyLog(
        records.reader(),
        new LogWords(texts, new PeopleWords(texts, reader, new AccessPolicy())),
        new DownloadLog(records.steps(), records.read(), audit.trail(), KeptAudit.CLOCK),
        reader,
        texts,
        said::add,
        (name, type, content) -> files.add(name),
        new Redirect() {
          @Override
          public void to(String path) {
            went.add(path);
          }

          @Override
          public void nowhere() {
            went.add("nowhere");
          }
        },
        KeptAudit.CLOCK,
        Asked.with("GET", query));
  }

  @Test
  void the_own_entries_are_shown_whatever_seller_the_address_names() {
    records.add(OTHER, new Actor.Task("sweep"), "recipient.stripped", "order:1");
    records.add(People.SELLER, new Actor.Task("sweep"), "recipient.stripped", "order:2");
    MyLog page = page("?seller=" + OTHER);
    page.check();
    assertThat(went).isEmpty();
    assertThat(page.rows()).extracting(MyLog.Row::objectId).containsExactly("order:2");
    assertThat(records.asked).contains(People.SELLER);
    assertThat(page.whole()).isEmpty();
  }

  @Test
  void our_people_have_a_role_and_a_lasting_mark_on_a_sellers_page_and_the_sellers_a_name() {
    records.add(People.SELLER, People.admin().actor(), "audit.viewed", "audit:log");
    records.add(People.SELLER, People.owner().actor(), "recipient.opened", "order:2");
    records.add(People.SELLER, new Actor.Person(new UUID(5, 5)), "access.denied", "page:admin");
    assertThat(page("").rows())
        .extracting(MyLog.Row::actor)
        .containsExactly("Lockkeeper admin 0002", "Someone", "Somebody who is gone");
  }

  private static String mark(Account account) {
    return "Person " + account.id().toString().substring(30);
  }

  @Test
  void whoever_does_not_keep_the_team_reads_the_own_name_and_marks_of_colleagues() {
    records.add(People.SELLER, People.owner().actor(), "recipient.opened", "order:2");
    records.add(
        People.SELLER, People.other(Role.SELLER_OPERATIONS).actor(), "recipient.opened", "order:2");
    assertThat(page("", People.signedIn(People.other(Role.SELLER_OPERATIONS))).rows())
        .extracting(MyLog.Row::actor)
        .containsExactly("Person 000001", "Someone Else");
    assertThat(page("", People.signedIn(People.other(Role.SELLER_VIEWER))).rows())
        .extracting(MyLog.Row::actor)
        .containsExactly("Person 000001", mark(People.other(Role.SELLER_OPERATIONS)));
  }

  @Test
  void who_looked_is_one_choice_and_an_order_another() {
    MyLog page = page("?topic=looks&object=order:0190a000");
    page.check();
    assertThat(page.rows()).isEmpty();
    assertThat(records.filter.orElseThrow().topic()).contains(AuditTopic.LOOKS);
    assertThat(records.filter.orElseThrow().object()).contains("order:0190a000");
    assertThat(page.object()).isEqualTo("Order 0190a000");
    assertThat(page.withoutObjectPath()).isEqualTo("/seller/my-log?topic=looks");
    assertThat(page.topics())
        .filteredOn(MyLog.Choice::on)
        .extracting(MyLog.Choice::label)
        .containsExactly("Who looked");
  }

  @Test
  void an_address_that_we_do_not_write_is_no_page() {
    page("?topic=secrets").check();
    assertThat(went).containsExactly("nowhere");
  }

  @Test
  void before_the_first_checkpoint_there_is_nothing_to_take_and_the_page_says_so() {
    records.add(People.SELLER, new Actor.Task("sweep"), "recipient.stripped", "order:2");
    page("").download();
    assertThat(files).isEmpty();
    assertThat(said).hasSize(1);
    assertThat(audit.told()).isEmpty();
  }
}
