package dev.sealer.cli.verbs.files;

import dev.sealer.cli.io.FileText;
import dev.sealer.cli.line.Argument;
import dev.sealer.cli.line.Verb;
import dev.sealer.cli.line.VerbLine;
import dev.sealer.cli.merge.SealedFile;
import java.util.List;

/** Removes items from a sealed file. */
public final class RmVerb implements Verb {
  private final Argument<String> file =
      Argument.parameter(0, "FILE", "File with one SealedSecret.");

  private final Argument<List<String>> keys = Argument.parameters(1, 1, "KEY", "Keys to remove.");

  public RmVerb() {}

  @Override
  public VerbLine line() {
    return VerbLine.of(this, "Removes values from a sealed file. Everything else stays as it is.")
        .takes(file, keys)
        .footer("", "Example:", "  sealer rm db.sealed.yaml old-password");
  }

  @Override
  public Integer call() {
    SealedFile sealed = SealedFile.of(FileText.read(file.value()), file.value());
    keys.value().forEach(sealed::removeItem);
    sealed.writeBack();
    return 0;
  }
}
