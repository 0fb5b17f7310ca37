package org.lockkeeper.compliance.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccessPolicyTest {

  private static Properties edition() {
    try (InputStream in =
        AccessPolicyTest.class.getResourceAsStream("/policy/access-2026-11-22.properties")) {
      Properties said = new Properties();
      said.load(Objects.requireNonNull(in));
      return said;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void admins_and_auditors_see_nothing_of_buyers() {
    AccessPolicy policy = new AccessPolicy();
    for (Role role : new Role[] {Role.ADMIN, Role.AUDITOR}) {
      assertThat(policy.sight(role, FieldGroup.BUYER_NAME)).isEqualTo(Sight.NONE);
      assertThat(policy.sight(role, FieldGroup.BUYER_ADDRESS)).isEqualTo(Sight.NONE);
      assertThat(policy.sight(role, FieldGroup.BUYER_CONTACT)).isEqualTo(Sight.NONE);
      assertThat(policy.may(role, Permission.BUYERS_REVEAL)).isFalse();
      assertThat(policy.may(role, Permission.ORDERS_READ)).isFalse();
    }
  }

  @Test
  void an_auditor_changes_nothing() {
    assertThat(new AccessPolicy().permissions(Role.AUDITOR))
        .noneMatch(each -> each.name().endsWith("_WORK"));
  }

  @Test
  void a_viewer_changes_nothing_and_reveals_nothing() {
    assertThat(new AccessPolicy().permissions(Role.SELLER_VIEWER))
        .noneMatch(each -> each.name().endsWith("_WORK") || each == Permission.BUYERS_REVEAL);
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  @Tag("ASVS-V8.2.3")
  void nobody_reveals_what_the_role_does_not_see(Role role) {
    AccessPolicy policy = new AccessPolicy();
    if (policy.may(role, Permission.BUYERS_REVEAL)) {
      assertThat(policy.sight(role, FieldGroup.BUYER_NAME)).isEqualTo(Sight.FULL);
    }
  }

  @Test
  void an_edition_is_complete_or_not_loaded() {
    Properties less = edition();
    less.remove("SUPPORT.sees.AUDIT");
    assertThatThrownBy(() -> new AccessPolicy(less)).hasMessageContaining("SUPPORT.sees.AUDIT");
    Properties more = edition();
    more.setProperty("GUEST.may", "PROFILE");
    assertThatThrownBy(() -> new AccessPolicy(more)).hasMessageContaining("GUEST.may");
    Properties wrong = edition();
    wrong.setProperty("SUPPORT.may", "EVERYTHING");
    assertThatThrownBy(() -> new AccessPolicy(wrong)).isInstanceOf(IllegalArgumentException.class);
  }
}
