package org.lockkeeper.portal.log;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** A request that has a method and parameters, and nothing else. */
public final class Asked {

  private Asked() {}

  public static HttpServletRequest with(String method, String query) {
    Map<String, String[]> parameters = new HashMap<>();
    for (String part : query.replace("?", "").split("&", -1)) {
      String[] pair = part.split("=", 2);
      if (pair.length == 2) {
        parameters.put(pair[0], new String[] {pair[1]});
      }
    }
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            Asked.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, called, arguments) ->
                called.getName().equals("getMethod") ? method : parameters);
  }
}
