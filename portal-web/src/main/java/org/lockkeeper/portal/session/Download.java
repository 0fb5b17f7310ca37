package org.lockkeeper.portal.session;

/** How a page answers with a file. */
@FunctionalInterface
public interface Download {

  /**
   * Sends a file, which no cache keeps.
   *
   * @param name plain letters, digits, points and hyphens
   * @param type the media type
   */
  void file(String name, String type, byte[] content);
}
