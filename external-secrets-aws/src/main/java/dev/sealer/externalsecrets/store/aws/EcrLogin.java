package dev.sealer.externalsecrets.store.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.externalsecrets.provider.NotGeneratedException;
import dev.sealer.kube.client.Json;
import dev.sealer.secret.SecretBytes;
import dev.sealer.secret.SecretTransport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * One call of {@code GetAuthorizationToken}, signed by the SDK's signer: the SDK's own client of
 * ECR is 3 MB for this one operation.
 *
 * @param region of the registry
 * @param isPublic whether the registry is the public gallery, which has one region
 * @param settings with the endpoints
 */
record EcrLogin(String region, boolean isPublic, AwsSettings settings) {

  private static final String PUBLIC_REGION = "us-east-1";
  private static final String CALL = "GetAuthorizationToken";
  private static final int LONGEST = 1 << 16;

  /**
   * Logs in.
   *
   * @return username, password, expires_at and, of a private registry, proxy_endpoint; the caller
   *     must close the values
   */
  Map<String, SecretBytes> token(AwsSession session) throws NotGeneratedException {
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint())
            .putHeader("Content-Type", "application/x-amz-json-1.1")
            .putHeader("X-Amz-Target", target() + "." + CALL)
            .build();
    if (!settings.credentialsWithoutTls()
        && !SecretTransport.isSafe(request.protocol(), request.host())) {
      throw new NotGeneratedException(TransportGuard.REFUSAL);
    }
    try (SdkHttpClient client =
        UrlConnectionHttpClient.builder()
            .connectionTimeout(settings.patience())
            .socketTimeout(settings.patience())
            .build()) {
      SignedRequest signed =
          AwsV4HttpSigner.create()
              .sign(unsigned ->
                  unsigned
                      .identity(session.credentials())
                      .request(request)
                      .payload(() -> new ByteArrayInputStream(body))
                      .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service())
                      .putProperty(AwsV4HttpSigner.REGION_NAME, signingRegion()));
      HttpExecuteRequest.Builder call = HttpExecuteRequest.builder().request(signed.request());
      signed.payload().ifPresent(call::contentStreamProvider);
      return values(client.prepareRequest(call.build()).call());
    } catch (SdkException problem) {
      throw new NotGeneratedException(AwsFailures.cause(problem, CALL));
    } catch (IOException problem) {
      throw new NotGeneratedException(
          CALL + ": no answer from ECR (" + problem.getClass().getSimpleName() + ")");
    }
  }

  private Map<String, SecretBytes> values(HttpExecuteResponse response)
      throws IOException, NotGeneratedException {
    byte[] body = {};
    try (InputStream in =
        response
            .responseBody()
            .<InputStream>map(it -> it)
            .orElseGet(InputStream::nullInputStream)) {
      body = in.readNBytes(LONGEST + 1);
      if (body.length > LONGEST) {
        throw new NotGeneratedException(CALL + ": the answer is longer than 64 KiB");
      }
      JsonNode tree = Json.parse(body);
      int status = response.httpResponse().statusCode();
      if (status != 200) {
        throw new NotGeneratedException(
            AwsFailures.cause(tree.path("__type").asText(), status, CALL));
      }
      JsonNode data = tree.path("authorizationData");
      return values(isPublic ? data : data.path(0));
    } catch (IllegalArgumentException unreadable) {
      // The message may quote the token.
      throw new NotGeneratedException(CALL + ": the answer of ECR cannot be read");
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  private Map<String, SecretBytes> values(JsonNode data) {
    byte[] login = Base64.getDecoder().decode(data.path("authorizationToken").asText());
    int colon = 0;
    while (colon < login.length && login[colon] != ':') {
      colon++;
    }
    if (colon == login.length) {
      throw new IllegalArgumentException("no colon");
    }
    Map<String, SecretBytes> values = new LinkedHashMap<>();
    values.put("username", SecretBytes.takeOver(Arrays.copyOf(login, colon)));
    values.put(
        "password", SecretBytes.takeOver(Arrays.copyOfRange(login, colon + 1, login.length)));
    values.put("expires_at", SecretBytes.ofUtf8(Long.toString(data.path("expiresAt").asLong())));
    if (!isPublic) {
      values.put("proxy_endpoint", SecretBytes.ofUtf8(data.path("proxyEndpoint").asText()));
    }
    Arrays.fill(login, (byte) 0);
    return values;
  }

  private String target() {
    return isPublic ? "SpencerFrontendService" : "AmazonEC2ContainerRegistry_V20150921";
  }

  private String service() {
    return isPublic ? "ecr-public" : "ecr";
  }

  private String signingRegion() {
    return isPublic ? PUBLIC_REGION : region;
  }

  private URI endpoint() {
    String suffix = PartitionMetadata.of(Region.of(signingRegion())).dnsSuffix();
    return settings
        .registry(isPublic)
        .orElseGet(() ->
            URI.create("https://api." + service() + "." + signingRegion() + "." + suffix + "/"));
  }
}
