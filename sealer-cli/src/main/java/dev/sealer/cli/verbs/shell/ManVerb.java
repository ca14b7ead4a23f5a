package dev.sealer.cli.verbs.shell;

import dev.sealer.cli.failure.CommandFailure;
import dev.sealer.cli.io.Console;
import dev.sealer.cli.io.FileText;
import dev.sealer.cli.io.WholeFile;
import dev.sealer.cli.shell.ManPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints manual pages. */
@Command(
    name = "man",
    description =
        "Prints the manual page of sealer or of a verb, or writes all of them to a folder.",
    footer = {
      "",
      "Examples:",
      "  sealer man seal | man -l -",
      "  sealer man cert pin | man -l -",
      "  sealer man --out-dir ~/.local/share/man/man1"
    })
public final class ManVerb implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "VERB", description = "Verb to print the page of; else sealer itself.")
  private List<String> verb = new ArrayList<>();

  @Option(
      names = "--out-dir",
      paramLabel = "DIR",
      defaultValue = "",
      description = "Folder to write every page to.")
  private String folder = "";

  public ManVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Map<String, String> pages = ManPage.all(spec.root().commandLine(), version());
    if (!folder.isEmpty()) {
      write(pages);
      return 0;
    }
    List<String> words = new ArrayList<>(List.of(spec.root().name()));
    words.addAll(verb);
    String page = pages.get(String.join("-", words) + ".1");
    if (page == null) {
      throw new CommandFailure("there is no verb " + String.join(" ", verb));
    }
    console.out().print(page);
    return 0;
  }

  private void write(Map<String, String> pages) {
    try {
      Files.createDirectories(Path.of(folder));
    } catch (IOException e) {
      throw new CommandFailure("cannot make " + folder + ": " + FileText.cause(e), e);
    }
    pages.forEach((file, page) ->
        WholeFile.writeIfChanged(
            Path.of(folder, file).toString(), page.getBytes(StandardCharsets.UTF_8)));
  }

  private String version() {
    String[] version = spec.root().version();
    return version.length == 0 ? "" : version[0];
  }
}
