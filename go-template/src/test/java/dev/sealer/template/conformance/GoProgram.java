package dev.sealer.template.conformance;

import dev.sealer.testbed.tools.Prerequisites;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The Go program in {@code src/test/go}: built where Go is installed, else its suite is skipped.
 */
final class GoProgram {

  private static final long BUILD_MINUTES = 5;

  private final Path binary;

  private GoProgram(Path binary) {
    this.binary = binary;
  }

  /** Builds the program, or skips the suite; with {@code -De2e.required=true} fails instead. */
  static GoProgram require(String suite) {
    Path module = root().resolve("go-template");
    Path binary = module.resolve("target/conformance").toAbsolutePath();
    try {
      Process build =
          new ProcessBuilder("go", "build", "-o", binary.toString(), ".")
              .directory(module.resolve("src/test/go").toFile())
              .redirectErrorStream(true)
              .start();
      String log = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!build.waitFor(BUILD_MINUTES, TimeUnit.MINUTES) || build.exitValue() != 0) {
        throw Prerequisites.unavailable(
            suite, "go build of the conformance program failed: " + log.strip());
      }
    } catch (IOException e) {
      throw Prerequisites.unavailable(suite, "Go is not installed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return new GoProgram(binary);
  }

  /** The root folder of the project. */
  static Path root() {
    return Path.of(System.getProperty("sealer.root", ".."));
  }

  /** What Go makes of each case, in order. */
  List<ConformanceCase.Result> evaluate(List<ConformanceCase> cases) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(binary.toString(), "serve")
              .redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().put("TZ", "UTC");
      Process process = builder.start();
      Thread writer =
          Thread.ofVirtual()
              .start(() -> {
                try (OutputStream out = process.getOutputStream()) {
                  for (ConformanceCase testCase : cases) {
                    out.write(testCase.line().getBytes(StandardCharsets.UTF_8));
                    out.write('\n');
                  }
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      List<ConformanceCase.Result> results;
      try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
        results = lines.lines().map(ConformanceCase::resultOf).toList();
      }
      writer.join();
      if (process.waitFor() != 0 || results.size() != cases.size()) {
        throw new IllegalStateException(
            "the Go program answered " + results.size() + " of " + cases.size() + " cases");
      }
      return results;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
