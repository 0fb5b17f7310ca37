package org.lockkeeper.integration.sqs;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.lockkeeper.credentials.Secret;
import org.lockkeeper.credentials.rotation.ReceiveApplicationSecret;
import org.lockkeeper.integration.aws.AwsClients;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.RecurringWork;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Looks into the queue in which Amazon puts a new client secret. A message is removed after what it
 * brought is stored and committed, so a process that dies in between reads it again; that changes
 * nothing, since the same secret is taken once. What nobody can read stays until the queue itself
 * lets it go, and is told in the log by its id alone.
 */
@ApplicationScoped
class SecretQueueReader implements RecurringWork {

  private static final System.Logger LOG = System.getLogger(SecretQueueReader.class.getName());

  private static final Actor BEARER = new Actor.Task("amazon.secret-queue");
  private static final String SERVICE = "sqs";
  private static final int ATTEMPTS = 3;
  private static final int AT_ONCE = 10;
  private static final int MOST_ROUNDS = 10;

  /** How long others do not see what is read; storing takes less. */
  private static final int HIDDEN_SECONDS = 60;

  private final AwsClients aws;
  private final ReceiveApplicationSecret receive;
  private final Optional<String> queue;
  private final String region;
  private final Duration every;

  @Inject
  SecretQueueReader(
      AwsClients aws,
      ReceiveApplicationSecret receive,
      @ConfigProperty(name = "lockkeeper.amazon.secret-queue") Optional<String> queue,
      @ConfigProperty(name = "lockkeeper.amazon.secret-queue-region", defaultValue = "us-east-1")
          String region,
      @ConfigProperty(name = "lockkeeper.amazon.secret-queue-every", defaultValue = "PT1M")
          Duration every) {
    this.aws = aws;
    this.receive = receive;
    this.queue = queue;
    this.region = region;
    this.every = every;
  }

  @Override
  public String name() {
    return "read-amazon-secret-queue";
  }

  @Override
  public Duration every() {
    return every;
  }

  @Override
  public void run() {
    if (queue.isEmpty()) {
      return;
    }
    try (SqsClient sqs = aws.configured(SqsClient.builder(), SERVICE, region, ATTEMPTS).build()) {
      for (int round = 0; round < MOST_ROUNDS; round++) {
        List<Message> messages =
            sqs.receiveMessage(
                    r ->
                        r.queueUrl(queue.get())
                            .maxNumberOfMessages(AT_ONCE)
                            .visibilityTimeout(HIDDEN_SECONDS))
                .messages();
        if (messages.isEmpty()) {
          return;
        }
        for (Message message : messages) {
          take(sqs, queue.get(), message);
        }
      }
    } catch (SdkException trouble) {
      // The cause's text names the queue and no message.
      LOG.log(WARNING, "secret-queue.no-answer failure={0}", trouble.getClass().getSimpleName());
    }
  }

  private void take(SqsClient sqs, String url, Message message) {
    switch (SecretMessage.read(message.body())) {
      case SecretMessage.NewSecret fresh -> {
        try (Secret value = fresh.value()) {
          ReceiveApplicationSecret.Result result =
              receive.arrived(
                  fresh.clientId(), value, fresh.newUntil(), fresh.formerUntil(), BEARER);
          LOG.log(INFO, "secret-queue.taken message={0} result={1}", message.messageId(), result);
        }
        remove(sqs, url, message);
      }
      case SecretMessage.Expiry expiry -> {
        LOG.log(INFO, "secret-queue.expiry-told message={0}", message.messageId());
        remove(sqs, url, message);
      }
      case SecretMessage.Unknown unknown ->
          LOG.log(WARNING, "secret-queue.not-understood message={0}", message.messageId());
    }
  }

  private static void remove(SqsClient sqs, String url, Message message) {
    sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle(message.receiptHandle()));
  }
}
