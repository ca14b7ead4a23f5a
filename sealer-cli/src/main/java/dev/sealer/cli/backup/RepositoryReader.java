package dev.sealer.cli.backup;

import dev.sealer.cli.io.CommandFailure;
import dev.sealer.git.FolderFiles;
import dev.sealer.git.GitAccess;
import dev.sealer.git.GitClock;
import dev.sealer.git.GitCredential;
import dev.sealer.git.GitCredentialLookup;
import dev.sealer.git.GitException;
import dev.sealer.git.GitObserver;
import dev.sealer.git.GitSettings;
import dev.sealer.git.GitSource;
import dev.sealer.git.RepositoryUrl;
import dev.sealer.git.ResolvedRevision;
import dev.sealer.git.jgit.JGitSource;
import dev.sealer.secret.SecretBytes;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;

/**
 * Reads a repository by URL or from a directory. The user name and password for a URL come from the
 * variables {@code SEALER_GIT_USERNAME} and {@code SEALER_GIT_PASSWORD}.
 */
public final class RepositoryReader {

  /** The variable with the user's name; tokens mostly take any. */
  public static final String USERNAME = "SEALER_GIT_USERNAME";

  /** The variable with the password or token. */
  public static final String PASSWORD = "SEALER_GIT_PASSWORD";

  private final Map<String, String> environment;

  /** Reads with the credentials of this environment. */
  public RepositoryReader(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Reads the files of the chosen branches.
   *
   * @param repository a URL, or a directory with a clone
   * @param excluded globs of paths that are left out
   */
  public RepositoryFiles read(String repository, RefChoice choice, List<String> excluded) {
    Predicate<String> wanted = wanted(excluded);
    Path cache = temporaryFolder();
    try (GitSource source =
        JGitSource.open(
            GitSettings.in(cache).withFileUrls(true),
            credentials(),
            GitObserver.none(),
            new GitClock(System::nanoTime, InstantSource.system()))) {
      RepositoryUrl url = RepositoryUrl.parse(url(repository));
      Map<String, ResolvedRevision> commits =
          choice.choose(source.refs(url, Duration.ZERO), url.shown());
      source.fetchAll(url);
      return RepositoryFiles.read(source, url, commits, wanted);
    } catch (GitException e) {
      throw new CommandFailure(e.failure().message(), e);
    } finally {
      delete(cache);
    }
  }

  private static String url(String repository) {
    if (repository.contains("://")) {
      return repository;
    }
    Path folder = Path.of(repository).toAbsolutePath().normalize();
    if (!Files.isDirectory(folder)) {
      throw new CommandFailure("--repo " + repository + ": no such directory, and no URL");
    }
    return folder.toUri().toString();
  }

  private GitCredentialLookup credentials() {
    String password = environment.getOrDefault(PASSWORD, "");
    return password.isEmpty()
        ? GitCredentialLookup.none()
        : _ ->
            GitAccess.with(
                new GitCredential(
                    environment.getOrDefault(USERNAME, "git"), SecretBytes.ofUtf8(password)));
  }

  private static Predicate<String> wanted(List<String> excluded) {
    List<PathMatcher> matchers = excluded.stream().map(RepositoryReader::matcher).toList();
    return path -> matchers.stream().noneMatch(matcher -> matches(matcher, path));
  }

  private static PathMatcher matcher(String glob) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + glob);
    } catch (PatternSyntaxException e) {
      throw new CommandFailure("--exclude " + glob + ": " + e.getDescription(), e);
    }
  }

  private static boolean matches(PathMatcher matcher, String path) {
    try {
      return matcher.matches(Path.of(path));
    } catch (InvalidPathException e) {
      // A name that this system cannot have: it is looked at.
      return false;
    }
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("sealer-backup-verify-");
    } catch (IOException e) {
      throw new CommandFailure("cannot create a temporary directory: " + e.getMessage(), e);
    }
  }

  private static void delete(Path folder) {
    try {
      FolderFiles.delete(folder);
    } catch (IOException e) {
      // It holds a copy of what Git holds, and the system clears its temporary directory.
      folder.toFile().deleteOnExit();
    }
  }
}
