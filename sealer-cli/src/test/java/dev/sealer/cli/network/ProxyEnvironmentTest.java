package dev.sealer.cli.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealer.cli.io.CommandFailure;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProxyEnvironmentTest {
  @ParameterizedTest
  @CsvSource({
    "'', false",
    "example.test, true",
    "test, true",
    "EXAMPLE.test, true",
    "ample.test, false",
    ".a.example.test, false",
    ".example.test, true",
    "*.example.test, true",
    "example.test:443, true",
    "example.test:80, false",
    "'other, example.test', true",
    "*, true",
    "10.0.0.0/8, false",
  })
  void exceptionsByName(String list, boolean direct) {
    assertThat(proxyFor("https://a.example.test/x", list))
        .isEqualTo(direct ? "" : "http://proxy:3128");
  }

  @ParameterizedTest
  @CsvSource({
    "http://10.1.2.3/, 10.0.0.0/8, true",
    "http://10.1.2.3/, 10.1.2.3, true",
    "http://10.1.2.3/, 10.1.2.3:80, true",
    "http://10.1.2.3/, 10.1.2.3:81, false",
    "http://10.1.2.3/, 11.0.0.0/8, false",
    "http://10.1.2.3/, 10.0.0.0/99, false",
    "http://10.1.2.3/, ::/0, false",
    "'http://[fd00::1]/', fd00::/8, true",
    "'http://[fd00::1]/', fd00::1, true",
    "'http://[fd00::1]/', '[fd00::1]:80', true",
    "http://127.0.0.9/, '', true",
    "'http://[::1]/', '', true",
    "http://localhost/, '', true",
  })
  void exceptionsByAddress(String url, String list, boolean direct) {
    assertThat(proxyFor(url, list)).isEqualTo(direct ? "" : "http://proxy:3128");
  }

  @Test
  void anAddressThatIsNoneIsAnError() {
    ProxyEnvironment environment = new ProxyEnvironment(Map.of("HTTP_PROXY", "a proxy"));
    assertThatThrownBy(() -> environment.proxyFor(URI.create("http://example.test/")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("invalid proxy address");
  }

  private static String proxyFor(String url, String exceptions) {
    return new ProxyEnvironment(
            Map.of(
                "HTTP_PROXY", "proxy:3128",
                "HTTPS_PROXY", "http://proxy:3128",
                "NO_PROXY", exceptions))
        .proxyFor(URI.create(url))
        .map(URI::toString)
        .orElse("");
  }
}
