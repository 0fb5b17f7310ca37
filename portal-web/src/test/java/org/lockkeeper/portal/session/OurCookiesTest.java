package org.lockkeeper.portal.session;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OurCookiesTest {

  private static final String PLAIN = "http://localhost:8080";
  private static final String SECURE = "https://portal.example";

  private static OurCookies cookies(String address) {
    return new OurCookies(new RemoteIp(Optional.of("10.0.0.0/8")), new PublicAddress(address));
  }

  private static Cookie given(String address, HttpServletRequest request) {
    return cookies(address).of(request, "device", "v", Duration.ofDays(1));
  }

  @ParameterizedTest(name = "address {0}, from {1}, said {2}: secure {3}")
  @CsvSource({
    "http://localhost:8080, 192.0.2.7, http, false",
    "http://localhost:8080, 192.0.2.7, https, false",
    "http://localhost:8080, 10.1.2.3, 'http, https', true",
    "http://localhost:8080, 10.1.2.3, 'https, http', false",
    "https://portal.example, 192.0.2.7, http, true"
  })
  void over_a_secure_way_a_cookie_is_kept_for_it_and_for_this_host_alone(
      String address, String peer, String said, boolean secure) {
    Cookie cookie =
        given(address, Exchange.get("/").from(peer).header("X-Forwarded-Proto", said).request());
    assertThat(cookie.getSecure()).isEqualTo(secure);
    assertThat(cookie.getName()).isEqualTo(secure ? "__Host-device" : "device");
    assertThat(cookie.getPath()).isEqualTo("/");
    assertThat(cookie.getDomain()).isNull();
    assertThat(cookie.isHttpOnly()).isTrue();
    assertThat(cookie.getAttribute("SameSite")).isEqualTo("Strict");
    assertThat(cookie.getMaxAge()).isEqualTo(86_400);
  }

  @Test
  void over_a_secure_way_the_plain_name_counts_for_nothing() {
    HttpServletRequest both =
        Exchange.get("/").cookie("device", "planted").cookie("__Host-device", "ours").request();
    HttpServletRequest planted = Exchange.get("/").cookie("device", "planted").request();
    assertThat(cookies(SECURE).value(both, "device")).contains("ours");
    assertThat(cookies(SECURE).value(planted, "device")).isEmpty();
    assertThat(cookies(PLAIN).value(planted, "device")).contains("planted");
    assertThat(cookies(PLAIN).value(Exchange.get("/").request(), "device")).isEmpty();
  }

  @Test
  void so_is_the_cookie_of_the_session() {
    assertThat(session(SECURE))
        .containsExactly("setName __Host-lockkeeper", "setPath /", "setSecure true");
    assertThat(session(PLAIN)).isEmpty();
  }

  private static List<String> session(String address) {
    List<String> set = new ArrayList<>();
    SessionCookieConfig config =
        (SessionCookieConfig)
            Proxy.newProxyInstance(
                SessionCookieConfig.class.getClassLoader(),
                new Class<?>[] {SessionCookieConfig.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("getName")) {
                    return "lockkeeper";
                  }
                  set.add(method.getName() + " " + arguments[0]);
                  return null;
                });
    ServletContext context =
        (ServletContext)
            Proxy.newProxyInstance(
                ServletContext.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, arguments) ->
                    method.getName().equals("getSessionCookieConfig") ? config : null);
    new SessionCookie(new PublicAddress(address))
        .contextInitialized(new ServletContextEvent(context));
    return set;
  }
}
