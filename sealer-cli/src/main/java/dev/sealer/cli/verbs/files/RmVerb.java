package dev.sealer.cli.verbs.files;

import dev.sealer.cli.io.FileText;
import dev.sealer.cli.io.WholeFile;
import dev.sealer.cli.merge.SealedFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Removes items from a sealed file. */
@Command(
    name = "rm",
    description = "Removes values from a sealed file. Everything else stays as it is.",
    footer = {"", "Example:", "  sealer rm db.sealed.yaml old-password"})
public final class RmVerb implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "FILE", description = "File with one SealedSecret.")
  private String file = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "KEY", description = "Keys to remove.")
  private List<String> keys = new ArrayList<>();

  public RmVerb() {}

  @Override
  public Integer call() {
    SealedFile sealed = SealedFile.of(FileText.read(file), file);
    keys.forEach(sealed::removeItem);
    WholeFile.write(file, sealed.text().getBytes(StandardCharsets.UTF_8));
    return 0;
  }
}
