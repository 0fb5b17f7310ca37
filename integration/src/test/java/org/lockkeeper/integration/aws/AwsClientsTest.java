package org.lockkeeper.integration.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * Where calls to AWS may go: over TLS, to the host that the certificate is for, and nowhere else.
 */
class AwsClientsTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path folder = Path.of("");
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void a_key_service_whose_certificate_is_for_its_host_is_asked() throws Exception {
    try (Running server = server("localhost")) {
      try (KmsClient kms = client(server, server.trust())) {
        assertThat(kms.describeKey(r -> r.keyId("x")).keyMetadata().keyId()).isEqualTo("x");
      }
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  @Tag("ASVS-V12.3.2")
  void a_key_service_with_a_good_certificate_for_another_host_is_told_nothing() throws Exception {
    try (Running server = server("kms.wrong.example")) {
      try (KmsClient kms = client(server, server.trust())) {
        assertThatThrownBy(() -> kms.describeKey(r -> r.keyId("x")))
            .isInstanceOf(SdkClientException.class)
            .hasStackTraceContaining("SSLHandshakeException");
      }
    }
    assertThat(asked).hasValue(0);
  }

  @Test
  @Tag("ASVS-V12.3.2")
  void a_certificate_that_nobody_vouches_for_is_told_nothing() throws Exception {
    try (Running server = server("localhost")) {
      try (KmsClient kms = client(server, Optional.empty())) {
        assertThatThrownBy(() -> kms.describeKey(r -> r.keyId("x")))
            .isInstanceOf(SdkClientException.class)
            .hasStackTraceContaining("SSLHandshakeException");
      }
    }
    assertThat(asked).hasValue(0);
  }

  @Test
  void a_redirect_is_not_followed() throws Exception {
    try (Running server = server("localhost")) {
      server.redirect();
      try (KmsClient kms = client(server, server.trust())) {
        assertThatThrownBy(() -> kms.describeKey(r -> r.keyId("x")))
            .isInstanceOf(SdkException.class);
      }
    }
    assertThat(asked).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://kms.us-east-1.amazonaws.com", "ftp://x", "nothing"})
  void an_address_without_tls_is_refused(String address) {
    assertThatThrownBy(() -> new AwsClients(Optional.of(address), Optional.empty()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("lockkeeper.aws.endpoint");
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1:9100, true", "127.0.0.1:9101, false", "10.0.0.1:9100, false"})
  void the_one_plain_address_that_is_allowed_is_allowed(String plain, boolean allowed) {
    Optional<String> endpoint = Optional.of("http://127.0.0.1:9100/aws");
    if (allowed) {
      new AwsClients(endpoint, Optional.of(plain)).close();
    } else {
      assertThatThrownBy(() -> new AwsClients(endpoint, Optional.of(plain)))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  private static KmsClient client(Running server, Optional<TrustManager[]> trusted) {
    return AwsClients.of(
            server.address(),
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAONE", "any")),
            trusted)
        .configured(KmsClient.builder(), "kms", "us-east-1", 1)
        .build();
  }

  /** A server on this machine whose certificate is for a name of our choice. */
  private Running server(String name) throws Exception {
    Path file = folder.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD),
                "-validity",
                "3650")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return new Running(store);
  }

  private final class Running implements AutoCloseable {

    private final HttpsServer server;
    private final KeyStore store;
    private volatile int status = 200;

    Running(KeyStore store) throws Exception {
      this.store = store;
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD);
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(keys.getKeyManagers(), new TrustManager[0], new SecureRandom());
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(tls));
      server.createContext(
          "/",
          exchange -> {
            asked.incrementAndGet();
            byte[] body = "{\"KeyMetadata\": {\"KeyId\": \"x\"}}".getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Location", address() + "/elsewhere");
            exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
    }

    void redirect() {
      status = 307;
    }

    URI address() {
      return URI.create("https://localhost:" + server.getAddress().getPort());
    }

    Optional<TrustManager[]> trust() throws Exception {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, PASSWORD);
      trusted.setCertificateEntry("server", store.getCertificate("server"));
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trusted);
      return Optional.of(factory.getTrustManagers());
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
