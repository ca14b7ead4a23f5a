package dev.sealer.testbed.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.testbed.http.ProxyFault;
import dev.sealer.testbed.tools.Prerequisites;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VaultServerIT {
  @Test
  void keepsSecretsRecordsCallsAndFailsOnDemand(@TempDir Path folder) throws Exception {
    Prerequisites.require(VaultServerIT.class.getName(), VaultServer.available());
    try (VaultServer vault = VaultServer.start(folder);
        HttpClient http = HttpClient.newHttpClient()) {
      vault.direct("POST", "secret/data/app", "{\"data\":{\"k\":\"v1\",\"n\":7}}");
      assertThat(vault.calls()).isEmpty();

      HttpRequest read =
          HttpRequest.newBuilder(URI.create(vault.uri() + "/v1/secret/data/app"))
              .header("X-Vault-Token", vault.rootToken())
              .build();
      HttpResponse<String> answer = http.send(read, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.body()).contains("\"k\":\"v1\"").contains("\"n\":7");
      assertThat(vault.calls())
          .singleElement()
          .satisfies(call -> assertThat(call.target()).isEqualTo("/v1/secret/data/app"));

      vault.fail(
          call -> call.target().startsWith("/v1/secret/"),
          new ProxyFault.Answer(503, "application/json", "{\"errors\":[\"sealed\"]}"),
          1);
      assertThat(http.send(read, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(503);
      assertThat(http.send(read, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
  }
}
