package dev.sealer.sync.render;

import dev.sealer.crds.argoproj.ApplicationSource;
import dev.sealer.git.GitTree;
import dev.sealer.git.TreeFile;
import dev.sealer.git.TreeSnapshot;
import dev.sealer.sync.manifest.Glob;
import dev.sealer.sync.manifest.Manifest;
import dev.sealer.sync.manifest.ManifestException;
import dev.sealer.sync.manifest.ManifestReader;
import dev.sealer.sync.manifest.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the manifest files of a directory. */
final class DirectoryRenderer {

  private static final String SKIP_MARK = "+argocd:skip-file-rendering";
  private static final Pattern ACCEPTED = Pattern.compile(".*\\.(yaml|yml|json|jsonnet)");

  private final boolean recurse;
  private final boolean anyExtension;
  private final Optional<Glob> include;
  private final Optional<Glob> exclude;

  DirectoryRenderer(ApplicationSource.@Nullable Directory options) {
    this.recurse = options != null && Boolean.TRUE.equals(options.recurse());
    this.anyExtension = options != null && Boolean.TRUE.equals(options.disableExtensionFilter());
    this.include = glob(options == null ? null : options.include());
    this.exclude = glob(options == null ? null : options.exclude());
  }

  RenderedSource render(GitTree tree, String path) {
    TreeSnapshot snapshot = tree.directory(path, this::wanted);
    List<Manifest> manifests = new ArrayList<>();
    for (TreeFile file : snapshot.files()) {
      String shown = snapshot.pathInRepository(file);
      switch (file) {
        case TreeFile.Content content -> manifests.addAll(read(shown, content));
        case TreeFile.LfsPointer pointer ->
            throw ManifestException.at(
                new Origin(shown, 0),
                "the file is kept in Git LFS, which is not read; keep manifests in Git itself");
        case TreeFile.Submodule submodule -> refuseSubmodule(shown, submodule);
        case TreeFile.BrokenLink link ->
            throw ManifestException.at(
                new Origin(shown, 0),
                "the symbolic link to " + link.target() + " cannot be read: " + link.reason());
      }
    }
    return new RenderedSource(
        SourceType.DIRECTORY,
        manifests,
        List.of(),
        new TreeMap<>(Map.of(snapshot.path(), snapshot.hash())));
  }

  private void refuseSubmodule(String shown, TreeFile.Submodule submodule) {
    if (recurse && exclude.filter(glob -> glob.matches(submodule.path())).isEmpty()) {
      throw ManifestException.at(
          new Origin(shown, 0),
          "the directory is a Git submodule, which is not read; make it an application of its own"
              + " or exclude it with directory.exclude");
    }
  }

  private static List<Manifest> read(String shown, TreeFile.Content content) {
    byte[] bytes = content.bytes();
    if (content.text().contains(SKIP_MARK)) {
      return List.of();
    }
    if (shown.endsWith(".jsonnet")) {
      throw ManifestException.at(
          new Origin(shown, 0),
          "Jsonnet is not supported; render it before the commit, or exclude it with"
              + " directory.exclude");
    }
    return ManifestReader.read(shown, bytes);
  }

  private boolean wanted(String path) {
    if (path.endsWith("/")) {
      return recurse;
    }
    if (!anyExtension && !ACCEPTED.matcher(path).matches()) {
      return false;
    }
    return exclude.filter(glob -> glob.matches(path)).isEmpty()
        && include.map(glob -> glob.matches(path)).orElse(true);
  }

  private static Optional<Glob> glob(@Nullable String pattern) {
    return pattern == null || pattern.isEmpty()
        ? Optional.empty()
        : Optional.of(Glob.acrossSlashes(pattern));
  }
}
