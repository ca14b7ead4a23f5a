package dev.sealer.git.jgit;

import dev.sealer.git.GitException;
import dev.sealer.git.GitFailure;
import dev.sealer.git.RepositoryPath;
import dev.sealer.git.RepositoryUrl;
import dev.sealer.git.TreeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Reads directories of one tree; follows symbolic links inside the repository and no other. */
final class TreeReader {

  /** Empty files cost no bytes, and a few trees that hold each other many times give millions. */
  private static final byte[] LFS_HEAD =
      "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.US_ASCII);

  /** A reader recurses for each level, and keeps the path of each. */
  private static final int MAX_LEVELS = 100;

  /** The longest path that Linux takes. */
  private static final int MAX_PATH = 4096;

  private static final int MAX_LINK_HOPS = 32;
  private static final int MAX_LINK_BYTES = 4096;

  private final RepositoryUrl url;
  private final Repository repository;
  private final ObjectId root;
  private final ReadBudget budget;
  private final SortedSet<String> outside = new TreeSet<>();

  TreeReader(RepositoryUrl url, Repository repository, ObjectId root, ReadBudget budget) {
    this.url = url;
    this.repository = repository;
    this.root = root;
    this.budget = budget;
  }

  /** The tree at {@code path}, or empty when there is none. */
  Optional<ObjectId> directory(String path) throws IOException {
    return entry(path).filter(entry -> entry.mode().equals(FileMode.TREE)).map(Entry::id);
  }

  /** Everything wanted below {@code tree}, whose place in the repository is {@code path}. */
  List<TreeFile> read(String path, ObjectId tree, Predicate<String> wanted) throws IOException {
    List<TreeFile> files = new ArrayList<>();
    new Walk(path, wanted, files).descend(path, "", tree, 0);
    files.sort(Comparator.comparing(TreeFile::path));
    return files;
  }

  /**
   * Returns what links that were followed lead to outside of the directory that was read: each path
   * with the hash of its content. The hash of the directory says nothing about it.
   */
  SortedSet<String> outside() {
    return Collections.unmodifiableSortedSet(outside);
  }

  private record Entry(FileMode mode, ObjectId id) {}

  private Optional<Entry> entry(String path) throws IOException {
    if (path.isEmpty()) {
      return Optional.of(new Entry(FileMode.TREE, root));
    }
    try (TreeWalk walk = TreeWalk.forPath(repository, path, root)) {
      return walk == null
          ? Optional.empty()
          : Optional.of(new Entry(walk.getFileMode(0), walk.getObjectId(0)));
    }
  }

  private final class Walk {
    private final String start;
    private final Predicate<String> wanted;
    private final List<TreeFile> files;

    /** The directories, by their place in the repository, that the walk is in. */
    private final Set<String> inside = new HashSet<>();

    Walk(String start, Predicate<String> wanted, List<TreeFile> files) {
      this.start = start;
      this.wanted = wanted;
      this.files = files;
    }

    /** Reads a directory. One that a link leads back into has nothing that is not read already. */
    void descend(String place, String relative, ObjectId tree, int hops) throws IOException {
      if (inside.size() >= MAX_LEVELS) {
        throw tooDeep(start);
      }
      if (inside.add(place)) {
        list(place, relative, tree, hops);
        inside.remove(place);
      }
    }

    private void list(String place, String relative, ObjectId tree, int hops) throws IOException {
      try (TreeWalk walk = new TreeWalk(repository)) {
        walk.addTree(tree);
        while (walk.next()) {
          String name = walk.getNameString();
          if (!isFileName(name)) {
            throw new GitException(new GitFailure.BadName(url.shown(), place));
          }
          budget.addEntry(start);
          // The lengths first: paths that are joined at each level are what fills the memory.
          if (Math.max(place.length(), relative.length()) + name.length() >= MAX_PATH) {
            throw tooDeep(start);
          }
          budget.addBytes(start, relative.length() + name.length());
          take(
              RepositoryPath.join(place, name),
              RepositoryPath.join(relative, name),
              new Entry(walk.getFileMode(0), walk.getObjectId(0)),
              hops);
        }
      }
    }

    private void take(String place, String relative, Entry entry, int hops) throws IOException {
      if (entry.mode().equals(FileMode.TREE)) {
        if (wanted.test(relative + "/")) {
          descend(place, relative, entry.id(), hops);
        }
      } else if (entry.mode().equals(FileMode.GITLINK)) {
        files.add(new TreeFile.Submodule(relative));
      } else if (entry.mode().equals(FileMode.SYMLINK)) {
        follow(place, relative, entry.id(), hops);
      } else if (wanted.test(relative)) {
        files.add(content(relative, entry.id()));
      }
    }

    private void follow(String place, String relative, ObjectId link, int hops) throws IOException {
      if (!wanted.test(relative) && !wanted.test(relative + "/")) {
        return;
      }
      byte[] written = repository.open(link, Constants.OBJ_BLOB).getBytes(MAX_LINK_BYTES);
      String target = new String(written, StandardCharsets.UTF_8);
      if (!budget.addLink()) {
        throw badLink(place, target, "too many links were followed to come here");
      }
      String resolved =
          RepositoryPath.resolve(RepositoryPath.parent(place), target)
              .orElseThrow(() -> badLink(place, target, "it leaves the repository"));
      Optional<Entry> at = entry(resolved);
      if (!start.isEmpty() && !resolved.startsWith(start + "/")) {
        outside.add(resolved + " " + at.map(entry -> entry.id().name()).orElse("missing"));
      }
      if (at.isEmpty()) {
        files.add(new TreeFile.BrokenLink(relative, target, "the commit has nothing there"));
      } else if (hops >= MAX_LINK_HOPS) {
        files.add(new TreeFile.BrokenLink(relative, target, "it leads from link to link"));
      } else {
        take(resolved, relative, at.get(), hops + 1);
      }
    }

    private TreeFile content(String relative, ObjectId blob) throws IOException {
      ObjectLoader loader = repository.open(blob, Constants.OBJ_BLOB);
      budget.addBytes(start, loader.getSize());
      byte[] bytes =
          loader.getBytes(Math.toIntExact(Math.min(budget.limitBytes(), Integer.MAX_VALUE - 8)));
      return isLfsPointer(bytes)
          ? new TreeFile.LfsPointer(relative)
          : new TreeFile.Content(relative, bytes);
    }
  }

  /** Git itself checks names only when it is asked to, and a tree can be made by hand. */
  private static boolean isFileName(String name) {
    return !name.isEmpty()
        && !name.equals(".")
        && !name.equals("..")
        && !name.equalsIgnoreCase(".git")
        && name.indexOf('/') < 0
        && name.indexOf('\\') < 0
        && name.indexOf('\0') < 0;
  }

  private static boolean isLfsPointer(byte[] bytes) {
    return bytes.length >= LFS_HEAD.length
        && Arrays.equals(bytes, 0, LFS_HEAD.length, LFS_HEAD, 0, LFS_HEAD.length);
  }

  private GitException tooDeep(String start) {
    return new GitException(new GitFailure.TooDeep(url.shown(), start, MAX_LEVELS, MAX_PATH));
  }

  private GitException badLink(String place, String target, String reason) {
    return new GitException(new GitFailure.BadSymlink(url.shown(), place, target, reason));
  }
}
