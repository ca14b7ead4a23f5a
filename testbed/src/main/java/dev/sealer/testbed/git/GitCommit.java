package dev.sealer.testbed.git;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A commit to be made: {@code GitCommit.of("message").by("Jane", "jane@example.org").file(path,
 * text).delete(path)}. Paths are relative to the root of the repository. Each call gives a new
 * value.
 */
public final class GitCommit {
  private enum Kind {
    FILE("100644"),
    EXECUTABLE("100755"),
    LINK("120000"),
    DELETED("");

    private final String mode;

    Kind(String mode) {
      this.mode = mode;
    }
  }

  private record Change(Kind kind, String content) {}

  private final String message;
  private final String author;
  private final Instant when;
  private final Map<String, Change> changes;

  private GitCommit(String message, String author, Instant when, Map<String, Change> changes) {
    this.message = message;
    this.author = author;
    this.when = when;
    this.changes = changes;
  }

  /** A commit by the testbed's default author, made now, that changes nothing yet. */
  public static GitCommit of(String message) {
    return new GitCommit(message, "Testbed Author <author@example.org>", Instant.now(), Map.of());
  }

  /** Returns the commit with another author, who is also the committer. */
  public GitCommit by(String name, String email) {
    return new GitCommit(message, name + " <" + email + ">", when, changes);
  }

  /** Returns the commit at another time; whole seconds. */
  public GitCommit at(Instant time) {
    return new GitCommit(message, author, time, changes);
  }

  /** Adds or replaces a file. */
  public GitCommit file(String path, String content) {
    return change(path, new Change(Kind.FILE, content));
  }

  /** Adds or replaces files: path to content. */
  public GitCommit files(Map<String, String> files) {
    Map<String, Change> more = new LinkedHashMap<>(changes);
    files.forEach((path, content) -> more.put(path, new Change(Kind.FILE, content)));
    return new GitCommit(message, author, when, more);
  }

  /** Adds or replaces an executable file. */
  public GitCommit executable(String path, String content) {
    return change(path, new Change(Kind.EXECUTABLE, content));
  }

  /** Adds or replaces a symbolic link. */
  public GitCommit link(String path, String target) {
    return change(path, new Change(Kind.LINK, target));
  }

  /** Deletes a file or a whole folder. */
  public GitCommit delete(String path) {
    return change(path, new Change(Kind.DELETED, ""));
  }

  private GitCommit change(String path, Change change) {
    Map<String, Change> more = new LinkedHashMap<>(changes);
    more.put(path, change);
    return new GitCommit(message, author, when, more);
  }

  /** The commit in the stream format of {@code git fast-import}. */
  byte[] fastImport(String branch, boolean branchExists) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String person = author + " " + when.getEpochSecond() + " +0000\n";
    line(out, "commit refs/heads/" + branch + "\n");
    line(out, "author " + person);
    line(out, "committer " + person);
    data(out, message);
    if (branchExists) {
      line(out, "from refs/heads/" + branch + "^0\n");
    }
    changes.forEach((path, change) -> {
      if (change.kind() == Kind.DELETED) {
        line(out, "D " + path + "\n");
      } else {
        line(out, "M " + change.kind().mode + " inline " + path + "\n");
        data(out, change.content());
      }
    });
    return out.toByteArray();
  }

  private static void line(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void data(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    line(out, "data " + bytes.length + "\n");
    out.writeBytes(bytes);
    line(out, "\n");
  }
}
