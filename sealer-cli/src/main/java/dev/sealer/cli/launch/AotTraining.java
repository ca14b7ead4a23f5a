package dev.sealer.cli.launch;

import dev.sealer.cli.io.Console;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The commands that the build runs once to learn which classes a usual run loads. They print
 * nowhere, and remember what they sealed in a directory of their own.
 */
final class AotTraining {
  private static final int ROUNDS = 5;

  private AotTraining() {}

  /**
   * Runs the commands on the files of a directory and returns the first exit code that is not 0.
   *
   * @param state directory for what the commands store
   */
  static int run(Path folder, Path state, StartUp.Program program) {
    String certificate = folder.resolve("certificate.pem").toString();
    String secret = folder.resolve("secret.yaml").toString();
    List<List<String>> lines =
        List.of(
            List.of("kubeseal", "--cert", certificate),
            List.of("kubeseal", "--cert", certificate, "-o", "yaml", "-n", "training"),
            List.of("kubeseal", "--cert", certificate, "-f", secret, "--scope", "cluster-wide"),
            List.of("seal", "--cert", certificate),
            List.of("seal", "--cert", certificate, "-n", "training", secret));
    // What main does before a command runs.
    Console.ofProcess();
    for (int round = 0; round < ROUNDS; round++) {
      for (List<String> line : lines) {
        String[] words = line.toArray(new String[0]);
        if (FullClasspathLauncher.isNeededFor(words)) {
          return 1;
        }
        for (Map<String, String> environment : environments(folder, state)) {
          Console console = console(Path.of(secret), environment);
          int code = program.run("sealer", Arrays.asList(words), console);
          if (code != 0) {
            return code;
          }
        }
      }
    }
    return 0;
  }

  /** With and without a kubeconfig. The certificate is old, and nobody reads the warning. */
  private static List<Map<String, String>> environments(Path folder, Path state) {
    Map<String, String> plain = Map.of("SEALER_KEY_RENEW_PERIOD", "0", "HOME", state.toString());
    Map<String, String> configured = new HashMap<>(plain);
    configured.put("KUBECONFIG", folder.resolve("kubeconfig.yaml").toString());
    return List.of(plain, configured);
  }

  private static Console console(Path input, Map<String, String> environment) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    try {
      return new Console(
          new ByteArrayInputStream(Files.readAllBytes(input)),
          nowhere,
          System.err,
          environment,
          false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
