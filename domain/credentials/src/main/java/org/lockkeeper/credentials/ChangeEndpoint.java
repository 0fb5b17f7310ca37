package org.lockkeeper.credentials;

import jakarta.inject.Inject;
import java.security.SecureRandom;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/**
 * Gives a connection a fresh webhook address. The former stays good until the platform sends to the
 * new one, so that no message is turned away between.
 */
@UseCase
public class ChangeEndpoint {

  private final Endpoints endpoints;
  private final SecureRandom random;

  @Inject
  public ChangeEndpoint(Endpoints endpoints, SecureRandom random) {
    this.endpoints = endpoints;
    this.random = random;
  }

  /**
   * Makes a fresh token and keeps its digest.
   *
   * @return the token, for the platform and nobody else
   */
  public String begin(SellerId seller, ConnectionId connection) {
    String token = EndpointToken.fresh(random);
    endpoints.add(seller, connection, EndpointToken.read(token).orElseThrow());
    return token;
  }

  /** Whether the connection has an address at all. */
  public boolean any(SellerId seller, ConnectionId connection) {
    return endpoints.any(seller, connection);
  }

  /** Whether the token is in an address of the connection. */
  public boolean isOf(SellerId seller, ConnectionId connection, String token) {
    return EndpointToken.read(token)
        .filter(read -> endpoints.has(seller, connection, read))
        .isPresent();
  }

  /** The platform sends to this one now: the others are void. */
  public void finish(SellerId seller, ConnectionId connection, String token) {
    endpoints.keepOnly(seller, connection, EndpointToken.read(token).orElseThrow());
  }
}
