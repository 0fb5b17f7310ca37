package org.lockkeeper.compliance.pack.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.lockkeeper.compliance.pack.ControlCatalogue;
import org.lockkeeper.compliance.pack.Editions;
import org.lockkeeper.compliance.pack.Proof;
import org.lockkeeper.compliance.pack.ProofSource;

/** What the catalogue needs is looked at by somebody, and nobody looks for nothing. */
class ProofSourcesTest {

  private static final List<Class<? extends ProofSource>> SOURCES =
      List.of(
          PeopleProofs.class,
          PasswordProofs.class,
          KeyProofs.class,
          RetentionProofs.class,
          LogProofs.class,
          IncidentProofs.class,
          PlatformProofs.class,
          DutyProofs.class,
          RegisterProofs.class,
          ScanProofs.class,
          OrderProofs.class);

  private static List<Proof> proofs() throws ReflectiveOperationException {
    List<Proof> all = new ArrayList<>();
    for (Class<? extends ProofSource> source : SOURCES) {
      Constructor<?> constructor = source.getDeclaredConstructors()[0];
      constructor.setAccessible(true);
      // Nothing is asked before a proof is looked at.
      Object bean = constructor.newInstance(new Object[constructor.getParameterCount()]);
      all.addAll(((ProofSource) bean).proofs());
    }
    return all;
  }

  private static ControlCatalogue catalogue() {
    return new Editions(
            java.time.Clock.fixed(
                LocalDate.of(2026, 11, 22).atStartOfDay(java.time.ZoneOffset.UTC).toInstant(),
                java.time.ZoneOffset.UTC))
        .inForce();
  }

  @Test
  void every_proof_of_the_catalogue_is_looked_at_or_shown_by_a_person()
      throws ReflectiveOperationException {
    TreeSet<String> wanted = new TreeSet<>(catalogue().proofs());
    catalogue().shown().forEach(shown -> wanted.remove(shown.name()));
    assertThat(proofs().stream().map(Proof::name)).doesNotHaveDuplicates();
    assertThat(new TreeSet<>(proofs().stream().map(Proof::name).toList())).isEqualTo(wanted);
  }

  @Test
  void every_proof_says_where_to_look_and_how_old_it_may_be() throws ReflectiveOperationException {
    assertThat(proofs())
        .allSatisfy(
            proof -> {
              assertThat(proof.page()).startsWith("/admin/");
              assertThat(proof.maxAge()).isPositive();
            });
  }
}
