package dev.sealer.simulation.apiserver;

import static dev.sealer.simulation.apiserver.ContractClient.EXTERNAL_SECRET;
import static dev.sealer.simulation.apiserver.ContractClient.SEALED_SECRET;
import static dev.sealer.simulation.apiserver.ContractClient.SECRET_STORE;
import static dev.sealer.simulation.apiserver.ContractClient.fields;
import static dev.sealer.simulation.apiserver.ContractClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.kube.client.ApiAnswer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The kinds of our CRDs. */
interface CustomResourceContract extends ContractServer {

  private static List<String> causes(ApiAnswer answer) {
    assertThat(answer.code()).isEqualTo(422);
    assertThat(answer.reason()).isEqualTo("Invalid");
    List<String> causes = new ArrayList<>();
    for (JsonNode cause : answer.body().path("details").path("causes")) {
      causes.add(
          cause.path("field").asText()
              + " "
              + cause.path("reason").asText()
              + " "
              + cause.path("message").asText());
    }
    return causes;
  }

  @Test
  default void unknownFieldsArePrunedUnlessTheSchemaKeepsThem() {
    ApiAnswer created =
        client()
            .create(
                SEALED_SECRET,
                "a",
                """
                {'spec':{'unknown':1,'encryptedData':{'x':'AgA='},
                 'template':{'metadata':{'unknown':{'a':[1]}},'unknown':1}}}
                """);

    assertThat(created.body().path("spec"))
        .isEqualTo(
            json(
                """
                {'encryptedData':{'x':'AgA='},'template':{'metadata':{'unknown':{'a':[1]}}}}
                """));
  }

  @Test
  default void nullsAreDroppedUnlessTheSchemaAllowsThem() {
    ApiAnswer created =
        client()
            .create(
                SEALED_SECRET,
                "a",
                """
                {'spec':{'encryptedData':{'x':'AgA='},'data':null,
                 'template':{'type':null,'data':{'k':null}}}}
                """);

    assertThat(created.code()).isEqualTo(201);
    assertThat(created.body().path("spec"))
        .isEqualTo(json("{'encryptedData':{'x':'AgA='},'template':{'data':{'k':null}}}"));
  }

  @Test
  default void requiredFieldsAndTypesAreChecked() {
    assertThat(causes(client().create(SEALED_SECRET, "a", "{'spec':{}}")))
        .containsExactly("spec.encryptedData FieldValueRequired Required value");
    assertThat(causes(client().create(SEALED_SECRET, "a", "{'spec':{'encryptedData':{'x':1}}}")))
        .containsExactly(
            "spec.encryptedData.x FieldValueTypeInvalid Invalid value: \"integer\":"
                + " spec.encryptedData.x in body must be of type string: \"integer\"");
    assertThat(causes(client().create(SEALED_SECRET, "a", "{}")))
        .containsExactly("spec FieldValueRequired Required value");
    ApiAnswer answer = client().create(SEALED_SECRET, "a", "{}");
    assertThat(answer.message())
        .isEqualTo("SealedSecret.bitnami.com \"a\" is invalid: spec: Required value");
    assertThat(answer.body().path("details").path("group").asText()).isEqualTo("bitnami.com");
    assertThat(answer.body().path("details").path("kind").asText()).isEqualTo("SealedSecret");
  }

  @Test
  default void boundsAreChecked() {
    assertThat(
            causes(
                client().create(SECRET_STORE, "a", "{'spec':{'provider':{'aws':{},'vault':{}}}}")))
        .containsExactly("spec.provider FieldValueTooMany Too many: 2: must have at most 1 item");
  }

  @Test
  default void enumerationsPatternsAndLengthsAreChecked() {
    String spec =
        "{'spec':{'secretStoreRef':{'name':'s'},'target':{%s},'data':[{'secretKey':'%s',"
            + "'remoteRef':{'key':'r'}}]}}";
    assertThat(
            causes(
                client()
                    .create(EXTERNAL_SECRET, "a", spec.formatted("'creationPolicy':'Never'", "k"))))
        .containsExactly(
            "spec.target.creationPolicy FieldValueNotSupported Unsupported value: \"Never\":"
                + " supported values: \"Owner\", \"Orphan\", \"Merge\", \"None\","
                + " \"CreateOrMerge\"");
    assertThat(causes(client().create(EXTERNAL_SECRET, "a", spec.formatted("", "not a key"))))
        .singleElement()
        .asString()
        .startsWith(
            "spec.data[0].secretKey FieldValueInvalid Invalid value: \"not a key\":"
                + " spec.data[0].secretKey in body should match '");
  }

