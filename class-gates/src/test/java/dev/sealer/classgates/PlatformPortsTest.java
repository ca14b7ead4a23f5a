package dev.sealer.classgates;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.sealer.classgates.breach.platform.DirectCalls;
import dev.sealer.classgates.breach.platform.MethodReferences;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Controllers take time, threads and random numbers from the ports, so that a simulation can run
 * them in one thread, one seed to a run.
 */
class PlatformPortsTest {

  private static final ForbiddenPlatformUse FORBIDDEN = new ForbiddenPlatformUse();

  private static final String[] PRODUCT = {
    "dev.sealer.kube..",
    "dev.sealer.sealedsecrets..",
    "dev.sealer.externalsecrets..",
    "dev.sealer.sync..",
    "dev.sealer.git..",
    "dev.sealer.operator..",
  };

  /** The implementation of the ports. */
  private static final String JDK = "dev.sealer.kube.platform.jdk";

  /** What cannot go through a port, and why. Simulations run only the one that passes on. */
  private static final Map<String, String> EXEMPT =
      Map.of(
          "dev.sealer.externalsecrets.render.ObservedRandom", "passes on numbers of the port",
          "dev.sealer.kube.client.HttpApiClient", "waits for the client library's own threads",
          "dev.sealer.kube.client.HttpLines", "waits for lines from the client library's threads",
          "dev.sealer.kube.http.BoundedHttpServer", "serves sockets, one thread to a connection",
          "dev.sealer.kube.http.BodyReader", "bounds what threads of real sockets wait for",
          "dev.sealer.kube.login.LoginProcess", "waits for a process of the operating system",
          "dev.sealer.operator.OperatorMain", "adds the shutdown hook of the process",
          "dev.sealer.sync.render.ChildProcess", "waits for a process of the operating system",
          "dev.sealer.sync.render.KustomizeBuild", "waits for the end of such processes");

  private static final ArchRule THROUGH_THE_PORTS =
      noClasses()
          .that()
          .resideInAnyPackage(PRODUCT)
          .and()
          .resideOutsideOfPackage(JDK)
          .and(DescribedPredicate.not(isExempt()))
          .should()
          .accessTargetWhere(FORBIDDEN)
          .because("a simulation decides on time, threads and chance");

  private static DescribedPredicate<JavaClass> isExempt() {
    return DescribedPredicate.describe("exempt", type -> EXEMPT.containsKey(outermost(type)));
  }

  private static String outermost(JavaClass type) {
    JavaClass outer = type;
    while (outer.getEnclosingClass().isPresent()) {
      outer = outer.getEnclosingClass().get();
    }
    return outer.getName();
  }

  @Test
  void controllersTakeTimeThreadsAndChanceFromThePorts() {
    THROUGH_THE_PORTS.check(CompiledProduct.CLASSES);
  }

  @Test
  void noClassIsExemptThatNeedNotBe() {
    Set<String> breaking =
        CompiledProduct.CLASSES.stream()
            .filter(type -> type.getAccessesFromSelf().stream().anyMatch(FORBIDDEN))
            .map(PlatformPortsTest::outermost)
            .collect(Collectors.toSet());

    assertThat(breaking).containsAll(EXEMPT.keySet());
  }

  @ParameterizedTest
  @ValueSource(classes = {DirectCalls.class, MethodReferences.class})
  void eachBreachIsFound(Class<?> breaches) {
    JavaClasses imported = new ClassFileImporter().importClasses(breaches);

    Set<String> found =
        imported.get(breaches).getAccessesFromSelf().stream()
            .filter(FORBIDDEN)
            .map(JavaAccess::getOrigin)
            .map(origin -> origin.getName())
            .collect(Collectors.toSet());

    assertThat(found)
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(
            imported.get(breaches).getMethods().stream()
                .map(JavaMethod::getName)
                .collect(Collectors.toSet()));
  }
}
