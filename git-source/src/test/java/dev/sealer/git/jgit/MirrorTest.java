package dev.sealer.git.jgit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.git.RepositoryUrl;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorTest {

  @TempDir private Path temp;

  /** A thread that cleans after a fetch would change the folder while it is read or deleted. */
  @Test
  void nothingCleansUpOnAThreadOfItsOwn() throws IOException {
    RepositoryUrl url = RepositoryUrl.parse("https://git.example.com/team/app");

    try (Mirror mirror = Mirror.open(url, temp.resolve("mirror"))) {
      Config config = mirror.repository().getConfig();
      assertThat(config.getInt("gc", "auto", 1)).isZero();
      assertThat(config.getInt("gc", "autoPackLimit", 1)).isZero();
      assertThat(config.getBoolean("gc", "autoDetach", true)).isFalse();
    }
  }
}
