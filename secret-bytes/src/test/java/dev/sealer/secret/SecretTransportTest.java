package dev.sealer.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecretTransportTest {

  @ParameterizedTest
  @CsvSource({
    "https, example.com, true",
    "HTTPS, 10.0.0.1, true",
    "http, localhost, true",
    "http, LOCALHOST, true",
    "http, 127.0.0.1, true",
    "http, 127.255.0.9, true",
    "http, ::1, true",
    "http, [::1], true",
    "http, example.com, false",
    "http, 10.0.0.1, false",
    "http, 169.254.169.254, false",
    "http, localhost.example.com, false",
    "http, 127.0.0.1.example.com, false",
    "http, 127.1, false",
    "http, 2130706433, false",
    "http, 0x7f000001, false",
    "http, 0177.0.0.1, false",
    "http, 127.0.0.01, false",
    "http, ::ffff:127.0.0.1, false",
    "http, 0.0.0.0, false",
    "http, '', false",
    "'', example.com, false",
  })
  void credentialsGoOverTlsOrToThisMachine(String scheme, String host, boolean safe) {
    assertThat(SecretTransport.isSafe(scheme, host)).isEqualTo(safe);
  }
}
