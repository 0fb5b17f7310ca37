package org.lockkeeper.compliance.monitoring.detection;

/** Runs the simulation of one seed. */
public final class BenchedWatch {

  private BenchedWatch() {}

  /**
   * The table of a seed, as Markdown.
   *
   * @param people how many people there are in that world; half of them are at the support desk
   * @param grants how many grants of sellers
   */
  public static String table(long seed, int people, int grants) {
    SimulatedWatch watch = new SimulatedWatch(seed, people, grants, new WatchPolicy());
    return watch.table(watch.measure());
  }
}
