package org.lockkeeper.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;

/** One HTTP answer, apart from any server. */
record Answer(int status, Map<String, String> headers, String contentType, String text) {

  static Answer json(int status, Object body) {
    return new Answer(status, Map.of(), "application/json;charset=utf-8", Json.text(body));
  }

  Answer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, contentType, text);
  }
}
