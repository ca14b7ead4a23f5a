package dev.sealer.externalsecrets.store.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sealer.externalsecrets.provider.Credentials;
import dev.sealer.externalsecrets.provider.StoreBlock;
import dev.sealer.externalsecrets.provider.StoreProvider.Parsed;
import dev.sealer.externalsecrets.store.ApiCalls;
import dev.sealer.externalsecrets.store.SecretStoreClient;
import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.store.StoreRef;
import dev.sealer.externalsecrets.store.StoreServer;
import dev.sealer.secret.SecretBytes;
import dev.sealer.testbed.http.ProxyFault.Answer;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** How AWS Secrets Manager speaks. */
final class AwsSpeech implements StoreServer {

  static final String TYPE = "application/x-amz-json-1.1";
  private static final JsonMapper JSON = new JsonMapper();
  private static final String BLOCK =
      """
      {"service":"SecretsManager","region":"eu-west-1","auth":{"secretRef":{
        "accessKeyIDSecretRef":{"name":"aws","key":"id"},
        "secretAccessKeySecretRef":{"name":"aws","key":"secret"}}}}\
      """;

  @Override
  public SecretStoreClient open(URI server, String credential, Duration patience) {
    AwsSettings settings =
        new AwsSettings(
            Optional.of(server),
            Optional.of(server),
            false,
            false,
            Optional.empty(),
            Optional.empty(),
            patience);
    String field = "spec.provider.aws.auth.secretRef.";
    try {
      Parsed parsed =
          new AwsStoreProvider(settings, ApiCalls.IGNORED, InstantSource.system())
              .parse(
                  new StoreBlock(
                      new StoreRef(StoreKind.SECRET_STORE, "aws"),
                      "ns",
                      JSON.readTree(BLOCK),
                      new StoreBlock.Retry(0, Duration.ofMillis(1))));
      return ((Parsed.Accepted) parsed)
          .blueprint()
          .open(
              new Credentials(
                  Map.of(
                      field + "accessKeyIDSecretRef",
                      SecretBytes.ofUtf8("AKIA"),
                      field + "secretAccessKeySecretRef",
                      SecretBytes.ofUtf8(credential))));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public Answer answer(Trouble trouble, String echo) {
    return switch (trouble) {
      case DENIED -> error(400, "AccessDeniedException", echo);
      case THROTTLED -> error(400, "ThrottlingException", echo);
      case FAILED -> error(500, "InternalServiceError", echo);
      case STRANGE -> new Answer(502, "text/html", "<html>" + echo + "</html>");
    };
  }

  static Answer error(int status, String code, String message) {
    return new Answer(
        status,
        TYPE,
        JSON.createObjectNode().put("__type", code).put("message", message).toString());
  }

  @Override
  public Answer value(String value) {
    return new Answer(
        200,
        TYPE,
        JSON.createObjectNode().put("SecretString", value).put("VersionId", "v").toString());
  }
}
