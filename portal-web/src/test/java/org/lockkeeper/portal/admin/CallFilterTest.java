package org.lockkeeper.portal.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.compliance.monitoring.OutsideCalls.Span;

class CallFilterTest {

  private static final String SELLER = "01900000-0000-7000-8000-00000000000a";

  private static Map<String, String[]> parameters(String query) {
    Map<String, String[]> parameters = new LinkedHashMap<>();
    for (String part : query.split("&", -1)) {
      String[] pair = part.split("=", 2);
      parameters.put(pair[0], new String[] {pair[1]});
    }
    return parameters;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "span=hour",
        "span=week&host=ada.myshopify.com",
        "host=127.0.0.1&seller=" + SELLER,
        "span=month&failing=yes",
        "host=api.amazon.com&seller=" + SELLER + "&operation=amazon.token",
        "span=hour&host=api.amazon.com&seller=" + SELLER + "&failing=yes&operation=amazon.token"
      })
  void an_address_that_a_page_of_ours_writes_reads_back_as_it_was(String query) {
    assertThat(CallFilter.from(parameters(query)).map(CallFilter::path))
        .contains("/admin/external-api-calls?" + query);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "span=DAY",
        "span=year",
        "span=",
        "host=Ada.myshopify.com",
        "host=a b",
        "host=\"><script>",
        "seller=1",
        "seller=01900000-0000-7000-8000-00000000000A",
        "failing=no",
        "operation=amazon.token",
        "operation=amazon.token&host=api.amazon.com",
        "operation=<b>&host=api.amazon.com&seller=" + SELLER
      })
  void an_address_that_no_page_of_ours_writes_is_no_page(String query) {
    assertThat(CallFilter.from(parameters(query))).isEmpty();
  }

  @Test
  @Tag("ASVS-V15.3.7")
  void a_word_given_twice_is_no_page_and_other_words_are_of_no_concern() {
    assertThat(CallFilter.from(Map.of("span", new String[] {"day", "week"}))).isEmpty();
    assertThat(CallFilter.from(parameters("utm=1"))).contains(CallFilter.ALL);
  }

  @Test
  void the_way_back_keeps_the_time_and_what_came_out_of_it() {
    CallFilter single =
        CallFilter.from(
                parameters(
                    "span=hour&failing=yes&operation=amazon.token&host=api.amazon.com&seller="
                        + SELLER))
            .orElseThrow();
    assertThat(single.subject()).isPresent();
    assertThat(single.out().path()).isEqualTo("/admin/external-api-calls?span=hour&failing=yes");
    assertThat(single.over(Span.DAY).subject()).isPresent();
  }
}
