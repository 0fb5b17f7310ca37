package org.lockkeeper.integration.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SchemaCheckTest {

  @Test
  void the_portal_has_no_right_that_passes_the_walls_by() {
    Transactions portal = TestDatabase.portal();
    SchemaCheck check = new SchemaCheck(portal.tenancy());
    assertThat(portal.in(check::databaseAnswers)).isTrue();
    assertThat(portal.in(check::excessRights)).isEmpty();
  }

  @Test
  void a_role_that_no_wall_holds_back_is_told_by_its_name() {
    Transactions administrator = TestDatabase.unwalled();
    assertThat(administrator.in(new SchemaCheck(administrator.tenancy())::excessRights))
        .isNotEmpty()
        .allSatisfy(sentence -> assertThat(sentence).startsWith("The database role "));
  }
}
