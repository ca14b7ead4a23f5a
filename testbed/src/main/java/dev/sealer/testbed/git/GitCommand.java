package dev.sealer.testbed.git;

import dev.sealer.testbed.process.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The git executable, deaf to the configuration of the user and of the machine. */
final class GitCommand {
  static final Map<String, String> ENVIRONMENT =
      Map.of(
          "GIT_CONFIG_NOSYSTEM", "1",
          "GIT_CONFIG_GLOBAL", "/dev/null",
          "GIT_TERMINAL_PROMPT", "0",
          // No cleaning on the side: a repository that is deleted changes no more.
          "GIT_CONFIG_COUNT", "1",
          "GIT_CONFIG_KEY_0", "gc.auto",
          "GIT_CONFIG_VALUE_0", "0",
          "GIT_AUTHOR_NAME", "Testbed Author",
          "GIT_AUTHOR_EMAIL", "author@example.org",
          "GIT_COMMITTER_NAME", "Testbed Author",
          "GIT_COMMITTER_EMAIL", "author@example.org");

  private final Path executable;

  GitCommand(Path executable) {
    this.executable = executable;
  }

  Command in(Path folder, String... arguments) {
    List<String> argv = new ArrayList<>(List.of(executable.toString()));
    argv.addAll(List.of(arguments));
    Command command = Command.of(argv).in(folder);
    return new Command(command.argv(), ENVIRONMENT, command.folder(), command.deadline());
  }

  /** Runs git to success and gives what it printed, without white space around it. */
  String output(Path folder, String... arguments) {
    return in(folder, arguments).run().orThrow().stdout().strip();
  }
}
