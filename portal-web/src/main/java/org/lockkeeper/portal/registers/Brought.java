package org.lockkeeper.portal.registers;

import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The bytes of a file that a form brings, bounded: nobody fills the memory with one upload. */
public final class Brought {

  private Brought() {}

  /**
   * Its bytes; one more than may be if there are more, so that whoever looks at them sees it.
   *
   * @param most how many bytes it may have, 0 or more
   * @throws UncheckedIOException if the file cannot be read
   */
  public static byte[] bytes(Part part, int most) {
    try (InputStream in = part.getInputStream()) {
      return in.readNBytes(most + 1);
    } catch (IOException e) {
      throw new UncheckedIOException("a file could not be read", e);
    }
  }
}
