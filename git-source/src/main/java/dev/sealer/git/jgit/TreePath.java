package dev.sealer.git.jgit;

import dev.sealer.git.GitException;
import dev.sealer.git.GitFailure;
import dev.sealer.git.RepositoryUrl;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Paths inside a repository: forward slashes, no slash at either end, empty for the root. */
final class TreePath {

  private TreePath() {}

  static String parse(RepositoryUrl url, String path) {
    return normalise("", path)
        .orElseThrow(
            () -> new GitException(new GitFailure.PathOutsideRepository(url.shown(), path)));
  }

  /** Resolves {@code path} against {@code base}; empty when it is absolute or leaves the root. */
  static Optional<String> normalise(String base, String path) {
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

  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  static String join(String base, String name) {
    return base.isEmpty() ? name : base + "/" + name;
  }
}
