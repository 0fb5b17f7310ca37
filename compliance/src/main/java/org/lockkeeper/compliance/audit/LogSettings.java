package org.lockkeeper.compliance.audit;

/**
 * How the log is sealed.
 *
 * @param origin the name of the log, in its checkpoints and its key; an epoch's is this and a slash
 *     and its number
 * @param batch how many entries are sealed in one transaction; 1 to 100 000
 * @param batches how many batches one run seals at most
 */
public record LogSettings(String origin, int batch, int batches) {

  public LogSettings {
    if (batch < 1 || batch > 100_000 || batches < 1) {
      throw new IllegalArgumentException("a batch has 1 to 100000 entries");
    }
    if (!origin.matches("[A-Za-z0-9.:_-]+(/[A-Za-z0-9.:_-]+)*")) {
      throw new IllegalArgumentException("lockkeeper.audit.origin is a name without spaces");
    }
  }
}
