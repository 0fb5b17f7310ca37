package org.lockkeeper.integration.http;

/**
 * How often something may be called: a token bucket for each application, seller, host and name,
 * never pooled between sellers. The figures are the platform's published ones; {@code
 * lockkeeper.budget.<name>=<per second>/<burst>} replaces them.
 *
 * @param application by which the platform knows us; public
 * @param name the operation, or what several operations share
 * @param perSecond how much comes back each second, above 0
 * @param burst how much there is at most, above 0
 * @param cost how much the call takes, above 0
 * @param patient whether the call can wait: it leaves a third to those that cannot
 * @param throttling how the platform says that there were too many
 */
public record Budget(
    String application,
    String name,
    double perSecond,
    double burst,
    double cost,
    boolean patient,
    Throttling throttling) {

  public Budget {
    if (!(perSecond > 0 && burst > 0 && cost > 0)) {
      throw new IllegalArgumentException("a budget has a rate, a burst and a cost above zero");
    }
  }

  /** A budget of calls, each of which takes one. */
  public static Budget ofCalls(
      String application, String name, double perSecond, double burst, Throttling throttling) {
    return new Budget(application, name, perSecond, burst, 1, false, throttling);
  }

  /** A budget of points, of which a call takes about {@code cost}. */
  public static Budget ofPoints(
      String application,
      String name,
      double perSecond,
      double burst,
      double cost,
      Throttling throttling) {
    return new Budget(application, name, perSecond, burst, cost, false, throttling);
  }

  /** The same for a call that can wait. */
  public Budget patiently() {
    return new Budget(application, name, perSecond, burst, cost, true, throttling);
  }

  Budget at(double newPerSecond, double newBurst) {
    return new Budget(application, name, newPerSecond, newBurst, cost, patient, throttling);
  }

  /** What stays for those that cannot wait. */
  double kept() {
    return patient ? burst / 3 : 0;
  }
}
