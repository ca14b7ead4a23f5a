package dev.sealer.cli.verbs.shell;

import dev.sealer.cli.io.Console;
import dev.sealer.cli.shell.FishCompletion;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script that completes verbs and options. */
@Command(
    name = "completion",
    description = "Prints a script that completes verbs and options in bash, zsh or fish.",
    footer = {
      "",
      "Examples:",
      "  source <(sealer completion bash)",
      "  source <(sealer completion zsh)",
      "  sealer completion fish > ~/.config/fish/completions/sealer.fish"
    })
public final class CompletionVerb implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "SHELL", description = "bash, zsh or fish.")
  private String shell = "";

  public CompletionVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    String script =
        switch (shell) {
          // The script for bash takes zsh's own emulation when it finds itself there.
          case "bash", "zsh" -> AutoComplete.bash(root.getCommandName(), root);
          case "fish" -> FishCompletion.of(root);
          default ->
              throw new CommandLine.ParameterException(
                  spec.commandLine(),
                  "there is no completion for " + shell + ": bash, zsh or fish");
        };
    console.out().print(script);
    return 0;
  }
}
