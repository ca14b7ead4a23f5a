package dev.sealer.e2e.quickstart;

import dev.sealer.testbed.process.Command;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A developer's clone of the walk's repository.
 *
 * @param folder its root
 */
record WorkingCopy(Path folder) {

  private static final List<String> MANIFESTS =
      List.of(
          "base/kustomization.yaml",
          "base/deployment.yaml",
          "overlays/demo/kustomization.yaml",
          "overlays/demo/practice-store.yaml",
          "overlays/demo/payment.yaml");

  /** Clones {@code url}, which may hold credentials, and writes the walk's manifests. */
  static WorkingCopy cloneFrom(String url, Path folder) {
    WorkingCopy copy = new WorkingCopy(folder);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
    copy.git("init", "--quiet", "--initial-branch=main");
    copy.git("config", "user.name", "Quick Start");
    copy.git("config", "user.email", "quickstart@example.org");
    copy.git("remote", "add", "origin", url);
    MANIFESTS.forEach(path -> copy.write(path, manifest(path)));
    return copy;
  }

  /** Returns a manifest of the walk from this module's resources. */
  static String manifest(String path) {
    try (InputStream in = WorkingCopy.class.getResourceAsStream("/quickstart/" + path)) {
      if (in == null) {
        throw new IllegalStateException("the walk's manifest " + path + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(String path, String text) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path, e);
    }
  }

  String read(String path) {
    try {
      return Files.readString(folder.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  /** Commits everything and pushes; gives the commit's SHA. */
  String commitAndPush(String message) {
    git("add", "--all");
    git("commit", "--quiet", "--message=" + message);
    git("push", "--quiet", "origin", "main");
    return git("rev-parse", "HEAD").strip();
  }

  /** Undoes the newest commit by a new one and pushes; gives its SHA. */
  String revertAndPush() {
    git("revert", "--no-edit", "HEAD");
    git("push", "--quiet", "origin", "main");
    return git("rev-parse", "HEAD").strip();
  }

  private String git(String... arguments) {
    List<String> argv = new ArrayList<>(List.of("git"));
    argv.addAll(List.of(arguments));
    return Command.of(argv).in(folder).run().orThrow().stdout();
  }
}
