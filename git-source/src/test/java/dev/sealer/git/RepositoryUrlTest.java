package dev.sealer.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryUrlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://git.example.com/team/app",
        "https://git.example.com/team/app/",
        "https://git.example.com/team/app.git",
        "https://GIT.example.com/team/app.git/",
        "https://someone:canary-7f3a@git.example.com/team/app.git"
      })
  void spellingsOfOneRepositoryAreEqual(String spelling) {
    RepositoryUrl plain = RepositoryUrl.parse("https://git.example.com/team/app");

    assertThat(RepositoryUrl.parse(spelling)).isEqualTo(plain).hasSameHashCodeAs(plain);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://git.example.com/team/App",
        "http://git.example.com/team/app",
        "https://git.example.com:8443/team/app"
      })
  void otherRepositoriesAreNot(String other) {
    assertThat(RepositoryUrl.parse(other))
        .isNotEqualTo(RepositoryUrl.parse("https://git.example.com/team/app"));
  }

  @Test
  void aPasswordInTheUrlIsNeverShown() {
    RepositoryUrl url = RepositoryUrl.parse("https://u:canary-7f3a@git.example.com/team/app");

    assertThat(url.toString()).isEqualTo("https://git.example.com/team/app");
    assertThat(url.key()).doesNotContain("canary-7f3a");
    assertThat(url.connectable()).contains("canary-7f3a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git@git.example.com:team/app.git",
        "ssh://git@git.example.com/team/app",
        "ftp://git.example.com/app",
        "https:///app",
        "https://git.example.com",
        "https://git.example.com/team-a/../team-b/x",
        "https://git.example.com/team-a/%2e%2e/team-b/x",
        "https://git.example.com/team-a%2Fx",
        "https://git.example.com/team/app?x=1",
        "https://git.example.com/team/app#x",
        "not a url",
        ""
      })
  void whatCannotBeReadIsRefusedWithAReason(String text) {
    assertThatThrownBy(() -> RepositoryUrl.parse(text))
        .isInstanceOfSatisfying(
            GitException.class,
            e -> assertThat(e.failure()).isInstanceOf(GitFailure.UnusableUrl.class))
        .hasMessageContaining("cannot be used");
  }

  @Test
  void aRefusedUrlDoesNotShowItsPassword() {
    assertThatThrownBy(() -> RepositoryUrl.parse("ssh://u:canary-7f3a@git.example.com/team/app"))
        .hasMessageContaining("git.example.com/team/app")
        .hasMessageNotContaining("canary-7f3a");
  }
}
