package org.lockkeeper.sandbox;

/** Why AWS turns a call away: the name of an error of its service model, and a sentence. */
final class AwsRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;

  /** An error of the caller's, as AWS tells it: status 400. */
  AwsRefusal(String type, String message) {
    this(400, type, message);
  }

  AwsRefusal(int status, String type, String message) {
    super(message);
    this.status = status;
    this.type = type;
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }
}
