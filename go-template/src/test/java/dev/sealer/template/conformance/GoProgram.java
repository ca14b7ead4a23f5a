package dev.sealer.template.conformance;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

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
        throw unavailable(suite, "go build of the conformance program failed: " + log.strip());
      }
    } catch (IOException e) {
      throw unavailable(suite, "Go is not installed");
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

  private static RuntimeException unavailable(String suite, String reason) {
    if (Boolean.getBoolean("e2e.required")) {
      return Assertions.fail("-De2e.required=true, but " + reason);
    }
    try {
      Path list = root().resolve("target/skipped-suites.txt").toAbsolutePath();
      Files.createDirectories(list.getParent());
      Files.writeString(
          list,
          suite + ": " + reason.replace('\n', ' ') + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot record that " + suite + " is skipped", e);
    }
    return Assumptions.abort(reason);
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
