package dev.sealer.sync.engine;

import dev.sealer.git.CommitInfo;
import dev.sealer.git.GitException;
import dev.sealer.git.GitFailure;
import dev.sealer.git.GitSource;
import dev.sealer.git.GitTree;
import dev.sealer.git.RefTable;
import dev.sealer.git.RepositoryUrl;
import dev.sealer.git.ResolvedRevision;
import dev.sealer.git.TreeEntry;
import dev.sealer.git.TreeFile;
import dev.sealer.git.TreeSnapshot;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Repositories with one branch, {@code main}, in memory. For one thread at a time. */
public final class MemoryGit implements GitSource {

  public static final String URL = "https://git.example.com/team/app";
  private static final String BRANCH = "main";

  private final Map<String, Map<String, String>> commits = new TreeMap<>();
  private final Map<String, String> heads = new TreeMap<>();
  private int lookups;
  private int polls;
  private int renders;
  private @Nullable GitFailure failure;
  private @Nullable RuntimeException defect;

  /** Makes a commit of {@code files}, path and content in turn, which replaces all before. */
  public String commit(String... files) {
    return commitTo(URL, files);
  }

  /** Makes a commit in a repository of its own. */
  String commitTo(String url, String... files) {
    Map<String, String> tree = new TreeMap<>();
    for (int i = 0; i < files.length; i += 2) {
      tree.put(files[i], files[i + 1]);
    }
    String sha = String.format("%040x", commits.size() + 1);
    commits.put(sha, Map.copyOf(tree));
    heads.put(url, sha);
    return sha;
  }

  /** Returns the newest commit. */
  public String head() {
    return heads.getOrDefault(URL, "");
  }

  /** Fails everything with {@code why} from now on; null for nothing. */
  public void failWith(@Nullable GitFailure why) {
    failure = why;
  }

  /** Returns how often a revision was looked up. */
  int lookups() {
    return lookups;
  }

  /** Returns how often the list of refs was read by itself. */
  int polls() {
    return polls;
  }

  /** Returns how often a directory was read. */
  int renders() {
    return renders;
  }

  /** Throws {@code what} in everything from now on, as a defect would; null for nothing. */
  void breakWith(@Nullable RuntimeException what) {
    defect = what;
  }

  private void check() {
    RuntimeException broken = defect;
    if (broken != null) {
      throw broken;
    }
    GitFailure now = failure;
    if (now != null) {
      throw new GitException(now);
    }
  }

  @Override
  public GitSource forTenant(String tenant) {
    return this;
  }

  @Override
  public ResolvedRevision resolve(RepositoryUrl url, String revision, Duration maxAge) {
    lookups++;
    // A commit that is on disk needs no server.
    if (commits.containsKey(revision)) {
      return new ResolvedRevision(revision, revision, Optional.empty());
    }
    return table(url)
        .find(revision)
        .orElseThrow(() -> new GitException(new GitFailure.NoSuchRevision(url.shown(), revision)));
  }

  @Override
  public RefTable refs(RepositoryUrl url, Duration maxAge) {
    polls++;
    return table(url);
  }

  private RefTable table(RepositoryUrl url) {
    check();
    String head = heads.getOrDefault(url.shown(), "");
    return new RefTable(Map.of("refs/heads/" + BRANCH, head, "HEAD", head));
  }

  @Override
  public void fetchAll(RepositoryUrl url) {
    check();
  }

  @Override
  public GitTree open(RepositoryUrl url, ResolvedRevision revision) {
    return new Tree(url, revision.sha(), commits.getOrDefault(revision.sha(), Map.of()));
  }

  @Override
  public void close() {
    // There is nothing to release.
  }

  private final class Tree implements GitTree {
    private final RepositoryUrl url;
    private final String sha;
    private final Map<String, String> files;

    Tree(RepositoryUrl url, String sha, Map<String, String> files) {
      this.url = url;
      this.sha = sha;
      this.files = files;
    }

    @Override
    public CommitInfo commit() {
      Instant at = Instant.parse("2025-12-31T00:00:00Z");
      return new CommitInfo(sha, "Ada Example", "ada@example.org", at, at, "change " + sha);
    }

    private boolean has(String path) {
      return path.isEmpty() || files.keySet().stream().anyMatch(f -> f.startsWith(path + "/"));
    }

    @Override
    public Optional<String> directoryHash(String path) {
      return has(path)
          ? Optional.of(String.format("%040x", below(path).hashCode()))
          : Optional.empty();
    }

    private Map<String, String> below(String path) {
      String prefix = path.isEmpty() ? "" : path + "/";
      Map<String, String> found = new TreeMap<>();
      files.forEach((file, content) -> {
        if (file.startsWith(prefix)) {
          found.put(file.substring(prefix.length()), content);
        }
      });
      return found;
    }

    @Override
    public TreeSnapshot directory(String path, Predicate<String> wanted) {
      renders++;
      String hash =
          directoryHash(path)
              .orElseThrow(
                  () -> new GitException(new GitFailure.NoSuchPath(url.shown(), sha, path)));
      List<TreeFile> found = new ArrayList<>();
      below(path)
          .forEach((file, content) -> {
            int slash = file.indexOf('/');
            boolean inside = slash < 0 || wanted.test(file.substring(0, slash + 1));
            if (inside && wanted.test(file)) {
              found.add(new TreeFile.Content(file, content.getBytes(StandardCharsets.UTF_8)));
            }
          });
      return new TreeSnapshot(path, hash, found);
    }

    @Override
    public List<TreeEntry> entries() {
      throw new UnsupportedOperationException("no test asks for it");
    }

    @Override
    public Optional<byte[]> content(String object, int limitBytes) {
      throw new UnsupportedOperationException("no test asks for it");
    }

    @Override
    public void close() {
      // There is nothing to release.
    }
  }
}
