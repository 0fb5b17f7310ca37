package org.lockkeeper.portal.registers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** What a form brings is read to its bound and no further. */
class BroughtTest {

  /** A file without an end. */
  private static final class Endless extends InputStream {
    private long given;

    @Override
    public int read() {
      given++;
      return 7;
    }

    @Override
    public int read(byte[] into, int from, int most) {
      given += most;
      return most;
    }
  }

  private static Part part(InputStream in) {
    return (Part)
        Proxy.newProxyInstance(
            Part.class.getClassLoader(),
            new Class<?>[] {Part.class},
            (proxy, method, arguments) -> in);
  }

  @Test
  void a_file_of_the_most_is_read_whole() {
    InputStream ten = new ByteArrayInputStream(new byte[10]);
    assertThat(Brought.bytes(part(ten), 10)).hasSize(10);
  }

  @Test
  void of_a_larger_one_a_single_byte_more_is_read_so_that_it_is_seen() {
    Endless endless = new Endless();
    assertThat(Brought.bytes(part(endless), 10)).hasSize(11);
    assertThat(endless.given).isEqualTo(11);
  }

  @Test
  void a_file_that_cannot_be_read_is_told_without_its_name() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("passport-of-ada.pdf");
          }

          @Override
          public int read(byte[] into, int from, int most) throws IOException {
            throw new IOException("passport-of-ada.pdf");
          }
        };
    assertThatThrownBy(() -> Brought.bytes(part(broken), 10))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("a file could not be read");
  }

  @Test
  void every_page_that_takes_a_file_may_read_it_so() {
    assertThat(Modifier.isPublic(Brought.class.getModifiers())).isTrue();
  }
}
