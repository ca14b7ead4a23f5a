package dev.sealer.sealing;

import dev.sealer.secret.SecretBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a command line does to seal: a process of its own for {@link HotPathTest}. */
final class SealOnce {

  private SealOnce() {}

  public static void main(String[] args) throws IOException {
    SealingCertificate certificate = SealingCertificate.parse(Files.readAllBytes(Path.of(args[0])));
    try (SecretBytes value = SecretBytes.ofUtf8("canary-77aa")) {
      SealedItem item = new Sealer(certificate).seal(value, Scope.STRICT.label("ns", "name"));
      System.out.println("sealed as " + item.toBase64());
    }
  }
}
