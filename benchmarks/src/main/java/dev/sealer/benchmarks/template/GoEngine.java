package dev.sealer.benchmarks.template;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Go's {@code text/template}, through the Go program of go-template's tests. */
final class GoEngine {

  private final Path binary;

  private GoEngine(Path binary) {
    this.binary = binary;
  }

  static GoEngine build(Path root) throws IOException, InterruptedException {
    Path binary = Files.createTempDirectory("template-benchmark").resolve("conformance");
    int exit =
        new ProcessBuilder("go", "build", "-o", binary.toString(), ".")
            .directory(root.resolve("go-template/src/test/go").toFile())
            .inheritIO()
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IOException("go build failed with status " + exit + ": is Go installed?");
    }
    return new GoEngine(binary);
  }

  /**
   * Returns how many times a second Go runs the case on one thread.
   *
   * @param work {@code bench} to parse and render it, {@code render} to render it, parsed once
   */
  double perSecond(String work, BenchmarkCase testCase, double seconds)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(binary.toString(), work, Double.toString(seconds))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (OutputStream out = process.getOutputStream()) {
      out.write((testCase.line() + "\n").getBytes(StandardCharsets.UTF_8));
    }
    String answer =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException("the Go program failed");
    }
    return Double.parseDouble(answer);
  }
}
