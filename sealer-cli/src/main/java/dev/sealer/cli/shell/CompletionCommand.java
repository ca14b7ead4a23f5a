package dev.sealer.cli.shell;

import dev.sealer.cli.io.Console;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import dev.sealer.cli.options.UsageException;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Prints a script that completes commands and options. */
public final class CompletionCommand implements CliCommand {
  private final Console console;
  private final CommandBuilder line;

  private final Argument<String> shell = Argument.parameter(0, "SHELL", "bash, zsh or fish.");

  public CompletionCommand(Console console) {
    this.console = console;
    line =
        CommandBuilder.of(
                this, "Prints a script that completes commands and options in bash, zsh or fish.")
            .takes(shell)
            .footer(
                "",
                "Examples:",
                "  source <(sealer completion bash)",
                "  source <(sealer completion zsh)",
                "  sealer completion fish > ~/.config/fish/completions/sealer.fish");
  }

  @Override
  public CommandBuilder line() {
    return line;
  }

  @Override
  public Integer call() {
    CommandLine root = root().commandLine();
    String script =
        switch (shell.value()) {
          // The script for bash takes zsh's own emulation when it finds itself there.
          case "bash", "zsh" -> AutoComplete.bash(root.getCommandName(), root);
          case "fish" -> FishCompletion.of(root);
          default ->
              throw new UsageException(
                  "there is no completion for " + shell.value() + ": bash, zsh or fish");
        };
    console.out().print(script);
    return 0;
  }

  private CommandSpec root() {
    return line.spec().root();
  }
}
