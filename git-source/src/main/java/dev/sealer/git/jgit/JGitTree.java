package dev.sealer.git.jgit;

import dev.sealer.git.CommitInfo;
import dev.sealer.git.GitException;
import dev.sealer.git.GitFailure;
import dev.sealer.git.GitTree;
import dev.sealer.git.RepositoryPath;
import dev.sealer.git.RepositoryUrl;
import dev.sealer.git.TreeEntry;
import dev.sealer.git.TreeFile;
import dev.sealer.git.TreeSnapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** A commit's tree in a {@link Mirror}. */
final class JGitTree implements GitTree {

  private final RepositoryUrl url;
  private final Repository repository;
  private final ReadBudget budget;
  private final Runnable whenClosed;
  private final RevCommit commit;
  private boolean closed;

  private JGitTree(
      RepositoryUrl url,
      Repository repository,
      RevCommit commit,
      ReadBudget budget,
      Runnable whenClosed) {
    this.url = url;
    this.repository = repository;
    this.commit = commit;
    this.budget = budget;
    this.whenClosed = whenClosed;
  }

  static JGitTree open(
      RepositoryUrl url, Repository repository, String sha, long limitBytes, Runnable whenClosed) {
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit commit = walk.parseCommit(ObjectId.fromString(sha));
      walk.parseBody(commit);
      return new JGitTree(url, repository, commit, new ReadBudget(url, limitBytes), whenClosed);
    } catch (IOException e) {
      throw JGitFailures.storage(url, e);
    }
  }

  @Override
  public CommitInfo commit() {
    PersonIdent author = commit.getAuthorIdent();
    return new CommitInfo(
        commit.name(),
        author.getName(),
        author.getEmailAddress(),
        author.getWhenAsInstant(),
        commit.getCommitterIdent().getWhenAsInstant(),
        commit.getShortMessage());
  }

  @Override
  public Optional<String> directoryHash(String path) {
    try {
      return reader().directory(RepositoryPath.parse(url, path)).map(ObjectId::name);
    } catch (IOException e) {
      throw JGitFailures.storage(url, e);
    }
  }

  @Override
  public TreeSnapshot directory(String path, Predicate<String> wanted) {
    String clean = RepositoryPath.parse(url, path);
    try {
      TreeReader reader = reader();
      ObjectId tree =
          reader
              .directory(clean)
              .orElseThrow(() ->
                  new GitException(
                      new GitFailure.NoSuchPath(
                          url.shown(), commit.name(), clean.isEmpty() ? "." : clean)));
      List<TreeFile> files = reader.read(clean, tree, wanted);
      return new TreeSnapshot(clean, hash(tree, reader.outside()), files);
    } catch (IOException e) {
      throw JGitFailures.storage(url, e);
    }
  }

  private static String hash(ObjectId tree, SortedSet<String> outside) {
    if (outside.isEmpty()) {
      return tree.name();
    }
    try {
      String all = tree.name() + '\n' + String.join("\n", outside);
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public List<TreeEntry> entries() {
    List<TreeEntry> entries = new ArrayList<>();
    try (TreeWalk walk = new TreeWalk(repository)) {
      walk.addTree(commit.getTree());
      walk.setRecursive(true);
      while (walk.next()) {
        entries.add(
            new TreeEntry(
                walk.getPathString(), kind(walk.getFileMode(0)), walk.getObjectId(0).name()));
      }
      return entries;
    } catch (IOException e) {
      throw JGitFailures.storage(url, e);
    }
  }

  private static TreeEntry.Kind kind(FileMode mode) {
    if (mode.equals(FileMode.SYMLINK)) {
      return TreeEntry.Kind.SYMLINK;
    }
    return mode.equals(FileMode.GITLINK) ? TreeEntry.Kind.SUBMODULE : TreeEntry.Kind.FILE;
  }

  @Override
  public Optional<byte[]> content(String object, int limitBytes) {
    try {
      ObjectLoader loader = repository.open(ObjectId.fromString(object), Constants.OBJ_BLOB);
      return loader.getSize() > limitBytes
          ? Optional.empty()
          : Optional.of(loader.getBytes(limitBytes));
    } catch (IOException e) {
      throw JGitFailures.storage(url, e);
    }
  }

  private TreeReader reader() {
    return new TreeReader(url, repository, commit.getTree(), budget);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      whenClosed.run();
    }
  }

  @Override
  public String toString() {
    return "JGitTree[" + url + " " + commit.name() + " " + FileMode.TREE + "]";
  }
}
