package dev.sealer.externalsecrets.store.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.externalsecrets.store.ApiCalls;
import dev.sealer.externalsecrets.store.SecretStoreClient;
import dev.sealer.externalsecrets.store.SecretStoreContract;
import dev.sealer.externalsecrets.store.StoreServer;
import dev.sealer.externalsecrets.store.StoreTraits;
import dev.sealer.kube.client.Json;
import dev.sealer.testbed.http.ProxiedCall;
import dev.sealer.testbed.http.ProxyFault.Answer;
import dev.sealer.testbed.http.RecordingServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** AWS Secrets Manager, with a stand-in that knows the operations which reads need. */
final class AwsContractTest extends SecretStoreContract {

  /** What the stand-in holds: the name, then the stage, to the fields of the answer. */
  private final Map<String, Map<String, ObjectNode>> secrets = new HashMap<>();

  private RecordingServer aws;

  @BeforeEach
  void start() {
    aws = RecordingServer.plain(this::answer);
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Override
  protected StoreTraits traits() {
    return new AwsStoreProvider(AwsSettings.DEFAULT, ApiCalls.IGNORED, InstantSource.system())
        .traits();
  }

  @Override
  protected Set<Cell> doesNotApply() {
    return Set.of();
  }

  @Override
  protected StoreServer server() {
    return new AwsSpeech();
  }

  @Override
  protected List<String> versions() {
    return List.of("AWSPREVIOUS", "AWSCURRENT");
  }

  @Override
  protected SecretStoreClient holding(Map<String, String> texts) {
    texts.forEach((key, text) -> put(key, "AWSCURRENT", Json.object().put("SecretString", text)));
    return server().open(aws.uri(), "secret", Duration.ofSeconds(10));
  }

  @Override
  protected SecretStoreClient holding(String key, String older, String newer) {
    put(key, "AWSPREVIOUS", Json.object().put("SecretString", older));
    return holding(Map.of(key, newer));
  }

  @Override
  protected SecretStoreClient holding(String key, byte[] value) {
    String binary = Base64.getEncoder().encodeToString(value);
    put(key, "AWSCURRENT", Json.object().put("SecretBinary", binary));
    return holding(Map.of());
  }

  private void put(String key, String stage, ObjectNode fields) {
    fields.put("Name", key).put("VersionId", stage);
    secrets.computeIfAbsent(key, _ -> new HashMap<>()).put(stage, fields);
  }

  private Answer answer(ProxiedCall call) {
    JsonNode request = Json.parse(call.body().getBytes(StandardCharsets.ISO_8859_1));
    String operation = call.header("X-Amz-Target").replace("secretsmanager.", "");
    String id = request.path("SecretId").asText();
    Map<String, ObjectNode> stages = secrets.getOrDefault(id, Map.of());
    return switch (operation) {
      case "GetSecretValue" -> found(stages.get(request.path("VersionStage").asText("AWSCURRENT")));
      case "DescribeSecret" ->
          found(Json.object().set("Tags", Json.parse(TAGS.getBytes(StandardCharsets.UTF_8))));
      case "ListSecrets" -> list(request);
      case "BatchGetSecretValue" -> batch(request);
      default -> AwsSpeech.error(400, "UnknownOperationException", operation);
    };
  }

  private static final String TAGS = "[{\"Key\":\"team\",\"Value\":\"a\"}]";

  private static Answer found(@Nullable ObjectNode body) {
    return body == null
        ? AwsSpeech.error(400, "ResourceNotFoundException", "not there")
        : new Answer(200, AwsSpeech.TYPE, Json.text(body));
  }

  private Answer list(JsonNode request) {
    String path = request.at("/Filters/0/Values/0").asText();
    ObjectNode body = Json.object();
    var list = body.putArray("SecretList");
    secrets.keySet().stream()
        .filter(name -> name.startsWith(path))
        .forEach(name -> list.addObject().put("Name", name));
    return found(body);
  }

  private Answer batch(JsonNode request) {
    ObjectNode body = Json.object();
    var values = body.putArray("SecretValues");
    for (JsonNode id : request.path("SecretIdList")) {
      ObjectNode current = secrets.getOrDefault(id.asText(), Map.of()).get("AWSCURRENT");
      if (current != null) {
        values.add(current);
      }
    }
    return found(body);
  }
}
