package dev.sealer.cli.shell;

import dev.sealer.cli.io.AtomicFile;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.FileText;
import dev.sealer.cli.options.Argument;
import dev.sealer.cli.options.CliCommand;
import dev.sealer.cli.options.CommandBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** Prints manual pages. */
public final class ManCommand implements CliCommand {
  private final Console console;
  private final CommandBuilder line;

  private final Argument<List<String>> verb =
      Argument.parameters(0, 0, "VERB", "Verb to print the page of; else sealer itself.");

  private final Argument<String> folder =
      Argument.option("--out-dir", "DIR", "Folder to write every page to.");

  public ManCommand(Console console) {
    this.console = console;
    line =
        CommandBuilder.of(
                this,
                "Prints the manual page of sealer or of a command, or writes all of them to a directory.")
            .takes(verb, folder)
            .footer(
                "",
                "Examples:",
                "  sealer man seal | man -l -",
                "  sealer man cert pin | man -l -",
                "  sealer man --out-dir ~/.local/share/man/man1");
  }

  @Override
  public CommandBuilder line() {
    return line;
  }

  @Override
  public Integer call() {
    Map<String, String> pages = ManPage.all(root().commandLine(), version());
    if (!folder.value().isEmpty()) {
      write(pages);
      return 0;
    }
    List<String> words = new ArrayList<>(List.of(root().name()));
    words.addAll(verb.value());
    String page = pages.get(String.join("-", words) + ".1");
    if (page == null) {
      throw new CommandFailure("unknown command " + String.join(" ", verb.value()));
    }
    console.out().print(page);
    return 0;
  }

  private void write(Map<String, String> pages) {
    try {
      Files.createDirectories(Path.of(folder.value()));
    } catch (IOException e) {
      throw new CommandFailure("cannot create " + folder.value() + ": " + FileText.cause(e), e);
    }
    pages.forEach((file, page) ->
        AtomicFile.writeIfChanged(
            Path.of(folder.value(), file).toString(), page.getBytes(StandardCharsets.UTF_8)));
  }

  private String version() {
    String[] version = root().version();
    return version.length == 0 ? "" : version[0];
  }

  private CommandSpec root() {
    return line.spec().root();
  }
}
