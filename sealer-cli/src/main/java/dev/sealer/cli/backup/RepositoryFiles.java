package dev.sealer.cli.backup;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sealer.cli.backup.plan.CoverageReport.FileNote;
import dev.sealer.cli.backup.plan.CoverageReport.Place;
import dev.sealer.cli.backup.plan.RepositoryFile;
import dev.sealer.git.GitSource;
import dev.sealer.git.GitTree;
import dev.sealer.git.RepositoryUrl;
import dev.sealer.git.ResolvedRevision;
import dev.sealer.git.TreeEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The distinct files of several commits, each read once. Symbolic links are not followed: what they
 * point at is in the repository itself, or not in it at all.
 *
 * @param refs the names of the commits
 * @param read how many distinct files there are
 * @param found those that hold SealedSecrets or should
 * @param notRead submodules and files in Git LFS
 */
public record RepositoryFiles(
    List<String> refs, int read, List<Found> found, List<FileNote> notRead) {

  /** Larger files are not manifests: no API server takes an object of this size. */
  private static final int MAX_FILE_BYTES = 16 << 20;

  private static final byte[] LFS_HEAD =
      "version https://git-lfs.github.com/spec/".getBytes(US_ASCII);

  /** A file, all places that have just this content, and what it holds. */
  public record Found(List<Place> places, RepositoryFile reading) {}

  /**
   * Reads the files of {@code commits}.
   *
   * @param wanted asked with each path
   */
  static RepositoryFiles read(
      GitSource source,
      RepositoryUrl url,
      Map<String, ResolvedRevision> commits,
      Predicate<String> wanted) {
    Reader reader = new Reader(wanted);
    commits.forEach((name, revision) -> {
      try (GitTree tree = source.open(url, revision)) {
        reader.take(name, tree);
      }
    });
    return reader.finish(List.copyOf(commits.keySet()));
  }

  /** An entry by what it is and where it is. */
  private record Key(TreeEntry.Kind kind, String object) {}

  private static final class Reader {

    private final Predicate<String> wanted;
    private final Map<Key, Map<String, List<String>>> refsByPath = new LinkedHashMap<>();
    private final Map<Key, RepositoryFile> readings = new HashMap<>();
    private final Map<Key, String> elsewhere = new HashMap<>();
    private final Set<Key> readAsManifest = new HashSet<>();

    Reader(Predicate<String> wanted) {
      this.wanted = wanted;
    }

    void take(String ref, GitTree tree) {
      for (TreeEntry entry : tree.entries()) {
        if (entry.kind() != TreeEntry.Kind.SYMLINK && wanted.test(entry.path())) {
          Key key = new Key(entry.kind(), entry.object());
          boolean manifest = RepositoryFile.isManifest(entry.path());
          // The same bytes under a name that says more: prose there may be a manifest here.
          if (!refsByPath.containsKey(key) || (manifest && !readAsManifest.contains(key))) {
            look(key, entry.path(), tree);
          }
          if (manifest) {
            readAsManifest.add(key);
          }
          refsByPath
              .computeIfAbsent(key, _ -> new LinkedHashMap<>())
              .computeIfAbsent(entry.path(), _ -> new ArrayList<>())
              .add(ref);
        }
      }
    }

    private void look(Key key, String path, GitTree tree) {
      if (key.kind() == TreeEntry.Kind.SUBMODULE) {
        elsewhere.put(key, "a submodule: check its repository by itself");
        return;
      }
      Optional<byte[]> content = tree.content(key.object(), MAX_FILE_BYTES);
      if (content.isEmpty()) {
        if (RepositoryFile.isManifest(path)) {
          readings.put(key, new RepositoryFile.Unreadable("it is larger than 16 MiB"));
        }
      } else if (isLfsPointer(content.get())) {
        elsewhere.put(key, "a file in Git LFS, which is not read");
      } else {
        readings.put(key, RepositoryFile.of(content.get(), path));
      }
    }

    RepositoryFiles finish(List<String> refs) {
      List<Found> found = new ArrayList<>();
      List<FileNote> notRead = new ArrayList<>();
      refsByPath.forEach((key, paths) -> {
        List<Place> places =
            paths.entrySet().stream().map(e -> new Place(e.getValue(), e.getKey())).toList();
        RepositoryFile reading = readings.get(key);
        if (reading != null && holdsSomething(reading)) {
          found.add(new Found(places, reading));
        }
        String why = elsewhere.get(key);
        if (why != null) {
          places.forEach(place -> notRead.add(new FileNote(place, why)));
        }
      });
      return new RepositoryFiles(refs, files(), List.copyOf(found), List.copyOf(notRead));
    }

    private int files() {
      return (int)
          refsByPath.keySet().stream().filter(key -> key.kind() == TreeEntry.Kind.FILE).count();
    }

    private static boolean holdsSomething(RepositoryFile reading) {
      return !(reading instanceof RepositoryFile.Objects(var objects)) || !objects.isEmpty();
    }

    private static boolean isLfsPointer(byte[] content) {
      return content.length >= LFS_HEAD.length
          && Arrays.equals(content, 0, LFS_HEAD.length, LFS_HEAD, 0, LFS_HEAD.length);
    }
  }
}
