package org.lockkeeper.portal.api;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lockkeeper.credentials.EndpointToken;
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.orders.AcceptDelivery;
import org.lockkeeper.orders.ChannelDelivery;

/**
 * {@code POST /webhooks/{channel}/{endpoint-token}}, and {@code POST /webhooks/{channel}} for what
 * a channel sends to the application's one address. Reads raw bytes up to one MiB, because the
 * signature is over bytes; answers 200 when the delivery is committed, 401 with nothing else when
 * it is not true, 413 when it is too large, 408 when it comes too slowly, 503 when it could not be
 * kept and should come again.
 */
@WebServlet(name = "webhooks", urlPatterns = "/webhooks/*")
public class WebhookDoor extends HttpServlet {

  private static final long serialVersionUID = 1L;

  static final int LARGEST = 1024 * 1024;

  private static final long SLOWEST_NANOS = 10_000_000_000L;

  private static final System.Logger LOG = System.getLogger(WebhookDoor.class.getName());

  private final transient DeliveryIntake intake;
  private final transient UnaddressedIntake unaddressed;

  @Inject
  public WebhookDoor(DeliveryIntake intake, UnaddressedIntake unaddressed) {
    this.intake = intake;
    this.unaddressed = unaddressed;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String[] path = Optional.ofNullable(request.getPathInfo()).orElse("").split("/", -1);
    Optional<EndpointToken> token =
        path.length == 3 ? EndpointToken.read(path[2]) : Optional.empty();
    boolean noToken = path.length == 2;
    if ((token.isEmpty() && !noToken) || !path[1].matches("[a-z][a-z0-9]{1,29}")) {
      answer(response, HttpServletResponse.SC_UNAUTHORIZED);
      return;
    }
    if (request.getContentLengthLong() > LARGEST || request.getHeader("Content-Encoding") != null) {
      response.setHeader("Connection", "close");
      answer(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
      return;
    }
    byte[] body;
    try (InputStream in = request.getInputStream()) {
      body = body(in);
    } catch (IOException e) {
      // Too slow, or gone: who holds the door is let go.
      response.setHeader("Connection", "close");
      answer(response, HttpServletResponse.SC_REQUEST_TIMEOUT);
      return;
    }
    if (body.length > LARGEST) {
      response.setHeader("Connection", "close");
      answer(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
      return;
    }
    try {
      AcceptDelivery.Answer taken =
          taken(new ChannelName(path[1]), token, new ChannelDelivery(headers(request), body));
      switch (taken) {
        case TAKEN -> answer(response, HttpServletResponse.SC_OK);
        case NOT_AUTHENTIC -> answer(response, HttpServletResponse.SC_UNAUTHORIZED);
      }
    } catch (RuntimeException e) {
      // Whatever it was, nothing was kept: the channel sends it again.
      LOG.log(
          Level.WARNING,
          "webhook.not-kept channel={0} failure={1}",
          path[1],
          e.getClass().getName());
      LOG.log(Level.DEBUG, "webhook.not-kept", e);
      response.setHeader("Retry-After", "30");
      answer(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
  }

  private AcceptDelivery.Answer taken(
      ChannelName channel, Optional<EndpointToken> token, ChannelDelivery delivery) {
    return token
        .map(t -> intake.take(channel, t, delivery))
        .orElseGet(() -> unaddressed.take(channel, delivery));
  }

  /** Reads until it is too much or too slow; a channel sends all of it within a second. */
  private static byte[] body(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] some = new byte[8192];
    long began = System.nanoTime();
    for (int n = in.read(some); n >= 0 && body.size() <= LARGEST; n = in.read(some)) {
      body.write(some, 0, n);
      if (System.nanoTime() - began > SLOWEST_NANOS) {
        throw new InterruptedIOException("the body comes too slowly");
      }
    }
    return body.toByteArray();
  }

  private static Map<String, String> headers(HttpServletRequest request) {
    Map<String, String> headers = new TreeMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name, request.getHeader(name));
    }
    return headers;
  }

  private static void answer(HttpServletResponse response, int status) {
    response.setStatus(status);
    response.setContentLength(0);
  }
}
