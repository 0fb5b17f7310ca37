package org.lockkeeper.integration.postgres.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactsJsonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"due_by\": \"2026-11-23T12:00:00Z\"}",
        "{\"a\": \"\", \"b\": \"x, y: {z}\", \"c\": \"Zürich 🦊\"}",
        "{\"\": \"nameless\"}"
      })
  void plain_facts_are_read_without_the_parser_and_as_it_reads_them(String json) {
    assertThat(FactsJson.plain(json)).contains(FactsJson.parsed(json));
    assertThat(FactsJson.read(json)).isEqualTo(FactsJson.parsed(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"a\": 1}",
        "{\"a\": null}",
        "{\"a\": {\"b\": \"c\"}}",
        "{\"a\": [\"b\"]}",
        "{\"a\": \"b\", \"c\": 1}",
        "{\"a\": 1, \"c\": \"b\"}",
        "{\"a\": \"say \\\"b\\\"\"}",
        "{\"a\": \"\\u0001\"}",
        "{\"a\":\"b\"}",
        "{\"a\": \"b\",\"c\": \"d\"}",
        "{\"a\": \"b\"} ",
        "{\"a\": \"b\", \"a\": \"c\"}",
        "{\"a\": \"b\"\"}",
        "{\"a\": \"b",
        "{\"a\"}",
        "{\"\"}",
        "{\"}",
        "[\"a\"]",
        "\"a\"",
        "null",
        ""
      })
  void all_else_is_left_to_the_parser(String json) {
    assertThat(FactsJson.plain(json)).isEmpty();
    assertThat(FactsJson.read(json))
        .isEqualTo(json.equals("{}") ? Map.of() : FactsJson.parsed(json));
  }

  @Test
  void what_is_no_text_never_looks_like_one() {
    assertThat(FactsJson.read("{\"a\": 1}")).isNotEqualTo(FactsJson.read("{\"a\": \"1\"}"));
    assertThat(FactsJson.read("[1]")).isNotEqualTo(FactsJson.read("{}"));
  }
}
