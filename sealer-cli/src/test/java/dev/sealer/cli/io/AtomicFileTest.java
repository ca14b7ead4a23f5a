package dev.sealer.cli.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {
  private static final byte[] NEW = "new".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder = Path.of("");

  @Test
  void replacesAndKeepsPermissions() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    AtomicFile.write(file.toString(), NEW);
    assertThat(file).hasContent("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void writesThroughALink() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("l"), file);
    AtomicFile.write(link.toString(), NEW);
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("new");
  }

  @Test
  void leavesNothingBehindWhenItFails() throws IOException {
    Path target = Files.createDirectory(folder.resolve("d"));
    Files.writeString(target.resolve("inside"), "x");
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> AtomicFile.write(target.toString(), NEW));
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(target);
    }
  }

  @Test
  void namesAFolderThatIsNotThere() {
    String file = folder.resolve("none/f").toString();
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> AtomicFile.write(file, NEW))
        .withMessage("open " + file + ": no such file or directory");
  }
}
