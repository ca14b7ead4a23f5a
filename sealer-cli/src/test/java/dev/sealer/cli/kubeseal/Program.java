package dev.sealer.cli.kubeseal;

import dev.sealer.cli.Main;
import dev.sealer.cli.io.Console;
import dev.sealer.testbed.process.Command;
import dev.sealer.testbed.process.CommandOutcome;
import dev.sealer.testbed.tools.Tool;
import dev.sealer.testbed.tools.ToolBinaries;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What takes a command line of kubeseal. */
@FunctionalInterface
interface Program {
  /** The raw result of a call. */
  record Result(int exitCode, String out, String err) {}

  Result run(List<String> line, byte[] input, Map<String, String> environment);

  /** The real one. */
  static Program theirs() {
    return child(ToolBinaries.find(Tool.KUBESEAL).path());
  }

  /** Ours, in this process. */
  static Program ours() {
    return (line, input, environment) -> {
      Map<String, String> all = new HashMap<>(environment);
      all.putIfAbsent("PATH", System.getenv("PATH"));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      Console console =
          new Console(
              new ByteArrayInputStream(input),
              new PrintStream(out, true, StandardCharsets.UTF_8),
              new PrintStream(err, true, StandardCharsets.UTF_8),
              all,
              false);
      int code = Main.run("kubeseal", line, console);
      return new Result(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    };
  }

  /** Ours, as people start it. */
  static Program launcher() {
    return child(
        Path.of(System.getProperty("sealer.root", ".."), "bin", "kubeseal").toAbsolutePath());
  }

  private static Program child(Path program) {
    return (line, input, environment) -> {
      List<String> argv = new ArrayList<>(List.of(program.toString()));
      argv.addAll(line);
      CommandOutcome outcome =
          new Command(argv, environment, Path.of("").toAbsolutePath(), Duration.ofMinutes(1))
              .run(input);
      return new Result(outcome.exitCode(), outcome.stdout(), outcome.stderr());
    };
  }
}
