package org.lockkeeper.portal.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockkeeper.compliance.access.Session;

class ChangeFirstTest {

  private static Exchange run(SignedIn signedIn, boolean due, Exchange exchange) throws Exception {
    new ChangeFirst(signedIn, account -> due)
        .doFilter(exchange.request(), exchange.response(), exchange.chain());
    return exchange;
  }

  @ParameterizedTest
  @CsvSource({
    "/seller/today, false",
    "/seller/order.xhtml, false",
    "/seller, false",
    "/seller/change-password, true",
    "/seller/change-password.xhtml, true",
    "/seller/change-password/more, false",
    "/second-factor, true",
    "/sign-in, true",
    "/jakarta.faces.resource/theme.css.xhtml, true",
  })
  void whose_password_has_had_its_time_reaches_the_page_that_changes_it(String path, boolean may)
      throws Exception {
    Exchange exchange = run(People.signedIn(People.owner()), true, Exchange.get(path));

    assertThat(exchange.passed()).isEqualTo(may);
    assertThat(exchange.location()).isEqualTo(may ? "" : "/seller/change-password");
  }

  @Test
  void a_form_that_was_open_before_is_not_taken_either() throws Exception {
    Exchange exchange =
        run(People.signedIn(People.admin()), true, Exchange.post("/admin/retention"));

    assertThat(exchange.passed()).isFalse();
    assertThat(exchange.location()).isEqualTo("/admin/change-password");
  }

  @Test
  void who_is_on_the_way_to_the_second_factor_goes_on() throws Exception {
    SignedIn half = People.signedIn(People.open(People.owner(), Session.Level.PASSWORD));

    assertThat(run(half, true, Exchange.get("/seller/today")).passed()).isTrue();
    assertThat(run(People.nobody(), true, Exchange.get("/certificate")).passed()).isTrue();
  }

  @Test
  void it_is_asked_once_in_a_session() throws Exception {
    SignedIn owner = People.signedIn(People.owner());
    Exchange first = Exchange.get("/seller/today").of(owner.session().id());

    assertThat(run(owner, false, first).passed()).isTrue();
    assertThat(first.kept()).containsEntry(ChangeFirst.ASKED, owner.session().id());

    assertThat(run(owner, true, Exchange.get("/seller/orders").after(first)).passed()).isTrue();
  }

  @Test
  void another_session_in_the_same_browser_is_asked_again() throws Exception {
    Exchange first = Exchange.get("/seller/today").of(People.owner().id());
    run(People.signedIn(People.owner()), false, first);

    SignedIn admin = People.signedIn(People.admin());
    Exchange later = run(admin, true, Exchange.get("/admin/retention").after(first));

    assertThat(later.passed()).isFalse();
    assertThat(first.kept()).doesNotContainValue(admin.session().id());
  }

  @Test
  void whose_password_is_due_is_asked_each_time() throws Exception {
    SignedIn owner = People.signedIn(People.owner());
    Exchange first = run(owner, true, Exchange.get("/seller/today").of(owner.session().id()));

    assertThat(first.passed()).isFalse();
    assertThat(first.kept()).doesNotContainKey(ChangeFirst.ASKED);
  }
}
