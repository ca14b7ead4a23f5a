package dev.sealer.git.jgit;

import dev.sealer.git.RepositoryUrl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevCommit;

/** A real repository with a working copy, written to by a test. */
final class TestRepository implements AutoCloseable {

  static final Instant WHEN = Instant.parse("2026-03-01T10:15:30Z");
  private static final PersonIdent AUTHOR =
      new PersonIdent("Ada Example", "ada@example.com", WHEN, ZoneOffset.UTC);

  private final Path folder;
  private final Git git;

  TestRepository(Path folder) throws GitAPIException {
    IsolatedSystemReader.install();
    this.folder = folder;
    this.git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call();
  }

  RepositoryUrl url() {
    return RepositoryUrl.parse("file://" + folder);
  }

  TestRepository write(String path, String content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    return this;
  }

  TestRepository link(String path, String target) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.createSymbolicLink(file, Path.of(target));
    return this;
  }

  TestRepository delete(String path) throws IOException, GitAPIException {
    git.rm().addFilepattern(path).call();
    return this;
  }

  /** Adds a submodule entry, as a clone without submodules holds it. */
  TestRepository submodule(String path) throws IOException {
    DirCache index = git.getRepository().lockDirCache();
    DirCacheBuilder builder = index.builder();
    builder.keep(0, index.getEntryCount());
    DirCacheEntry entry = new DirCacheEntry(path);
    entry.setFileMode(FileMode.GITLINK);
    entry.setObjectId(ObjectId.fromString("5".repeat(40)));
    builder.add(entry);
    builder.commit();
    return this;
  }

  String commit(String message) throws GitAPIException {
    git.add().addFilepattern(".").call();
    RevCommit commit =
        git.commit().setMessage(message).setAuthor(AUTHOR).setCommitter(AUTHOR).call();
    return commit.name();
  }

  /** Commits what is in the index, working copy or not. */
  String commitIndex(String message) throws GitAPIException {
    git.add().addFilepattern("app/a.yaml").call();
    return git.commit().setMessage(message).setAuthor(AUTHOR).setCommitter(AUTHOR).call().name();
  }

  /**
   * Commits a directory {@code app} whose one entry has a name that no working copy can have.
   *
   * @return the commit
   */
  String commitEntry(String name) throws IOException {
    try (ObjectInserter inserter = git.getRepository().newObjectInserter()) {
      ObjectId file = inserter.insert(Constants.OBJ_BLOB, new byte[0]);
      TreeFormatter app = new TreeFormatter();
      app.append(name.getBytes(StandardCharsets.UTF_8), FileMode.REGULAR_FILE, file);
      return commitApp(inserter, inserter.insert(app));
    }
  }

  /**
   * Commits a directory {@code app} with directories in each other, the last one with a file in it.
   *
   * @param name of each directory
   * @return the commit
   */
  String commitNested(int levels, String name) throws IOException {
    try (ObjectInserter inserter = git.getRepository().newObjectInserter()) {
      TreeFormatter last = new TreeFormatter();
      last.append(
          "a.yaml", FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, new byte[0]));
      ObjectId tree = inserter.insert(last);
      for (int i = 0; i < levels; i++) {
        TreeFormatter above = new TreeFormatter();
        above.append(name, FileMode.TREE, tree);
        tree = inserter.insert(above);
      }
      return commitApp(inserter, tree);
    }
  }

  private String commitApp(ObjectInserter inserter, ObjectId app) throws IOException {
    TreeFormatter root = new TreeFormatter();
    root.append("app", FileMode.TREE, app);
    CommitBuilder commit = new CommitBuilder();
    commit.setTreeId(inserter.insert(root));
    commit.setAuthor(AUTHOR);
    commit.setCommitter(AUTHOR);
    commit.setMessage("made by hand");
    ObjectId id = inserter.insert(commit);
    inserter.flush();
    RefUpdate update = git.getRepository().updateRef("refs/heads/main");
    update.setNewObjectId(id);
    update.forceUpdate();
    return id.name();
  }

  TestRepository branch(String name) throws GitAPIException {
    git.branchCreate().setName(name).call();
    return this;
  }

  /** A branch of another repository, as a fetch leaves it. */
  TestRepository remoteBranch(String name, String sha) throws IOException {
    RefUpdate update = git.getRepository().updateRef("refs/remotes/" + name);
    update.setNewObjectId(ObjectId.fromString(sha));
    update.update();
    return this;
  }

  TestRepository checkout(String name) throws GitAPIException {
    git.checkout().setName(name).call();
    return this;
  }

  TestRepository annotatedTag(String name) throws GitAPIException {
    git.tag().setName(name).setAnnotated(true).setMessage(name).setTagger(AUTHOR).call();
    return this;
  }

  TestRepository lightTag(String name) throws GitAPIException {
    git.tag().setName(name).setAnnotated(false).call();
    return this;
  }

  @Override
  public void close() {
    git.close();
  }
}
