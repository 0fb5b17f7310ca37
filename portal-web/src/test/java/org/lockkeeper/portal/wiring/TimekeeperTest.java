package org.lockkeeper.portal.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockkeeper.kernel.RecurringWork;
import org.lockkeeper.kernel.UseCase;
import org.lockkeeper.kernel.Workflow;

/** Recurring work stands on its own: what fails in one keeps no other from its turn. */
class TimekeeperTest {

  static Stream<Class<?>> works() {
    return Arrays.stream(Timekeeper.class.getDeclaredClasses())
        .filter(RecurringWork.class::isAssignableFrom)
        .filter(type -> !Modifier.isAbstract(type.getModifiers()));
  }

  @ParameterizedTest
  @MethodSource("works")
  void each_work_starts_one_thing_only(Class<?> work) {
    List<Class<?>> started =
        Arrays.stream(work.getDeclaredConstructors())
            .flatMap(constructor -> Arrays.stream(constructor.getParameters()))
            .<Class<?>>map(Parameter::getType)
            .filter(type -> !type.equals(Clock.class))
            .filter(
                type ->
                    type.isAnnotationPresent(UseCase.class)
                        || type.isAnnotationPresent(Workflow.class))
            .toList();
    assertThat(started).hasSizeLessThanOrEqualTo(1);
  }
}
