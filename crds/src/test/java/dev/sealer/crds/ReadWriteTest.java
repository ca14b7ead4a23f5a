package dev.sealer.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sealer.crds.argoproj.AppProject;
import dev.sealer.crds.argoproj.Application;
import dev.sealer.crds.externalsecrets.ClusterSecretStore;
import dev.sealer.crds.externalsecrets.ExternalSecret;
import dev.sealer.crds.sealedsecrets.SealedSecret;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The types through the serialization that the fabric8 client uses. */
final class ReadWriteTest {
  private final KubernetesSerialization kube = new KubernetesSerialization();
  private final ObjectMapper json = new ObjectMapper();

  private JsonNode writtenBack(String text, Class<?> type) throws Exception {
    return json.readTree(kube.asJson(kube.unmarshal(text, type)));
  }

  private void survives(String text, Class<?> type) throws Exception {
    assertThat(writtenBack(text, type)).isEqualTo(json.readTree(text));
  }

  @Test
  void anObjectWithoutOptionalFieldsIsWrittenBackWithoutThem() throws Exception {
    survives(
        """
        {"apiVersion":"bitnami.com/v1alpha1","kind":"SealedSecret","metadata":{"name":"n"}}
        """,
        SealedSecret.class);
    survives(
        """
        {"apiVersion":"external-secrets.io/v1","kind":"ExternalSecret","metadata":{"name":"n"},
         "spec":{}}
        """,
        ExternalSecret.class);
    survives(
        """
        {"apiVersion":"argoproj.io/v1alpha1","kind":"Application","metadata":{"name":"n"},
         "spec":{"project":"","destination":{},"syncPolicy":{"automated":{}}},"status":{}}
        """,
        Application.class);
  }

  @Test
  void templateMetadataOfASealedSecretKeepsWhatTheSchemaDoesNotName() throws Exception {
    survives(
        """
        {"apiVersion":"bitnami.com/v1alpha1","kind":"SealedSecret","metadata":{"name":"n"},
         "spec":{"encryptedData":{"a":"AgB="},
          "template":{"type":"Opaque","immutable":true,"data":{"k":"{{ .a }}","gone":null},
           "metadata":{"name":"n","namespace":"ns","labels":{"l":"1"},"generateName":"g-",
            "annotations":{"sealedsecrets.bitnami.com/managed":"true"},"finalizers":["f"],
            "ownerReferences":[{"uid":"u"}]}}},
         "status":{"observedGeneration":3,"conditions":[{"type":"Synced","status":"True"}]}}
        """,
        SealedSecret.class);
  }

  @Test
  void oldSealedSecretsWithNullsAndGarbageAreRead() {
    SealedSecret read =
        kube.unmarshal(
            """
            {"apiVersion":"bitnami.com/v1alpha1","kind":"SealedSecret",
             "metadata":{"name":"n","creationTimestamp":null},
             "spec":{"encryptedData":{"a":"AgB=","b":{"c":1},"d":5},
              "template":{"data":null,"metadata":{"creationTimestamp":null}}},
             "status":{}}
            """,
            SealedSecret.class);
    assertThat(read.getSpec().encryptedData())
        .containsEntry("a", "AgB=")
        .containsEntry("b", "")
        .containsEntry("d", "");
    assertThat(read.getSpec().template()).isNotNull();
  }

  @Test
  void anUnknownProviderBlockIsKeptAsGiven() throws Exception {
    survives(
        """
        {"apiVersion":"external-secrets.io/v1","kind":"ClusterSecretStore","metadata":{"name":"n"},
         "spec":{"provider":{"nobodyKnows":{"z":1,"a":[null,{"empty":{}},1.50]}},
          "refreshInterval":300,"conditions":[{"namespaces":["a"]}]}}
        """,
        ClusterSecretStore.class);
  }

  @Test
  void anUnknownFieldIsPassedOver() throws Exception {
    JsonNode written =
        writtenBack(
            """
            {"apiVersion":"external-secrets.io/v1","kind":"ExternalSecret","metadata":{"name":"n"},
             "spec":{"fromTheFuture":{"x":1},"target":{"name":"t","also":2}}}
            """,
            ExternalSecret.class);
    assertThat(written.at("/spec/target/name").asText()).isEqualTo("t");
    assertThat(written.at("/spec/fromTheFuture").isMissingNode()).isTrue();
  }

  @Test
  void everyPartOfAnApplicationSurvives() throws Exception {
    survives(
        """
        {"apiVersion":"argoproj.io/v1alpha1","kind":"Application","metadata":{"name":"n"},
         "spec":{"project":"default","destination":{"name":"in-cluster","namespace":"ns"},
          "source":{"repoURL":"r","path":"p","helm":{"valuesObject":{"a":{"b":null}}},
           "kustomize":{"replicas":[{"name":"w","count":3},{"name":"x","count":"2"}],
            "patches":[{"patch":"p","target":{"kind":"K"},"options":{"allowNameChange":true}}]},
           "plugin":{"parameters":[{"name":"l","array":["a"],"map":{"k":"v"},"string":"s"}]}},
          "ignoreDifferences":[{"group":"","kind":"*","jsonPointers":["/a"]}]},
         "operation":{"sync":{"prune":true,"syncStrategy":{"hook":{}}},
          "initiatedBy":{"automated":true}},
         "status":{"summary":{"isAppOfApps":true,"externalURLs":["u"]},
          "history":[{"id":0,"deployedAt":"2026-01-01T00:00:00Z","revision":"abc"}],
          "sync":{"status":"Synced","comparedTo":{"destination":{}}}}}
        """,
        Application.class);
  }

  @Test
  void anAbsentListOfNamespacedKindsIsNotAnEmptyOne() {
    String head =
        """
        {"apiVersion":"argoproj.io/v1alpha1","kind":"AppProject","metadata":{"name":"n"},"spec":{
        """;
    AppProject absent = kube.unmarshal(head + "}}", AppProject.class);
    AppProject empty =
        kube.unmarshal(head + "\"namespaceResourceWhitelist\":[]}}", AppProject.class);
    assertThat(absent.getSpec().namespaceResourceWhitelist()).isNull();
    assertThat(empty.getSpec().namespaceResourceWhitelist()).isEqualTo(List.of());
  }
}
