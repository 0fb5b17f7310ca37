package org.lockkeeper.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Properties;

/**
 * A sandbox inside the process of a test that speaks to AWS: the one thing of this module that
 * other modules may name. All else goes by its addresses.
 */
public final class AwsStandIn implements AutoCloseable {

  private final SandboxServer server;

  private AwsStandIn(SandboxServer server) {
    this.server = server;
  }

  /**
   * Starts one on a free port of the loopback address.
   *
   * @param folder where it keeps its state; one start after another in the same folder goes on
   */
  public static AwsStandIn start(Path folder) {
    Properties properties = new Properties();
    properties.put("sandbox.port", "0");
    properties.put("sandbox.smtp.port", "0");
    properties.put("sandbox.data", folder.toString());
    properties.put("sandbox.clock.file", folder.resolve("clock").toString());
    properties.put("sandbox.portal.url", "http://127.0.0.1:1");
    properties.put("shopify.client.secret", "unused");
    properties.put("shop.1.domain", "unused.myshopify.com");
    properties.put("shop.1.name", "Unused");
    properties.put("shop.1.access.token", "unused");
    properties.put("shop.1.webhook.url", "http://127.0.0.1:1/");
    properties.put("amazon.client.id", "amzn1.application-oa2-client.test");
    properties.put("amazon.client.secret", "the-first-secret");
    properties.put("amazon.seller.1.id", "A1UNUSED");
    properties.put("amazon.seller.1.refresh.token", "Atzr|unused");
    return new AwsStandIn(
        SandboxServer.start(
            Settings.from(properties, "the test"),
            Clock.systemUTC(),
            System::nanoTime,
            WebhookSender.PAUSES));
  }

  /** Where every service of AWS is, in every region. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.port() + "/aws");
  }

  /** Where it is steered; the README has the calls. */
  public URI control() {
    return URI.create("http://127.0.0.1:" + server.port() + "/control/");
  }

  @Override
  public void close() {
    server.close();
  }
}
