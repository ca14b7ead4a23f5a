package dev.sealer.crds.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The checked-in CRD files are what the record types say. After a change of a type, run this test
 * with {@code -Dcrds.write=true} to write the files anew.
 */
final class CrdFilesTest {
  private static final Path FILES =
      Path.of(System.getProperty("sealer.root", ".."), "crds/src/main/resources/crds");

  @TestFactory
  Stream<DynamicTest> theFileOfEachKindIsInStepAndSmallEnoughForClientSideApply() {
    return Kind.all().stream()
        .map(kind -> DynamicTest.dynamicTest(kind.crdName(), () -> checkOrWrite(kind)));
  }

  private static void checkOrWrite(Kind kind) throws IOException {
    Path file = FILES.resolve(kind.crdName() + ".yaml");
    String text = CrdFile.text(kind);
    if (Boolean.getBoolean("crds.write")) {
      Files.createDirectories(FILES);
      Files.writeString(file, text);
    }
    assertThat(file).hasContent(text);
    assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(256 * 1024);
  }

  @TestFactory
  Stream<DynamicTest> noFileDefaultsAnything() {
    return Kind.all().stream()
        .map(kind ->
            DynamicTest.dynamicTest(
                kind.crdName(), () -> assertThat(CrdFile.text(kind)).doesNotContain("default:")));
  }
}
