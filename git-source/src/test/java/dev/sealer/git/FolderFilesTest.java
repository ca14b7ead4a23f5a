package dev.sealer.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderFilesTest {
  private static final int READS = 300;

  @TempDir private Path temp;

  @Test
  void aFolderComesAfterWhatIsInIt() throws IOException {
    Path inner = Files.createDirectories(temp.resolve("a/b"));
    Path file = Files.writeString(inner.resolve("file"), "text");

    assertThat(FolderFiles.below(temp)).containsExactly(file, inner, temp.resolve("a"), temp);
  }

  @Test
  void aFolderThatDoesNotExistHasNoFiles() throws IOException {
    assertThat(FolderFiles.below(temp.resolve("missing"))).isEmpty();
    FolderFiles.delete(temp.resolve("missing"));
  }

  @Test
  void aLinkIsDeletedAndNotWhereItLeads() throws IOException {
    Path kept = Files.writeString(Files.createDirectory(temp.resolve("kept")).resolve("f"), "text");
    Path folder = Files.createDirectory(temp.resolve("folder"));
    Path _ = Files.createSymbolicLink(folder.resolve("link"), kept.getParent());

    FolderFiles.delete(folder);

    assertThat(folder).doesNotExist();
    assertThat(kept).hasContent("text");
  }

  @Test
  void whatGoesMeanwhileIsLeftOut() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    CountDownLatch begun = new CountDownLatch(1);
    Thread other = Thread.ofPlatform().start(() -> comeAndGo(begun, done));
    begun.await();
    try {
      for (int i = 0; i < READS; i++) {
        assertThat(FolderFiles.below(temp)).contains(temp);
      }
    } finally {
      done.set(true);
      other.join();
    }
  }

  private void comeAndGo(CountDownLatch begun, AtomicBoolean done) {
    try {
      while (!done.get()) {
        for (int i = 0; i < 10; i++) {
          Path folder = Files.createDirectory(temp.resolve("folder" + i));
          Path file = Files.writeString(folder.resolve("file"), "");
          begun.countDown();
          Files.delete(file);
          Files.delete(folder);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
