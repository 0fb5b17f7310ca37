package org.lockkeeper.portal.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.monitoring.OutsideCalls.Span;

class EgressReaderTest {

  private static EgressReader.Called called() {
    Map<Span, Set<String>> hosts = new LinkedHashMap<>();
    hosts.put(Span.HOUR, Set.of("api.amazon.com"));
    hosts.put(Span.DAY, Set.of("api.amazon.com", "harbor-goods.myshopify.com"));
    return new EgressReader.Called(hosts);
  }

  @Test
  void a_host_is_told_by_the_shortest_span_in_which_it_was_called() {
    assertThat(called().last("api.amazon.com")).contains(Span.HOUR);
    assertThat(called().last("*.myshopify.com")).contains(Span.DAY);
  }

  @Test
  void a_host_that_was_not_called_is_in_no_span() {
    assertThat(called().last("auth.tiktok-shops.com")).isEmpty();
    assertThat(called().last("*.amazon.example")).isEmpty();
    assertThat(called().last("myshopify.com")).as("the star is a label").isEmpty();
  }
}
