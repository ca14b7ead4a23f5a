package dev.sealer.benchmarks.seal;

import dev.sealer.sealing.keys.NewSealingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * A certificate and Secrets of three keys, as files.
 *
 * @param certificate PEM, of a new 4096-bit key
 * @param files one Secret in each
 * @param together all of them in one file
 */
record SealInputs(Path certificate, List<Path> files, Path together) {

  private static final int BITS = 4096;
  private static final int VALUE_BYTES = 24;

  static SealInputs write(Path folder, int count) throws IOException {
    SecureRandom random = new SecureRandom();
    Path certificate = folder.resolve("certificate.pem");
    Files.writeString(
        certificate,
        new NewSealingKey(BITS, "", Duration.ofDays(30))
            .generate(Instant.now(), random)
            .certificate()
            .toPem());
    Path secrets = Files.createDirectories(folder.resolve("secrets"));
    List<Path> files = new ArrayList<>();
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String secret = secret("application-" + i, random);
      files.add(Files.writeString(secrets.resolve("secret-" + i + ".yaml"), secret));
      all.append("---\n").append(secret);
    }
    Path together = Files.writeString(folder.resolve("secrets.yaml"), all);
    return new SealInputs(certificate, files, together);
  }

  /** The folder of {@link #files}. */
  Path folder() {
    return Objects.requireNonNull(files.getFirst().getParent());
  }

  private static String secret(String name, SecureRandom random) {
    return """
    apiVersion: v1
    kind: Secret
    metadata:
      name: %s
      namespace: benchmark
    type: Opaque
    data:
      username: %s
      password: %s
      token: %s
    """
        .formatted(name, value(random), value(random), value(random));
  }

  private static String value(SecureRandom random) {
    byte[] bytes = new byte[VALUE_BYTES];
    random.nextBytes(bytes);
    String text = Base64.getUrlEncoder().encodeToString(bytes);
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
