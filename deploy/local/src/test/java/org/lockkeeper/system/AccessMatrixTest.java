package org.lockkeeper.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the portal offers is what the matrix speaks of; {@code AccessMatrixIT} asks for all of it.
 */
class AccessMatrixTest {

  private final Offered offered = new Offered();
  private final AccessMatrix matrix = new AccessMatrix();

  @Test
  @Tag("ASVS-V6.3.4")
  void the_matrix_speaks_of_every_page() {
    assertThat(matrix.all("page")).isEqualTo(offered.pages()).hasSizeGreaterThan(50);
  }

  @Test
  void the_matrix_speaks_of_every_address_of_a_class() {
    assertThat(matrix.all("address")).isEqualTo(offered.addresses()).hasSizeGreaterThan(3);
  }

  @Test
  void the_matrix_speaks_of_every_action() {
    Set<String> actions =
        offered.actions().stream()
            .map(Offered.Action::name)
            .collect(Collectors.toCollection(TreeSet::new));
    // The frame around every page, and a field of a loop that holds the bean of one of two pages.
    actions.addAll(List.of("profile.switchTo", "signOut.now", "noticeBoard.dismiss"));
    assertThat(new TreeSet<>(matrix.all("action"))).isEqualTo(actions).hasSizeGreaterThan(80);
  }

  @Test
  void the_matrix_speaks_of_everything_that_a_request_may_name() {
    assertThat(new TreeSet<>(matrix.all("parameter")))
        .isEqualTo(
            offered.parameters().stream()
                .map(Offered.Parameter::toString)
                .collect(Collectors.toCollection(TreeSet::new)))
        .hasSizeGreaterThan(40);
  }

  @Test
  void whatever_a_role_may_do_stands_on_a_page_that_it_may_see() {
    List<Offered.Action> all = offered.actions();
    for (String action : matrix.all("action")) {
      for (String role : AccessMatrix.ROLES) {
        if (matrix.may(role, "action", action)) {
          assertThat(all)
              .as("%s by %s", action, role)
              .anyMatch(
                  one ->
                      action.equals("profile.switchTo")
                          || (one.name().equals(action)
                              && (matrix.may(role, "page", one.page())
                                  || matrix.said("page", one.page()).equals("signing in"))));
        }
      }
    }
  }
}
