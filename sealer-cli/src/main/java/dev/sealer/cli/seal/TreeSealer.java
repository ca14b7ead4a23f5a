package dev.sealer.cli.seal;

import dev.sealer.cli.fingerprint.Fingerprints;
import dev.sealer.cli.fingerprint.ValueSealer;
import dev.sealer.cli.io.AtomicFile;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.FileProblem;
import dev.sealer.cli.io.FileText;
import dev.sealer.cli.io.OutputDirectory;
import dev.sealer.cli.io.SourceFile;
import dev.sealer.cli.manifest.InvalidManifestException;
import dev.sealer.cli.manifest.ManifestText;
import dev.sealer.sealing.Sealer;
import dev.sealer.yaml.read.YamlException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Seals a file into another file, or into itself: wholly, or not at all. */
public final class TreeSealer {
  private final DocumentSealer sealing;
  private final Fingerprints fingerprints;
  private final boolean reseal;

  /** Seals by these rules. */
  public TreeSealer(DocumentSealer sealing, Fingerprints fingerprints, boolean reseal) {
    this.sealing = sealing;
    this.fingerprints = fingerprints;
    this.reseal = reseal;
  }

  /**
   * What is to be done.
   *
   * @param sealer for the cluster that the result is for
   * @param target where the result goes
   */
  public record Task(SourceFile source, Sealer sealer, Path target) {}

  /** Seals a file into a folder of results. Files without Secrets are copied as they are. */
  public FileOutcome into(OutputDirectory folder, Task task) {
    return guarded(
        task.source(),
        () -> {
          byte[] bytes = FileText.read(task.source().path().toString());
          ValueSealer items = new ValueSealer(task.sealer(), fingerprints, reseal);
          ManifestText text = ManifestText.of(bytes, task.source().name());
          DocumentSealer.Result result = seal(task.source(), text, items, standing(task.target()));
          byte[] output = result.secrets() == 0 ? bytes : utf8(result.text());
          folder.prepare(task.target());
          fingerprints.save();
          boolean written = AtomicFile.writeIfChanged(task.target().toString(), output);
          return done(task.source(), task.target().toString(), written, result, items);
        });
  }

  /** Seals a file in its place. One without Secrets is not touched. */
  public FileOutcome inPlace(SourceFile source, Sealer sealer) {
    return guarded(
        source,
        () -> {
          byte[] bytes = FileText.read(source.path().toString());
          ValueSealer items = new ValueSealer(sealer, fingerprints, reseal);
          ManifestText text = ManifestText.of(bytes, source.name());
          DocumentSealer.Result result = seal(source, text, items, ExistingCiphertexts.of(text));
          fingerprints.save();
          boolean written =
              result.secrets() > 0
                  && AtomicFile.replaceUnchanged(
                      source.path().toString(), bytes, utf8(result.text()));
          return done(source, source.name(), written, result, items);
        });
  }

  private DocumentSealer.Result seal(
      SourceFile source, ManifestText text, ValueSealer items, ExistingCiphertexts standing) {
    return !source.named() && DocumentSealer.isForeign(text)
        ? new DocumentSealer.Result(List.of(), text.isJson(), text.text(), 0, 0)
        : sealing.seal(text, items, standing);
  }

  private static ExistingCiphertexts standing(Path target) {
    if (!Files.isRegularFile(target)) {
      return ExistingCiphertexts.none();
    }
    ManifestText text;
    try {
      text = ManifestText.of(FileText.read(target.toString()), target.toString());
    } catch (YamlException e) {
      throw new CommandFailure(
          "cannot parse existing output file " + e.getMessage() + "; fix or delete it", e);
    }
    if (DocumentSealer.holdsSecret(text)) {
      throw new CommandFailure(
          target + " contains an unsealed Secret; delete it or choose another --out-dir");
    }
    return ExistingCiphertexts.of(text);
  }

  private static FileOutcome done(
      SourceFile source,
      String target,
      boolean written,
      DocumentSealer.Result result,
      ValueSealer items) {
    return new FileOutcome.Done(
        source.name(),
        target,
        written,
        result.secrets(),
        result.sealedBefore(),
        items.sealed(),
        items.kept(),
        items.notes());
  }

  private interface Work {
    FileOutcome run();
  }

  /** A problem with one file is told with its name, and the others go on. */
  private static FileOutcome guarded(SourceFile source, Work work) {
    try {
      return work.run();
    } catch (CommandFailure | InvalidManifestException | YamlException e) {
      String reason = String.valueOf(e.getMessage());
      String prefix = source.name() + ": ";
      return new FileOutcome.Failed(
          new FileProblem(
              source.name(),
              reason.startsWith(prefix) ? reason.substring(prefix.length()) : reason));
    } catch (OutOfMemoryError e) {
      return new FileOutcome.Failed(
          new FileProblem(source.name(), "does not fit into memory: split it into smaller files"));
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
