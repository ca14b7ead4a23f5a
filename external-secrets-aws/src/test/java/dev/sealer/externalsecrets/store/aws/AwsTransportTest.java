package dev.sealer.externalsecrets.store.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.sealer.externalsecrets.provider.Credentials;
import dev.sealer.externalsecrets.provider.StoreBlock;
import dev.sealer.externalsecrets.provider.StoreProvider.Parsed;
import dev.sealer.externalsecrets.store.SecretStoreClient;
import dev.sealer.externalsecrets.store.StoreAnswer;
import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.store.StoreQuery;
import dev.sealer.externalsecrets.store.StoreRef;
import dev.sealer.secret.SecretBytes;
import dev.sealer.testbed.http.ProxyFault.Answer;
import dev.sealer.testbed.http.RecordingServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The AWS client speaks plain HTTP to this machine only, or when a flag says so. */
final class AwsTransportTest {
  private static final StoreQuery READ = StoreQuery.current("prod/db");

  private final String canary = "canary-" + UUID.randomUUID();
  private RecordingServer plain;

  @BeforeEach
  void start() {
    plain =
        RecordingServer.plain(_ ->
            new Answer(
                400, "application/x-amz-json-1.1", "{\"__type\":\"AccessDeniedException\"}"));
  }

  @AfterEach
  void stop() {
    plain.close();
  }

  private StoreAnswer read(AwsSettings endpoints, String more) throws IOException {
    String block =
        """
        {"service":"SecretsManager","region":"eu-west-1","auth":{"secretRef":{
          "accessKeyIDSecretRef":{"name":"aws","key":"id"},
          "secretAccessKeySecretRef":{"name":"aws","key":"secret"},
          "sessionTokenSecretRef":{"name":"aws","key":"token"}}}%s}\
        """
            .formatted(more);
    Parsed parsed =
        new AwsStoreProvider(endpoints, (_, _, _) -> {}, InstantSource.system())
            .parse(
                new StoreBlock(
                    new StoreRef(StoreKind.SECRET_STORE, "aws"),
                    "ns",
                    new ObjectMapper().readTree(block),
                    new StoreBlock.Retry(0, Duration.ofMillis(1))));
    String field = "spec.provider.aws.auth.secretRef.";
    Credentials credentials =
        new Credentials(
            Map.of(
                field + "accessKeyIDSecretRef", SecretBytes.ofUtf8("AKIA" + canary),
                field + "secretAccessKeySecretRef", SecretBytes.ofUtf8(canary),
                field + "sessionTokenSecretRef", SecretBytes.ofUtf8(canary)));
    try (SecretStoreClient client = ((Parsed.Accepted) parsed).blueprint().open(credentials)) {
      return Objects.requireNonNull(client.fetch(List.of(READ)).get(READ));
    }
  }

  @Test
  void credentialsGoToThisMachine() throws IOException {
    read(new AwsSettings(Optional.of(plain.uri()), Optional.empty(), false, false), "");
    assertThat(plain.values("Authorization")).isNotEmpty();
    assertThat(plain.values("X-Amz-Security-Token")).contains(canary);
  }

  @Test
  void nothingFollowsARedirect() throws IOException {
    HttpServer redirecting =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    redirecting.createContext(
        "/",
        call -> {
          call.getResponseHeaders().set("Location", plain.uri() + "/");
          call.sendResponseHeaders(307, -1);
          call.close();
        });
    redirecting.start();
    try {
      URI endpoint = URI.create("http://127.0.0.1:" + redirecting.getAddress().getPort());
      StoreAnswer result =
          read(new AwsSettings(Optional.of(endpoint), Optional.empty(), false, false), "");

      assertThat(result).isInstanceOf(StoreAnswer.Failure.class);
      assertThat(plain.calls()).isEmpty();
    } finally {
      redirecting.stop(0);
    }
  }

  /** The Secrets Manager, and the STS that a role is assumed at. */
  @ParameterizedTest
  @ValueSource(strings = {"", ",\"role\":\"arn:aws:iam::1:role/r\""})
  void nothingGoesToOtherMachinesInTheClear(String more) throws IOException {
    URI elsewhere = URI.create("http://aws.invalid:" + plain.port());
    StoreAnswer refused =
        read(new AwsSettings(Optional.of(elsewhere), Optional.of(elsewhere), false, false), more);
    assertThat(refused.isSilence()).isTrue();
    assertThat(refused.toString()).contains("without TLS").doesNotContain(canary);
    assertThat(plain.calls()).isEmpty();

    // With the flag it gets as far as looking up the name, which no machine has.
    StoreAnswer tried =
        read(new AwsSettings(Optional.of(elsewhere), Optional.of(elsewhere), true, false), more);
    assertThat(tried.toString()).contains("UnknownHostException").doesNotContain("without TLS");
  }
}
