package dev.sealer.git;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Paths inside a repository: forward slashes, no slash at either end, empty for the root. */
public final class RepositoryPath {

  private RepositoryPath() {}

  /**
   * Reads a path from the root of a repository.
   *
   * @throws GitException if it leaves the repository
   */
  public static String parse(RepositoryUrl url, String path) {
    return resolve("", path)
        .orElseThrow(
            () -> new GitException(new GitFailure.PathOutsideRepository(url.shown(), path)));
  }

  /** Resolves {@code path} against {@code base}; empty when it is absolute or leaves the root. */
  public static Optional<String> resolve(String base, String path) {
    if (path.startsWith("/")) {
      return Optional.empty();
    }
    Deque<String> parts = new ArrayDeque<>();
    for (String part : (base + "/" + path).split("/", -1)) {
      if (part.equals("..")) {
        if (parts.pollLast() == null) {
          return Optional.empty();
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return Optional.of(String.join("/", parts));
  }

  /** Returns the directory of a path. */
  public static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /** Returns the path of an entry of a directory. */
  public static String join(String base, String name) {
    return base.isEmpty() ? name : base + "/" + name;
  }
}
