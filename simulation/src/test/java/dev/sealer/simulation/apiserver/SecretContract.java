package dev.sealer.simulation.apiserver;

import static dev.sealer.simulation.apiserver.ContractClient.base64;
import static dev.sealer.simulation.apiserver.ContractClient.fields;
import static dev.sealer.simulation.apiserver.ContractClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiAnswer;
import org.junit.jupiter.api.Test;

/** Secrets and ConfigMaps. */
interface SecretContract extends ContractServer {

  ResourceType SECRET = ResourceType.SECRET;

  private static JsonNode onlyCause(ApiAnswer answer) {
    assertThat(answer.code()).isEqualTo(422);
    assertThat(answer.reason()).isEqualTo("Invalid");
    assertThat(answer.body().path("details").path("causes")).hasSize(1);
    return answer.body().path("details").path("causes").path(0);
  }

  @Test
  default void aSecretIsOpaqueUnlessItSaysOtherwise() {
    ApiAnswer applied = client().apply(SECRET, "a", "{'data':{'x':'eA=='}}", "us");

    assertThat(applied.body().path("type").asText()).isEqualTo("Opaque");
    assertThat(fields(applied, "us", "Apply")).isEqualTo(json("{'f:data':{'f:x':{}}}"));
  }

  @Test
  default void stringDataIsFoldedIn() {
    ApiAnswer created =
        client().create(SECRET, "a", "{'data':{'x':'eA==','y':'eQ=='},'stringData':{'x':'new'}}");

    assertThat(created.body().has("stringData")).isFalse();
    assertThat(created.body().path("data"))
        .isEqualTo(json("{'x':'" + base64("new") + "','y':'eQ=='}"));
    assertThat(fields(created, "creator", "Update"))
        .isEqualTo(json("{'f:data':{'.':{},'f:x':{},'f:y':{}},'f:type':{}}"));
  }

  @Test
  default void valuesAreBase64() {
    ApiAnswer created = client().create(SECRET, "a", "{'data':{'x':'canary! no base64'}}");
    assertThat(created.code()).isEqualTo(400);
    assertThat(created.reason()).isEqualTo("BadRequest");
    assertThat(created.message())
        .isEqualTo(
            "Secret in version \"v1\" cannot be handled as a Secret: illegal base64 data at input"
                + " byte 6");
    ApiAnswer number = client().create(SECRET, "a", "{'data':{'x':7310442}}");
    assertThat(number.code()).isEqualTo(400);
    ApiAnswer applied = client().apply(SECRET, "a", "{'data':{'x':'canary! no base64'}}", "us");
    assertThat(applied.code()).isEqualTo(500);
    assertThat(client().get(SECRET, "a").code()).isEqualTo(404);
  }

  @Test
  default void keysHaveTheirForm() {
    JsonNode cause = onlyCause(client().apply(SECRET, "a", "{'data':{'a b':'eA=='}}", "us"));

    assertThat(cause.path("field").asText()).isEqualTo("data[a b]");
    assertThat(cause.path("reason").asText()).isEqualTo("FieldValueInvalid");
    assertThat(cause.path("message").asText())
        .isEqualTo(
            "Invalid value: \"a b\": a valid config key must consist of alphanumeric characters,"
                + " '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used"
                + " for validation is '[-._a-zA-Z0-9]+')");
  }

  @Test
  default void theTypeOfASecretStays() {
    client().create(SECRET, "a", "{}");
    JsonNode cause = onlyCause(client().merge(SECRET, "a", "{'type':'example.com/t'}", "m"));

    assertThat(cause.path("field").asText()).isEqualTo("type");
    assertThat(cause.path("message").asText())
        .isEqualTo("Invalid value: \"example.com/t\": field is immutable");
  }

  @Test
  default void anImmutableSecretStays() {
    client().create(SECRET, "a", "{'immutable':true,'data':{'x':'eA=='}}");

    JsonNode data = onlyCause(client().merge(SECRET, "a", "{'data':{'x':'eQ=='}}", "m"));
    assertThat(data.path("field").asText()).isEqualTo("data");
    assertThat(data.path("reason").asText()).isEqualTo("FieldValueForbidden");
    assertThat(data.path("message").asText())
        .isEqualTo("Forbidden: field is immutable when `immutable` is set");
    JsonNode flag = onlyCause(client().merge(SECRET, "a", "{'immutable':null}", "m"));
    assertThat(flag.path("field").asText()).isEqualTo("immutable");
    assertThat(client().merge(SECRET, "a", "{'metadata':{'labels':{'l':'1'}}}", "m").code())
        .isEqualTo(200);
  }

  @Test
  default void aSecretHasAtMostOneMebibyte() {
    String large = base64("x".repeat(1024 * 1024));
    assertThat(client().create(SECRET, "a", "{'data':{'x':'" + large + "'}}").code())
        .isEqualTo(201);
    JsonNode cause =
        onlyCause(client().create(SECRET, "b", "{'data':{'x':'" + large + "','y':'eA=='}}"));

    assertThat(cause.path("field").asText()).isEqualTo("data");
    assertThat(cause.path("reason").asText()).isEqualTo("FieldValueTooLong");
    assertThat(cause.path("message").asText())
        .isEqualTo("Too long: may not be more than 1048576 bytes");
  }

  @Test
  default void someTypesRequireKeys() {
    ApiAnswer answer =
        client().create(SECRET, "a", "{'type':'kubernetes.io/tls','data':{'tls.crt':'eA=='}}");
    JsonNode cause = onlyCause(answer);

    assertThat(cause.path("field").asText()).isEqualTo("data[tls.key]");
    assertThat(cause.path("reason").asText()).isEqualTo("FieldValueRequired");
  }

  @Test
  default void anImmutableConfigMapStays() {
    ResourceType map = ResourceType.CONFIG_MAP;
    client().create(map, "a", "{'immutable':true,'data':{'x':'1'}}");

    JsonNode cause = onlyCause(client().merge(map, "a", "{'data':{'x':'2'}}", "m"));
    assertThat(cause.path("field").asText()).isEqualTo("data");
  }

  @Test
  default void emptyThingsAreLeftOut() {
    ApiAnswer created =
        client()
            .create(
                SECRET,
                "a",
                "{'metadata':{'labels':{},'annotations':null,'finalizers':[]},'data':{}}");

    assertThat(created.body().has("data")).isFalse();
    JsonNode metadata = created.body().path("metadata");
    assertThat(metadata.has("labels")).isFalse();
    assertThat(metadata.has("annotations")).isFalse();
    assertThat(metadata.has("finalizers")).isFalse();
  }

  @Test
  default void labelsAndAnnotationsHaveTheirForm() {
    ApiAnswer label = client().create(SECRET, "a", "{'metadata':{'labels':{'l':'not a label'}}}");
    assertThat(onlyCause(label).path("field").asText()).isEqualTo("metadata.labels");
    assertThat(onlyCause(label).path("message").asText())
        .startsWith("Invalid value: \"not a label\": a valid label must be an empty string or");
    ApiAnswer annotation = client().create(SECRET, "a", "{'metadata':{'annotations':{'a b':'1'}}}");
    assertThat(onlyCause(annotation).path("field").asText()).isEqualTo("metadata.annotations");
  }
}
