package dev.sealer.testbed.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealer.testbed.tools.Prerequisites;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AwsEndpointIT {
  private final HttpClient http = HttpClient.newHttpClient();
  private AwsEndpoint aws;

  @BeforeAll
  void start(@TempDir Path folder) {
    Prerequisites.require(AwsEndpointIT.class.getName(), AwsEndpoint.available());
    aws = AwsEndpoint.start(folder);
  }

  @AfterEach
  void clear() {
    aws.clearFaults();
    aws.forgetCalls();
  }

  @AfterAll
  void stop() {
    if (aws != null) {
      aws.close();
    }
    http.shutdownNow();
  }

  @Test
  void countsCallsPerOperationButNotThoseOfTheTestItself() throws Exception {
    String name = create("v1");
    assertThat(aws.calls()).isEmpty();
    assertThat(get(name).join().body()).contains("v1");
    assertThat(get(name).join().statusCode()).isEqualTo(200);
    assertThat(call("sts", "", "Action=GetCallerIdentity&Version=2011-06-15").join().body())
        .contains("GetCallerIdentityResult");
    assertThat(aws.count("GetSecretValue")).isEqualTo(2);
    assertThat(aws.count("GetCallerIdentity")).isEqualTo(1);
    assertThat(aws.calls().getFirst())
        .extracting(AwsCall::service, AwsCall::accessKeyId)
        .containsExactly("secretsmanager", "AKIDTEST");
  }

  @Test
  void failsOperationsInTheirOwnProtocol() {
    String name = create("v1");
    aws.fail("GetSecretValue", AwsFault.ACCESS_DENIED, 1);
    aws.fail("GetCallerIdentity", AwsFault.THROTTLED, 1);
    HttpResponse<String> denied = get(name).join();
    assertThat(denied.statusCode()).isEqualTo(400);
    assertThat(denied.body()).contains("\"__type\":\"AccessDeniedException\"");
    assertThat(get(name).join().statusCode()).isEqualTo(200);
    assertThat(call("sts", "", "Action=GetCallerIdentity&Version=2011-06-15").join().body())
        .contains("<Code>Throttling</Code>");
  }

  @Test
  void hangsUntilFaultsAreCleared() {
    String name = create("v1");
    aws.fail("GetSecretValue", AwsFault.TIMEOUT);
    CompletableFuture<HttpResponse<String>> waiting = get(name);
    assertThatThrownBy(() -> waiting.get(200, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    aws.clearFaults();
    assertThat(waiting.join().statusCode()).isEqualTo(200);
  }

  @Test
  void breaksConnections() {
    aws.fail("GetSecretValue", AwsFault.DISCONNECT);
    assertThatThrownBy(() -> get("any").join()).hasCauseInstanceOf(java.io.IOException.class);
  }

  private String create(String value) {
    String name = "app-" + UUID.randomUUID();
    aws.direct(
        "secretsmanager.CreateSecret",
        "{\"Name\":\"" + name + "\",\"SecretString\":\"" + value + "\"}");
    return name;
  }

  private CompletableFuture<HttpResponse<String>> get(String name) {
    return call(
        "secretsmanager", "secretsmanager.GetSecretValue", "{\"SecretId\":\"" + name + "\"}");
  }

  private CompletableFuture<HttpResponse<String>> call(String service, String target, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(aws.uri() + "/"))
            .timeout(Duration.ofSeconds(30))
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIDTEST/20260101/us-east-1/"
                    + service
                    + "/aws4_request, SignedHeaders=host, Signature=none")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (target.isEmpty()) {
      request.header("Content-Type", "application/x-www-form-urlencoded");
    } else {
      request.header("X-Amz-Target", target).header("Content-Type", "application/x-amz-json-1.1");
    }
    return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
