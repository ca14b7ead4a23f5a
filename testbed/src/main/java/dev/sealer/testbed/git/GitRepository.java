package dev.sealer.testbed.git;

import dev.sealer.testbed.process.CommandOutcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A bare repository on the test server. Commits show to clients at once, as after a push. */
public final class GitRepository {
  /** The branch a new repository's HEAD names. */
  public static final String MAIN = "main";

  private final GitCommand git;
  private final Path folder;
  private final URI url;

  private GitRepository(GitCommand git, Path folder, URI url) {
    this.git = git;
    this.folder = folder;
    this.url = url;
  }

  static GitRepository create(GitCommand git, Path folder, URI url) {
    makeFolder(folder);
    git.output(folder, "init", "--bare", "--initial-branch=" + MAIN);
    git.output(folder, "config", "http.receivepack", "true");
    git.output(folder, "config", "uploadpack.allowAnySHA1InWant", "true");
    git.output(folder, "config", "uploadpack.allowFilter", "true");
    git.output(folder, "config", "core.fsync", "none");
    return new GitRepository(git, folder, url);
  }

  /** Where clients reach it; without credentials in it. */
  public URI url() {
    return url;
  }

  /** The bare repository on disk, for searches. */
  public Path folder() {
    return folder;
  }

  /** Commits to the main branch; gives the new commit's SHA. */
  public String commit(GitCommit commit) {
    return commit(MAIN, commit);
  }

  /** Commits to a branch, which is made, without history, if it is not there. */
  public synchronized String commit(String branch, GitCommit commit) {
    byte[] stream = commit.fastImport(branch, find("refs/heads/" + branch).isPresent());
    git.in(folder, "fast-import", "--quiet").run(stream).orThrow();
    return sha("refs/heads/" + branch);
  }

  /**
   * Commits a directory with one file to a branch of its own. No client checks the name of the
   * file, as {@code git push} would, and no copy of the file is read into memory.
   *
   * @param name the name, which may be one that no file can have
   */
  public synchronized void commitUnchecked(
      String branch, String directory, String name, Path file) {
    String blob = git.output(folder, "hash-object", "-w", file.toString());
    String tree = tree("40000", directory, tree("100644", name, blob));
    String commit = git.output(folder, "commit-tree", "-m", "made by hand", tree);
    git.output(folder, "update-ref", "refs/heads/" + branch, commit);
  }

  private String tree(String mode, String name, String object) {
    ByteArrayOutputStream entry = new ByteArrayOutputStream();
    entry.writeBytes((mode + " " + name + "\0").getBytes(StandardCharsets.UTF_8));
    entry.writeBytes(HexFormat.of().parseHex(object));
    return git.in(folder, "hash-object", "-w", "-t", "tree", "--literally", "--stdin")
        .run(entry.toByteArray())
        .orThrow()
        .stdout()
        .strip();
  }

  /** Makes or moves a branch, as a forced push would. */
  public void branch(String name, String revision) {
    git.output(folder, "update-ref", "refs/heads/" + name, sha(revision));
  }

  /** Deletes a branch. */
  public void deleteBranch(String name) {
    git.output(folder, "update-ref", "-d", "refs/heads/" + name);
  }

  /** Makes or moves a lightweight tag. */
  public void tag(String name, String revision) {
    git.output(folder, "tag", "--force", name, revision);
  }

  /** Makes or moves an annotated tag. */
  public void annotatedTag(String name, String revision, String message) {
    git.output(folder, "tag", "--force", "--annotate", "--message=" + message, name, revision);
  }

  /** Deletes a tag. */
  public void deleteTag(String name) {
    git.output(folder, "tag", "--delete", name);
  }

  /** Undoes a commit on the main branch by a new commit, as {@code git revert} does. */
  public synchronized String revert(String commit) {
    Path clone = temporaryFolder();
    try {
      git.output(clone, "clone", "--quiet", "--branch=" + MAIN, folder.toString(), ".");
      git.output(clone, "revert", "--no-edit", commit);
      git.output(clone, "push", "--quiet", "origin", MAIN);
      return sha(MAIN);
    } finally {
      delete(clone);
    }
  }

  /** The SHA of the commit that a branch, tag or revision names. */
  public String sha(String revision) {
    return find(revision)
        .orElseThrow(() -> new IllegalArgumentException("no revision " + revision + " in " + url));
  }

  /** The text of a file at a revision; empty when there is none. */
  public Optional<String> read(String revision, String path) {
    CommandOutcome shown = git.in(folder, "cat-file", "blob", revision + ":" + path).run();
    return shown.exitCode() == 0 ? Optional.of(shown.stdout()) : Optional.empty();
  }

  /** The paths of all files at a revision. */
  public List<String> paths(String revision) {
    String listed = git.output(folder, "ls-tree", "-r", "-z", "--name-only", revision);
    return Stream.of(listed.split("\0")).filter(path -> !path.isEmpty()).toList();
  }

  /** SHA, author and subject of the commits that a revision reaches, newest first. */
  public List<Entry> log(String revision) {
    List<Entry> entries = new ArrayList<>();
    String format = "--format=%H%x00%an <%ae>%x00%s";
    for (String line : git.output(folder, "log", format, revision).lines().toList()) {
      String[] parts = line.split("\0", 3);
      entries.add(new Entry(parts[0], parts[1], parts[2]));
    }
    return entries;
  }

  /**
   * A commit in the history.
   *
   * @param sha its id
   * @param author as {@code Name <address>}
   * @param subject first line of its message
   */
  public record Entry(String sha, String author, String subject) {}

  /** The content of every object, also of those no branch reaches any more, by its id. */
  public Map<String, byte[]> objects() {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    String[] everything = {"cat-file", "--batch-all-objects", "--batch-check=%(objectname)"};
    for (String id : git.output(folder, everything).lines().toList()) {
      String type = git.output(folder, "cat-file", "-t", id);
      contents.put(id, git.in(folder, "cat-file", type, id).run().orThrow().stdoutBytes());
    }
    return contents;
  }

  private Optional<String> find(String revision) {
    CommandOutcome parsed =
        git.in(folder, "rev-parse", "--quiet", "--verify", revision + "^{commit}").run();
    return parsed.exitCode() == 0 ? Optional.of(parsed.stdout().strip()) : Optional.empty();
  }

  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("sealer-testbed-git-");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a temporary folder", e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }
}
