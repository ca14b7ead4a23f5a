package dev.sealer.operator.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.client.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RedactingEncoderTest {

  private static final String CANARY = "hvs.canaryCAESIJ0123456789abcdef";

  private static String encode(LogFormat format) {
    LoggerContext context = new LoggerContext();
    LoggingEvent event =
        new LoggingEvent(
            "fqcn",
            context.getLogger("dev.sealer.some.Part"),
            Level.WARN,
            "store \"x\" refused {}",
            new IllegalStateException("denied: " + CANARY),
            new Object[] {CANARY});
    return new String(new RedactingEncoder(format).encode(event), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource
  void masksCredentialsInMessagesAndStackTraces(LogFormat format) {
    assertThat(encode(format))
        .doesNotContain(CANARY)
        .contains("[redacted]")
        .contains("IllegalStateException")
        .endsWith("\n");
  }

  @Test
  void writesOneJsonObjectALine() {
    String line = encode(LogFormat.JSON);
    JsonNode json = Json.parse(line.getBytes(StandardCharsets.UTF_8));

    assertThat(line.lines()).hasSize(1);
    assertThat(json.path("level").asText()).isEqualTo("WARN");
    assertThat(json.path("msg").asText()).isEqualTo("store \"x\" refused [redacted]");
    assertThat(json.path("error").asText()).contains("RedactingEncoderTest");
  }
}
