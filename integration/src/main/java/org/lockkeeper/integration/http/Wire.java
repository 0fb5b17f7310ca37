package org.lockkeeper.integration.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.DetachedSocketFactory;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.ssl.TLS;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Puts one request on the wire and gathers the answer: TLS 1.2 or 1.3 with the name of the host
 * proven, to the addresses that {@link Destinations} gave and to no others, not along redirects,
 * not through proxies, never a second time by itself, nothing kept of cookies.
 */
final class Wire implements AutoCloseable {

  /** How long opening a connection may take, for each address. */
  private static final Timeout CONNECT = Timeout.ofSeconds(3);

  private static final Timeout LEASE = Timeout.ofSeconds(1);
  private static final Duration REUSED = Duration.ofMinutes(1);
  private static final int LARGEST_ANSWER = 4 * 1024 * 1024;
  private static final int MOST_HEADERS = 200;
  private static final int LONGEST_LINE = 16 * 1024;
  private static final int MOST_CONNECTIONS = 64;
  private static final String STATE = Wire.class.getName();
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e\\t]*");

  private final Destinations destinations;
  private final CloseableHttpClient client;
  private final String agent = Agent.text();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "outbound");
            thread.setDaemon(true);
            return thread;
          });

  Wire(Destinations destinations) {
    this(destinations, Optional.empty(), proxy -> new Socket());
  }

  /**
   * @param trust whom to trust; the machine's authorities if empty
   * @param sockets makes sockets that are not connected yet
   */
  Wire(Destinations destinations, Optional<SSLContext> trust, DetachedSocketFactory sockets) {
    this.destinations = destinations;
    TlsSocketStrategy tls =
        trust.map(DefaultClientTlsStrategy::new).orElseGet(DefaultClientTlsStrategy::createDefault);
    this.client =
        HttpClientBuilder.create()
            .setConnectionManager(
                new Connections(sockets)
                    .setDnsResolver(new Resolver())
                    .setTlsSocketStrategy(tls)
                    .setDefaultTlsConfig(
                        TlsConfig.custom()
                            .setSupportedProtocols(TLS.V_1_2, TLS.V_1_3)
                            .setHandshakeTimeout(CONNECT)
                            .build())
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(CONNECT)
                            .setTimeToLive(TimeValue.of(REUSED))
                            .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                            .build())
                    .setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(CONNECT).build())
                    .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder()
                            .http1Config(
                                Http1Config.custom()
                                    .setMaxHeaderCount(MOST_HEADERS)
                                    .setMaxLineLength(LONGEST_LINE)
                                    .build())
                            .build())
                    .setMaxConnTotal(MOST_CONNECTIONS)
                    .setMaxConnPerRoute(MOST_CONNECTIONS)
                    .build())
            .addExecInterceptorAfter(
                ChainElement.CONNECT.name(),
                "sending",
                (request, scope, chain) -> {
                  if (!state(scope.clientContext).compareAndSet(State.OPENING, State.SENDING)) {
                    throw new IOException("given up");
                  }
                  return chain.proceed(request, scope);
                })
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .disableConnectionState()
            .setUserAgent(agent)
            .build();
  }

  /** How far a call came; it is in doubt from the moment in which the first byte may go out. */
  private enum State {
    OPENING,
    SENDING,
    GIVEN_UP
  }

  /** Nothing was sent. */
  static final class NotSent extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Optional<IOException> why;

    NotSent(Optional<IOException> why) {
      super("not sent");
      this.why = why;
    }

    /** Why the host was refused, if it was. */
    Optional<Destinations.Refused> refusal() {
      return why.filter(Destinations.Refused.class::isInstance)
          .map(Destinations.Refused.class::cast);
    }

    /** Whether who answered did not prove to be the host. */
    boolean isTls() {
      return why.filter(SSLException.class::isInstance).isPresent();
    }
  }

  /** Something may have been sent, and no whole answer came. */
  static final class InDoubt extends Exception {

    private static final long serialVersionUID = 1L;

    InDoubt() {
      super("in doubt");
    }
  }

  /**
   * Sends and waits for the last byte.
   *
   * @throws IllegalArgumentException if a header could be more than one
   */
  Outbound.Answer exchange(Outbound.Request request, Duration whole) throws NotSent, InDoubt {
    HttpUriRequestBase message = message(request, whole);
    HttpClientContext context = HttpClientContext.create();
    AtomicReference<State> state = new AtomicReference<>(State.OPENING);
    context.setAttribute(STATE, state);
    Future<Outbound.Answer> call =
        threads.submit(() -> client.execute(target(request.uri()), message, context, Wire::gather));
    try {
      return call.get(whole.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (state.get() == State.SENDING) {
        throw new InDoubt();
      }
      throw new NotSent(
          Optional.ofNullable(e.getCause())
              .filter(IOException.class::isInstance)
              .map(IOException.class::cast));
    } catch (TimeoutException | CancellationException e) {
      throw givenUp(state, call, message);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw givenUp(state, call, message);
    }
  }

  private static InDoubt givenUp(
      AtomicReference<State> state, Future<?> call, HttpUriRequestBase message) throws NotSent {
    boolean sending = !state.compareAndSet(State.OPENING, State.GIVEN_UP);
    message.cancel();
    call.cancel(true);
    if (!sending) {
      throw new NotSent(Optional.empty());
    }
    return new InDoubt();
  }

  private static HttpUriRequestBase message(Outbound.Request request, Duration whole) {
    HttpUriRequestBase message = new HttpUriRequestBase(request.method(), request.uri());
    request
        .headers()
        .forEach(
            (name, value) -> {
              if (!HEADER_NAME.matcher(name).matches() || !HEADER_VALUE.matcher(value).matches()) {
                throw new IllegalArgumentException("a header is one line of plain characters");
              }
              message.setHeader(name, value);
            });
    request
        .body()
        .ifPresent(
            text ->
                message.setEntity(
                    new ByteArrayEntity(text.getBytes(StandardCharsets.UTF_8), null)));
    message.setConfig(
        RequestConfig.custom()
            .setConnectionRequestTimeout(LEASE)
            .setResponseTimeout(Timeout.of(whole))
            .setProtocolUpgradeEnabled(false)
            .setRedirectsEnabled(false)
            .setAuthenticationEnabled(false)
            .build());
    return message;
  }

  private static HttpHost target(URI uri) {
    return new HttpHost(uri.getScheme(), Destinations.host(uri), uri.getPort());
  }

  private static Outbound.Answer gather(ClassicHttpResponse response) throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (Header header : response.getHeaders()) {
      headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), header.getValue());
    }
    return new Outbound.Answer(response.getCode(), headers, body(response.getEntity()));
  }

  /** The whole body; a connection on which more comes is dropped, and not read to its end. */
  @SuppressWarnings("resource") // Closing the stream would read what is left of it.
  private static byte[] body(@Nullable HttpEntity entity) throws IOException {
    if (entity == null) {
      return new byte[0];
    }
    InputStream content = entity.getContent();
    byte[] read = content.readNBytes(LARGEST_ANSWER + 1);
    if (read.length > LARGEST_ANSWER) {
      throw new IOException("the answer is too long");
    }
    return read;
  }

  @SuppressWarnings("unchecked") // Only we put something there.
  private static AtomicReference<State> state(HttpClientContext context) {
    return (AtomicReference<State>) context.getAttribute(STATE);
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
    threads.shutdownNow();
  }

  /** Looks names up where their addresses are looked at, too. */
  private final class Resolver implements DnsResolver {

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
      return destinations.open(host, port);
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      throw new UnknownHostException("a port is needed");
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }

  /** Connections whose sockets come from one place. */
  private static final class Connections extends PoolingHttpClientConnectionManagerBuilder {

    private final DetachedSocketFactory sockets;

    Connections(DetachedSocketFactory sockets) {
      this.sockets = sockets;
    }

    @Override
    protected HttpClientConnectionOperator createConnectionOperator(
        SchemePortResolver ports, DnsResolver names, TlsSocketStrategy tls) {
      return new DefaultHttpClientConnectionOperator(
          sockets,
          ports,
          names,
          RegistryBuilder.<TlsSocketStrategy>create().register(URIScheme.HTTPS.id, tls).build());
    }
  }
}
