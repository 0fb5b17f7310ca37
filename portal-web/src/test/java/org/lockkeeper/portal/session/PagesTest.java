package org.lockkeeper.portal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every page says what it needs. */
class PagesTest {

  private static final Path WEBAPP = Path.of("src/main/webapp");

  @Test
  void a_page_behind_the_sign_in_needs_a_permission() throws IOException {
    try (Stream<Path> files = Files.walk(WEBAPP)) {
      List<String> pages =
          files
              .filter(file -> file.toString().endsWith(".xhtml"))
              .map(file -> "/" + WEBAPP.relativize(file).toString().replace('\\', '/'))
              .filter(page -> page.indexOf('/', 1) > 0 && !page.startsWith("/WEB-INF/"))
              .toList();
      assertThat(pages).hasSizeGreaterThan(20);
      assertThat(pages).allMatch(page -> Pages.permission(page).isPresent());
    }
  }

  @Test
  void what_is_no_page_needs_nothing_because_it_is_not_there() {
    assertThat(Pages.permission("/seller/nothing")).isEmpty();
    assertThat(Pages.permission("/WEB-INF/web.xml")).isEmpty();
  }
}
