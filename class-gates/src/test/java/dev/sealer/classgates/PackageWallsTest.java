package dev.sealer.classgates;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.sealer.sourcegates.SourceTree;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may see whom inside modules. */
class PackageWallsTest {

  private static final String[] CORE = {
    "dev.sealer.secret..",
    "dev.sealer.gocompat..",
    "dev.sealer.sealing..",
    "dev.sealer.yaml..",
    "dev.sealer.template..",
    "dev.sealer.graph..",
    "dev.sealer..plan..",
    "dev.sealer.externalsecrets.deletion..",
    "dev.sealer..health..",
    "dev.sealer..status..",
  };

  private static final ArchRule CORE_IS_PURE =
      noClasses()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.fabric8.kubernetes.client..",
              "io.javaoperatorsdk..",
              "org.eclipse.jgit..",
              "java.net.http..",
              "java.nio.file..",
              "com.sun.net.httpserver..")
          .because("a core package computes; the shell around it talks to the world");

  private static final ArchRule CORE_HAS_NO_CLOCK =
      noClasses()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .because("time and environment are passed in");

  private static final ArchRule JGIT_STAYS_IN_GIT_SOURCE =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.sealer.git..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.eclipse.jgit..");

  private static final ArchRule PICOCLI_STAYS_AT_THE_COMMAND_LINE =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.sealer.cli..", "dev.sealer.operator..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("picocli..");

  private static final ArchRule KUBE_SUPPORT_KNOWS_NO_KIND_OF_OURS =
      noClasses()
          .that()
          .resideInAPackage("dev.sealer.kube..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.sealer.crds..");

  private static final ArchRule TEMPLATES_ARE_USED_BY_THEIR_API =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.sealer.template..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.sealer.template.ast..",
              "dev.sealer.template.builtin..",
              "dev.sealer.template.exec..",
              "dev.sealer.template.fmt..",
              "dev.sealer.template.parse..",
              "dev.sealer.template.sprig..");

  private static final ArchRule STORES_ARE_STRANGERS =
      slices()
          .matching("dev.sealer.externalsecrets.store.(*)..")
          .namingSlices("store $1")
          .should()
          .notDependOnEachOther();

  private static final ArchRule NO_PACKAGE_CYCLES =
      slices().assignedFrom(new EachPackage()).should().beFreeOfCycles();

  private static final ArchRule NO_VAGUE_NAMES =
      noClasses()
          .should()
          .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager)")
          .orShould()
          .resideInAPackage("..common..")
          .orShould()
          .resideInAPackage("..util..");

  private static final List<ArchRule> RULES =
      List.of(
          CORE_IS_PURE,
          CORE_HAS_NO_CLOCK,
          JGIT_STAYS_IN_GIT_SOURCE,
          PICOCLI_STAYS_AT_THE_COMMAND_LINE,
          KUBE_SUPPORT_KNOWS_NO_KIND_OF_OURS,
          TEMPLATES_ARE_USED_BY_THEIR_API,
          STORES_ARE_STRANGERS,
          NO_PACKAGE_CYCLES,
          NO_VAGUE_NAMES);

  @TestFactory
  Stream<DynamicTest> everyWallStands() {
    return RULES.stream()
        .map(rule ->
            DynamicTest.dynamicTest(
                rule.getDescription(),
                () -> rule.allowEmptyShould(true).check(CompiledProduct.CLASSES)));
  }

  @Test
  void everyClassFileWasRead() {
    long files =
        CompiledProduct.SOURCES.classFolders().stream()
            .flatMap(folder -> SourceTree.filesBelow(folder, ".class").stream())
            .filter(file -> !file.endsWith("module-info.class"))
            .count();

    assertThat((long) CompiledProduct.CLASSES.size()).isEqualTo(files).isPositive();
  }

  @Test
  void everyModuleWithSourcesWasCompiled() {
    assertThat(CompiledProduct.SOURCES.modules())
        .filteredOn(m -> !SourceTree.filesBelow(m.resolve("src/main/java"), ".java").isEmpty())
        .allSatisfy(m ->
            assertThat(SourceTree.filesBelow(m.resolve("target/classes"), ".class")).isNotEmpty());
  }

  @Test
  void aBreachIsFound() {
    JavaClasses breaches = new ClassFileImporter().importPackages("dev.sealer.classgates.breach");

    assertThat(breached(CORE_IS_PURE, breaches)).isTrue();
    assertThat(breached(CORE_HAS_NO_CLOCK, breaches)).isTrue();
    assertThat(breached(NO_VAGUE_NAMES, breaches)).isTrue();
    assertThat(breached(NO_PACKAGE_CYCLES, breaches)).isTrue();
  }

  private static boolean breached(ArchRule rule, JavaClasses classes) {
    EvaluationResult result = rule.allowEmptyShould(true).evaluate(classes);
    return result.hasViolation();
  }

  private static final class EachPackage implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return type.getPackageName().startsWith("dev.sealer")
          ? SliceIdentifier.of(type.getPackageName())
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "each package";
    }
  }
}
