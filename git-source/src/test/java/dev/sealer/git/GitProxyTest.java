package dev.sealer.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which servers are reached through a proxy, and which URLs a proxy may have. */
final class GitProxyTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "\"\", git.example.com, true",
        "*, git.example.com, false",
        "example.com, example.com, false",
        "example.com, GIT.Example.Com, false",
        "example.com, notexample.com, true",
        "example.com, example.com.evil, true",
        ".example.com, git.example.com, false",
        ".example.com, example.com, true",
        "*.example.com, git.example.com, false",
        "\"a.example, git.example.com\", git.example.com, false",
        "example.com:443, git.example.com, false",
        "example.com:8443, git.example.com, true",
        "10.0.0.0/8, 10.1.2.3, false",
        "10.0.0.0/8, 11.1.2.3, true",
        "10.0.0.0/8, 10.example.com, true",
        "10.0.0.0/33, 10.1.2.3, true",
        "10.0.0.0/x, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.3, false",
        "fd00::/8, [fd00::1], false",
        "fd00::/8, 10.1.2.3, true",
      })
  void someServersAreReachedDirectly(String noProxy, String server, boolean proxied) {
    Proxy way = GitProxy.parse("http://127.0.0.1:3128", noProxy).toward(server, 443);

    assertThat(way).isEqualTo(proxied ? proxy(Proxy.Type.HTTP, 3128) : Proxy.NO_PROXY);
  }

  private static Proxy proxy(Proxy.Type type, int port) {
    return new Proxy(type, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  @Test
  void aProxyHasASchemeAndAPort() {
    assertThat(GitProxy.parse("127.0.0.1:3128", "").toward("a", 443))
        .isEqualTo(proxy(Proxy.Type.HTTP, 3128));
    assertThat(GitProxy.parse("http://127.0.0.1", "").toward("a", 443))
        .isEqualTo(proxy(Proxy.Type.HTTP, 80));
    assertThat(GitProxy.parse("socks5://127.0.0.1", "").toward("a", 443))
        .isEqualTo(proxy(Proxy.Type.SOCKS, 1080));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://proxy.example.com:3128",
        "http://robot:canary@proxy.example.com",
        "http://canary @proxy.example.com",
        "ftp://canary",
        "http:///canary",
      })
  void whatCannotBeUsedIsRefusedWithoutBeingShown(String url) {
    assertThatThrownBy(() -> GitProxy.parse(url, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("canary");
  }
}
