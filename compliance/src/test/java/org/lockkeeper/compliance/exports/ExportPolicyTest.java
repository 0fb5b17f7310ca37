package org.lockkeeper.compliance.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.access.AccessPolicy;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.access.Role;

class ExportPolicyTest {

  private static Properties said() {
    try (InputStream in =
        Objects.requireNonNull(
            ExportPolicy.class.getResourceAsStream("/policy/exports-2026-11-22.properties"))) {
      Properties said = new Properties();
      said.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The edition in force with some other lines. */
  static ExportPolicy with(Map<String, String> lines) {
    Properties said = said();
    said.putAll(lines);
    return new ExportPolicy(said);
  }

  @Test
  void a_role_may_take_rows_if_and_only_if_it_may_export() {
    ExportPolicy policy = new ExportPolicy();
    AccessPolicy access = new AccessPolicy();
    for (Role role : Role.values()) {
      assertThat(policy.rows(role) > 0)
          .as(role.name())
          .isEqualTo(access.may(role, Permission.ORDERS_EXPORT));
    }
    assertThat(policy.fileValid()).isLessThanOrEqualTo(Duration.ofHours(1));
  }

  @Test
  void an_edition_is_complete_or_not_loaded() {
    for (String key : said().stringPropertyNames()) {
      Properties less = said();
      less.remove(key);
      assertThatThrownBy(() -> new ExportPolicy(less))
          .as(key)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> with(Map.of("more", "1"))).hasMessageContaining("more");
    assertThatThrownBy(() -> with(Map.of("file.valid", "P2D"))).hasMessageContaining("file.valid");
    assertThatThrownBy(() -> with(Map.of("SUPPORT.rows", "-1"))).hasMessageContaining("SUPPORT");
  }
}
