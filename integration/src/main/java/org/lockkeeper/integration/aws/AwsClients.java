package org.lockkeeper.integration.aws;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * Builds clients of Amazon's SDK: over the JDK's own HTTP client, bounded in time, without
 * redirects, with the certificate held against the host's name. A call takes eight seconds at most,
 * whatever happens.
 */
@ApplicationScoped
public class AwsClients {

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ATTEMPT = Duration.ofSeconds(4);
  private static final Duration CALL = Duration.ofSeconds(8);

  private final Optional<String> endpoint;
  private final AwsCredentialsProvider credentials;
  private final SdkHttpClient http;

  /**
   * @param endpoint where all services answer, with {@code {service}} and {@code {region}} for
   *     their names; without it Amazon's own addresses are asked
   * @param plain the one host and port that may be asked without TLS
   * @throws IllegalStateException if the endpoint is a plain address and not that one
   */
  @Inject
  AwsClients(
      @ConfigProperty(name = "lockkeeper.aws.endpoint") Optional<String> endpoint,
      @ConfigProperty(name = "lockkeeper.http.plain-address") Optional<String> plain) {
    this(
        checked(endpoint, plain),
        DefaultCredentialsProvider.builder().build(),
        UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(ATTEMPT));
  }

  private AwsClients(
      Optional<String> endpoint,
      AwsCredentialsProvider credentials,
      UrlConnectionHttpClient.Builder http) {
    this.endpoint = endpoint;
    this.credentials = credentials;
    this.http = http.build();
  }

  /** With other credentials and, where given, other trusted certificates, for tests. */
  static AwsClients of(
      URI endpoint, AwsCredentialsProvider credentials, Optional<TrustManager[]> trusted) {
    UrlConnectionHttpClient.Builder http =
        UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(ATTEMPT);
    trusted.ifPresent(managers -> http.tlsTrustManagersProvider(() -> managers));
    return new AwsClients(Optional.of(endpoint.toString()), credentials, http);
  }

  /** Whether the service answered that there were too many calls, and so is up. */
  public static boolean throttled(SdkException trouble) {
    return trouble instanceof AwsServiceException told
        && (told.isThrottlingException()
            || told.statusCode() == 429
            || is(told, "LimitExceededException"));
  }

  /** Whether the service answered that we may not. */
  public static boolean denied(SdkException trouble) {
    return trouble instanceof AwsServiceException told
        && (is(told, "AccessDeniedException") || is(told, "AccessDenied"));
  }

  /** Whether the service told this error of its model. */
  public static boolean is(AwsServiceException told, String code) {
    return told.awsErrorDetails() != null && code.equals(told.awsErrorDetails().errorCode());
  }

  /**
   * Fits a client to the settings.
   *
   * @param service as Amazon names it in its addresses, such as {@code kms}
   * @param attempts how often a call is made at most; repeated ones after a pause of random length
   */
  public <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configured(
      B builder, String service, String region, int attempts) {
    endpoint.ifPresent(
        address ->
            builder.endpointOverride(
                URI.create(address.replace("{service}", service).replace("{region}", region))));
    return builder
        .region(Region.of(region))
        .credentialsProvider(credentials)
        .httpClient(http)
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                .apiCallAttemptTimeout(ATTEMPT)
                .apiCallTimeout(CALL)
                .retryStrategy(
                    AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(attempts)
                        .build())
                .build());
  }

  @PreDestroy
  void close() {
    http.close();
  }

  private static Optional<String> checked(Optional<String> endpoint, Optional<String> plain) {
    Optional<String> said = endpoint.map(String::strip).filter(address -> !address.isEmpty());
    said.ifPresent(
        address -> {
          URI uri = URI.create(address.replace("{service}", "x").replace("{region}", "x"));
          String host = Optional.ofNullable(uri.getHost()).orElse("").toLowerCase(Locale.ROOT);
          boolean allowed =
              "https".equals(uri.getScheme())
                  || plain.filter(one -> one.equals(host + ":" + uri.getPort())).isPresent();
          if (!allowed) {
            throw new IllegalStateException("lockkeeper.aws.endpoint must begin with https://");
          }
        });
    return said;
  }
}
