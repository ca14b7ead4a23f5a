package dev.sealer.git.jgit;

import dev.sealer.git.GitException;
import dev.sealer.git.GitFailure;
import dev.sealer.git.RepositoryUrl;
import dev.sealer.git.ResolvedRevision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RefSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bare copy of one repository on disk: only the objects of commits that were asked for. */
final class Mirror implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Mirror.class);
  private static final int PACKS_BEFORE_REPACK = 40;

  private final RepositoryUrl url;
  private final FileRepository repository;
  private final ReentrantLock fetching = new ReentrantLock();
  private final AtomicBoolean grown = new AtomicBoolean(true);

  private Mirror(RepositoryUrl url, FileRepository repository) {
    this.url = url;
    this.repository = repository;
  }

  /** Opens the copy in {@code folder}, or begins one. */
  static Mirror open(RepositoryUrl url, Path folder) throws IOException {
    FileRepository repository = new FileRepository(folder.toFile());
    if (!repository.getObjectDatabase().exists()) {
      repository.create(true);
    }
    leaveCleaningToUs(repository.getConfig());
    return new Mirror(url, repository);
  }

  /**
   * Stops JGit from cleaning up after a fetch, on a thread of its own that nobody waits for: it
   * would work in a folder that is read, or deleted, at the same time.
   */
  private static void leaveCleaningToUs(StoredConfig config) throws IOException {
    config.setInt("gc", null, "auto", 0);
    config.setInt("gc", null, "autoPackLimit", 0);
    config.setBoolean("gc", null, "autoDetach", false);
    config.save();
  }

  /** Returns whether something was fetched since the last call, or since the copy was opened. */
  boolean takeGrown() {
    return grown.getAndSet(false);
  }

  Repository repository() {
    return repository;
  }

  /** Makes sure that the commit is here, and fetches it by name of the commit, then of the ref. */
  void require(Remote remote, ResolvedRevision revision) {
    ObjectId commit = ObjectId.fromString(revision.sha());
    // Readers of a commit that is here do not wait behind a fetch of another one.
    if (has(commit)) {
      return;
    }
    fetching.lock();
    try {
      if (has(commit)) {
        return;
      }
      grown.set(true);
      Optional<GitException> refused = fetchByName(remote, revision);
      if (!has(commit)) {
        fetchRefs(remote, revision);
      }
      if (!has(commit)) {
        throw refused
            .filter(e -> !(e.failure() instanceof GitFailure.NotReachable))
            .orElseGet(() -> noSuchRevision(revision.sha()));
      }
      repackIfScattered();
    } finally {
      fetching.unlock();
    }
  }

  /** Brings every branch and tag. */
  void fetchAll(Remote remote) {
    fetching.lock();
    try {
      fetchEverything(remote);
    } finally {
      fetching.unlock();
    }
  }

  /** Finds the one commit whose name begins with {@code prefix}; fetches all refs to look. */
  String expand(Remote remote, String prefix) {
    // Readers of a commit that is here do not wait behind a fetch of another one.
    List<ObjectId> known = commits(prefix);
    if (known.size() == 1) {
      return known.getFirst().name();
    }
    fetching.lock();
    try {
      List<ObjectId> here = commits(prefix);
      if (here.size() != 1) {
        fetchEverything(remote);
        here = commits(prefix);
      }
      if (here.isEmpty()) {
        throw noSuchRevision(prefix);
      }
      if (here.size() > 1) {
        throw new GitException(new GitFailure.AmbiguousRevision(url.shown(), prefix, here.size()));
      }
      return here.getFirst().name();
    } finally {
      fetching.unlock();
    }
  }

  /** Servers that speak protocol 2 give any commit by name, which no later push can race. */
  private Optional<GitException> fetchByName(Remote remote, ResolvedRevision revision) {
    String slot = "refs/sealer/" + Integer.toHexString(revision.revision().hashCode());
    try {
      remote.fetch(url, repository, List.of(new RefSpec("+" + revision.sha() + ":" + slot)));
      return Optional.empty();
    } catch (GitException e) {
      if (e.failure() instanceof GitFailure.NotAuthorised) {
        throw e;
      }
      return Optional.of(e);
    }
  }

  private void fetchRefs(Remote remote, ResolvedRevision revision) {
    if (revision.ref().isPresent()) {
      String slot = "refs/sealer/" + Integer.toHexString(revision.ref().get().hashCode());
      remote.fetch(url, repository, List.of(new RefSpec("+" + revision.ref().get() + ":" + slot)));
    } else {
      fetchEverything(remote);
    }
  }

  private void fetchEverything(Remote remote) {
    grown.set(true);
    List<RefSpec> specs = new ArrayList<>();
    specs.add(new RefSpec("+refs/heads/*:refs/remotes/all/heads/*"));
    specs.add(new RefSpec("+refs/tags/*:refs/remotes/all/tags/*"));
    if (url.isFile()) {
      specs.add(new RefSpec("+refs/remotes/*:refs/remotes/all/remotes/*"));
    }
    remote.fetch(url, repository, specs);
  }

  private boolean has(ObjectId commit) {
    try (RevWalk walk = new RevWalk(repository)) {
      walk.parseCommit(commit);
      return true;
    } catch (MissingObjectException e) {
      return false;
    } catch (IncorrectObjectTypeException e) {
      throw noSuchRevision(commit.name());
    } catch (IOException e) {
      throw JGitFailures.storage(url, e);
    }
  }

  private List<ObjectId> commits(String prefix) {
    try (ObjectReader reader = repository.newObjectReader();
        RevWalk walk = new RevWalk(reader)) {
      Collection<ObjectId> found = reader.resolve(AbbreviatedObjectId.fromString(prefix));
      return found.stream().filter(id -> isCommit(walk, id)).toList();
    } catch (IOException e) {
      throw JGitFailures.storage(url, e);
    }
  }

  private boolean isCommit(RevWalk walk, ObjectId id) {
    try {
      walk.parseCommit(id);
      return true;
    } catch (IncorrectObjectTypeException e) {
      return false;
    } catch (IOException e) {
      throw JGitFailures.storage(url, e);
    }
  }

  private void repackIfScattered() {
    if (repository.getObjectDatabase().getPacks().size() < PACKS_BEFORE_REPACK) {
      return;
    }
    try (Git git = Git.wrap(repository)) {
      git.gc().call();
    } catch (GitAPIException e) {
      LOG.warn("The copy of {} could not be repacked: {}", url, e.getMessage());
    }
  }

  private GitException noSuchRevision(String revision) {
    return new GitException(new GitFailure.NoSuchRevision(url.shown(), revision));
  }

  @Override
  public void close() {
    repository.close();
  }
}
