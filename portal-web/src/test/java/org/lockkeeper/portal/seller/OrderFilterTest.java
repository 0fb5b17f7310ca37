package org.lockkeeper.portal.seller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderFilterTest {

  private static Map<String, String[]> parameters(String query) {
    Map<String, String[]> parameters = new LinkedHashMap<>();
    for (String part : query.split("&", -1)) {
      String[] pair = part.split("=", 2);
      parameters.merge(
          pair[0],
          new String[] {pair[1]},
          (some, more) -> {
            String[] both = Arrays.copyOf(some, some.length + 1);
            both[some.length] = more[0];
            return both;
          });
    }
    return parameters;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status=routed",
        "status=received&status=routed",
        "channel=tiktokshop",
        "stuck=yes",
        "stuck=yes&cause=amazon-5xx",
        "buyer=stripped",
        "buyer=kept&hours=24",
        "sort=label&order=asc",
        "status=received&status=routed&order=asc"
      })
  void an_address_that_a_page_of_ours_writes_reads_back_as_it_was(String query) {
    assertThat(OrderFilter.from(parameters(query)).map(OrderFilter::path))
        .contains("/seller/orders?" + query);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status=ROUTED",
        "status=nope",
        "status=",
        "channel=Shopify'--",
        "channel=shopify&channel=tiktokshop",
        "stuck=true",
        "cause=1",
        "buyer=ada",
        "hours=0",
        "hours=-1",
        "hours=99999",
        "hours=1e3",
        "sort=label;drop table",
        "sort=#{7*7}",
        "order=sideways"
      })
  @Tag("ASVS-V1.3.3")
  void an_address_that_no_page_of_ours_writes_is_no_filter(String query) {
    assertThat(OrderFilter.from(parameters(query))).isEmpty();
  }

  @Test
  void other_parameters_are_of_no_concern_and_are_not_carried_on() {
    assertThat(OrderFilter.from(parameters("status=lost&q=Ada&seller=x")).map(OrderFilter::path))
        .contains("/seller/orders?status=lost");
  }

  @Test
  void no_filter_shows_everything_the_newest_first() {
    assertThat(OrderFilter.from(Map.of())).contains(OrderFilter.ALL);
    assertThat(OrderFilter.ALL.path()).isEqualTo("/seller/orders");
    assertThat(OrderFilter.ALL.narrows()).isFalse();
  }
}
