package dev.sealer.git.jgit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sealer.git.GitAccess;
import dev.sealer.git.GitClock;
import dev.sealer.git.GitCredential;
import dev.sealer.git.GitCredentialLookup;
import dev.sealer.git.GitException;
import dev.sealer.git.GitFailure;
import dev.sealer.git.GitObserver;
import dev.sealer.git.GitSettings;
import dev.sealer.git.RepositoryUrl;
import dev.sealer.secret.SecretBytes;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.URIish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Credentials go over plain HTTP to this machine only, or when a setting says so. */
final class CredentialsWithoutTlsTest {
  private final String canary = "canary-" + UUID.randomUUID();

  @TempDir private Path folder = Path.of("");

  private GitFailure failureOf(String url, GitCredentialLookup lookup, boolean allowed) {
    GitSettings settings =
        GitSettings.in(folder)
            .withTimeout(Duration.ofSeconds(5))
            .withCredentialsWithoutTls(allowed);
    try (JGitSource source =
        JGitSource.open(
            settings,
            lookup,
            GitObserver.none(),
            new GitClock(System::nanoTime, InstantSource.system()))) {
      return catchThrowableOfType(
              GitException.class,
              () -> source.resolve(RepositoryUrl.parse(url), Constants.HEAD, Duration.ZERO))
          .failure();
    }
  }

  private GitCredentialLookup robot() {
    return _ -> GitAccess.with(new GitCredential("robot", SecretBytes.ofUtf8(canary)));
  }

  @Test
  void otherMachinesAreNotAskedWithCredentials() {
    String elsewhere = "http://git.invalid/app";
    String withUser = elsewhere.replace("://", "://robot:" + canary + "@");
    for (GitFailure failure :
        List.of(
            failureOf(elsewhere, robot(), false),
            failureOf(withUser, GitCredentialLookup.none(), false))) {
      assertThat(failure).isInstanceOf(GitFailure.CredentialsWithoutTls.class);
      assertThat(failure.message()).contains("without TLS").doesNotContain(canary);
    }

    assertThat(failureOf(elsewhere, GitCredentialLookup.none(), false))
        .isInstanceOf(GitFailure.NotReachable.class);
    assertThat(failureOf(withUser, GitCredentialLookup.none(), true))
        .isInstanceOf(GitFailure.NotReachable.class);
  }

  @ParameterizedTest
  @CsvSource({
    "https://git.example.com/app, https://git.example.com/app, false, true",
    "https://git.example.com/app, http://git.example.com/app, false, false",
    "http://git.example.com/app, http://git.example.com/app, false, false",
    "http://git.example.com/app, http://git.example.com/app, true, true",
    "http://127.0.0.1/app, http://127.0.0.1/app, false, true",
    "https://git.example.com/app, https://other.example.com/app, true, false",
  })
  void aRedirectGetsNoCredentialWithoutTls(String url, String asked, boolean allowed, boolean given)
      throws URISyntaxException {
    try (GitCredential credential = new GitCredential("robot", SecretBytes.ofUtf8(canary))) {
      CredentialItem.Username name = new CredentialItem.Username();
      HostBoundCredentials credentials =
          new HostBoundCredentials(RepositoryUrl.parse(url), credential, allowed);
      assertThat(credentials.get(new URIish(asked), name)).isEqualTo(given);
      assertThat(name.getValue()).isEqualTo(given ? "robot" : null);
    }
  }
}