  @Test
  default void aStatusIsCheckedToo() {
    client().create(SEALED_SECRET, "a", "{'spec':{'encryptedData':{}}}");
    ApiAnswer refused =
        client().mergeStatus(SEALED_SECRET, "a", "{'status':{'conditions':[{'type':'x'}]}}", "m");

    assertThat(causes(refused))
        .containsExactly("status.conditions[0].status FieldValueRequired Required value");
    ApiAnswer text =
        client().mergeStatus(SEALED_SECRET, "a", "{'status':{'observedGeneration':'1'}}", "m");
    assertThat(causes(text))
        .containsExactly(
            "status.observedGeneration FieldValueTypeInvalid Invalid value: \"string\":"
                + " observedGeneration in body must be of type integer: \"string\"");
  }

  @Test
  default void listsOfOurKindsAreAppliedWhole() {
    String entry = "{'secretKey':'%s','remoteRef':{'key':'r'}}";
    String spec = "{'spec':{'secretStoreRef':{'name':'s'},'data':[%s]}}";
    ApiAnswer created =
        client().apply(EXTERNAL_SECRET, "a", spec.formatted(entry.formatted("x")), "them");
    assertThat(fields(created, "them", "Apply"))
        .isEqualTo(json("{'f:spec':{'f:data':{},'f:secretStoreRef':{'f:name':{}}}}"));
    ApiAnswer refused =
        client().apply(EXTERNAL_SECRET, "a", spec.formatted(entry.formatted("y")), "us");

    assertThat(refused.code()).isEqualTo(409);
    assertThat(refused.message()).contains(".spec.data");
  }

  @Test
  default void keptUnknownFieldsAreOwnedOneByOne() {
    ApiAnswer created =
        client()
            .apply(
                SECRET_STORE,
                "a",
                "{'spec':{'provider':{'future':{'url':'https://x','list':[{'a':1}],'n':{}}}}}",
                "us");

    assertThat(fields(created, "us", "Apply"))
        .isEqualTo(
            json(
                """
                {'f:spec':{'f:provider':{'f:future':{'.':{},'f:url':{},'f:list':{},'f:n':{}}}}}
                """));
  }

  @Test
  default void anObjectWhoseLastFieldIsNoLongerAppliedBecomesNull() {
    client().create(EXTERNAL_SECRET, "a", "{'spec':{'secretStoreRef':{'name':'s'}}}");
    client().force(EXTERNAL_SECRET, "a", "{'spec':{'secretStoreRef':{'name':'t'}}}", "us");
    ApiAnswer refused = client().apply(EXTERNAL_SECRET, "a", "{'spec':{}}", "us");

    assertThat(causes(refused))
        .containsExactly(
            "spec.secretStoreRef FieldValueTypeInvalid Invalid value: \"null\":"
                + " spec.secretStoreRef in body must be of type object: \"null\"");
  }

  @Test
  default void aCreatorOwnsTheSpecItself() {
    ApiAnswer created =
        client().create(SEALED_SECRET, "a", "{'spec':{'encryptedData':{'x':'AgA='}}}");

    assertThat(fields(created, "creator", "Update"))
        .isEqualTo(json("{'f:spec':{'.':{},'f:encryptedData':{'.':{},'f:x':{}}}}"));
  }

  @Test
  default void numbersStayAsTheyAreWritten() {
    ApiAnswer created =
        client().create(SECRET_STORE, "a", "{'spec':{'provider':{'future':{'n':1.5,'i':10}}}}");

    JsonNode future = created.body().path("spec").path("provider").path("future");
    assertThat(future.path("n").decimalValue()).isEqualByComparingTo("1.5");
    assertThat(future.path("i").asInt()).isEqualTo(10);
  }
}
