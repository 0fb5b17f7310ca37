package org.lockkeeper.sandbox;

/** The pretend AWS, wired: what it keeps stays when the rest of the world is reset. */
final class AwsParts implements AutoCloseable {

  private final AwsFaults faults = new AwsFaults();
  private final AwsDoor door;
  private final AwsControl control;
  private final LwaSecrets lwaSecrets;

  /** Reads what it kept from {@code ledger}, so before that lets go of what it read. */
  AwsParts(Settings settings, Ledger ledger, SandboxClock clock) {
    KmsDesk kms = new KmsDesk(ledger, clock);
    SecretsDesk secrets = new SecretsDesk(ledger, clock);
    SqsDesk queue = new SqsDesk(ledger, clock);
    lwaSecrets = new LwaSecrets(settings, ledger, clock, queue);
    door = new AwsDoor(kms, secrets, queue, faults, clock);
    control = new AwsControl(door, kms, secrets, queue, faults, lwaSecrets);
  }

  AwsDoor door() {
    return door;
  }

  AwsControl control() {
    return control;
  }

  LwaSecrets lwaSecrets() {
    return lwaSecrets;
  }

  /** Lets go of every call that is kept waiting. */
  @Override
  public void close() {
    faults.close();
  }
}
