package dev.sealer.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sealing on the command line must not pay for Bouncy Castle or the native provider. */
class HotPathTest {

  @TempDir private Path dir;

  @Test
  void sealingLoadsNeitherBouncyCastleNorCorretto() throws IOException, InterruptedException {
    Path certificate =
        Files.write(dir.resolve("crt.pem"), TestKeys.resource("test-only-rsa4096.crt.pem"));
    Path output = dir.resolve("classes.txt");

    Process java =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xshare:auto",
                "-verbose:class",
                "-cp",
                System.getProperty("java.class.path"),
                SealOnce.class.getName(),
                certificate.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    assertThat(java.waitFor()).isZero();
    String classes = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(classes).contains("dev.sealer.sealing.Sealer ", "sealed as Ag");
    assertThat(classes).doesNotContain("org.bouncycastle").doesNotContain("com.amazon.corretto");
  }
}
