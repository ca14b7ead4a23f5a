package dev.sealer.testbed.git;

import dev.sealer.testbed.http.LocalHttpServer;
import dev.sealer.testbed.process.LoopbackPorts;
import dev.sealer.testbed.tools.ToolBinaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * A Git server over HTTP on this machine. Repositories want credentials unless they are made
 * public; it counts what clients ask for, and fails on demand.
 */
public final class GitServer implements AutoCloseable {
  private final GitCommand git;
  private final Path root;
  private final GitHandler handler;
  private final LocalHttpServer http;

  private GitServer(GitCommand git, Path root, String address) {
    this.git = git;
    this.root = root;
    this.handler = new GitHandler(git, root, GitCredentials.random());
    this.http = LocalHttpServer.start(address, handler);
  }

  /**
   * Starts a server on loopback that keeps its repositories in the folder, which is made if need
   * be.
   *
   * @throws dev.sealer.testbed.tools.MissingToolException if git is not on the PATH
   */
  public static GitServer start(Path folder) {
    return start(folder, LoopbackPorts.HOST);
  }

  /** Starts a server on another address of this machine, for clients that are not on loopback. */
  public static GitServer start(Path folder, String address) {
    Path git = ToolBinaries.onPath("git", "install Git").path();
    try {
      return new GitServer(
          new GitCommand(git), Files.createDirectories(folder.toAbsolutePath()), address);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
  }

  /** Makes an empty repository that wants credentials; the name may have slashes. */
  public GitRepository create(String name) {
    Path folder = root.resolve(name + ".git");
    return GitRepository.create(git, folder, uri().resolve("/" + name + ".git"));
  }

  /** Makes an empty repository that anyone can read; a push still wants credentials. */
  public GitRepository createPublic(String name) {
    handler.publish(name);
    return create(name);
  }

  /** The server's root URL. */
  public URI uri() {
    return http.uri();
  }

  /** The user and password that all repositories accept. */
  public GitCredentials credentials() {
    return handler.credentials();
  }

  /** Changes the password; the old one is refused from now on. */
  public GitCredentials rotateCredentials() {
    return handler.accept(GitCredentials.random());
  }

  /** Decides how requests are treated from now on; ends what hangs. */
  public void behave(GitBehaviour behaviour) {
    handler.behave(behaviour);
  }

  /** The requests so far that the filter accepts, oldest first. */
  public List<GitRequest> requests(Predicate<GitRequest> filter) {
    return handler.requests().stream().filter(filter).toList();
  }

  /** Returns how often clients sent this kind of request to a repository so far. */
  public int count(GitRepository repository, GitRequest.Kind kind) {
    String name = root.relativize(repository.folder()).toString().replaceAll("\\.git$", "");
    return requests(r -> r.repository().equals(name) && r.kind() == kind).size();
  }

  /** Stops the server; the repositories stay on disk. */
  @Override
  public void close() {
    handler.behave(GitBehaviour.DISCONNECTING);
    http.close();
  }
}
