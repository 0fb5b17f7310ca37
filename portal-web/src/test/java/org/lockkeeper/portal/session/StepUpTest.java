package org.lockkeeper.portal.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Asking for a second factor leads back to the same page. */
class StepUpTest {

  @Test
  void the_way_back_names_what_the_page_was_about() {
    StepUp form =
        new StepUp(
            Exchange.post("/seller/disconnect.xhtml")
                .with("connection", "01a202bf-e40e-7af3-947f-db88b49cae5c")
                .with("password", "not in an address")
                .request());
    assertThat(form.path())
        .isEqualTo(
            "/confirm?to=%2Fseller%2Fdisconnect%3Fconnection%3D"
                + "01a202bf-e40e-7af3-947f-db88b49cae5c");
  }

  @Test
  void a_name_that_is_none_of_ours_is_left_out_with_the_whole_question() {
    StepUp form =
        new StepUp(
            Exchange.post("/support/order")
                .with("seller", "https://elsewhere.example/?x=1")
                .request());
    assertThat(form.path()).isEqualTo("/confirm?to=%2Fsupport%2Forder");
  }
}
