package dev.sealer.sync.render;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Paths inside a repository: forward slashes, no slash at either end, empty for the root. */
final class RepositoryPath {

  private RepositoryPath() {}

  /** Resolves {@code path} against {@code base}; empty when it is absolute or leaves the root. */
  static Optional<String> resolve(String base, String path) {
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
}
