package dev.sealer.sync.engine;

import static dev.sealer.sync.engine.InMemoryApplications.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.simulation.plan.Fault;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code managedNamespaceMetadata} is compared like any object, and taken back. */
final class ManagedNamespaceTest {

  private static final ObjectKey NAMESPACE = ObjectKey.clusterScoped("app");

  @RegisterExtension private final InMemoryApplications place = new InMemoryApplications();

  @BeforeEach
  void begin() {
    String _ = place.git.commit("app/hello.yaml", configMap("hello", "1"));
    application("web", "{team: one, tier: web}");
    place.settle();
  }

  private void application(String name, String labels) {
    application(place, name, labels);
  }

  private static void application(InMemoryApplications place, String name, String labels) {
    place.apply(
        name,
        "",
        "{automated: {prune: true, selfHeal: true}, syncOptions: [CreateNamespace=true],"
            + " managedNamespaceMetadata: {labels: "
            + labels
            + "}}");
  }

  private String labels() {
    return labels(place);
  }

  private static String labels(InMemoryApplications place) {
    return place.user.get(ResourceType.NAMESPACE, NAMESPACE).at("/metadata/labels").toString();
  }

  @Test
  void aChangeOfTheApplicationAloneIsSynced() {
    assertThat(labels()).contains("\"team\":\"one\"", "\"tier\":\"web\"");

    application("web", "{team: two}");
    place.pass(Duration.ofSeconds(20));

    assertThat(labels()).contains("\"team\":\"two\"").doesNotContain("tier");
    assertThat(place.summary("web")).isEqualTo("Synced Healthy Succeeded");
    assertThat(place.writesDuring(Duration.ofMinutes(20))).isEmpty();
  }

  @Test
  void whatIsNotStatedAnyMoreIsTakenBack() {
    place.apply(
        "web",
        "",
        "{automated: {prune: true, selfHeal: true}, syncOptions: [CreateNamespace=true]}");
    place.pass(Duration.ofSeconds(20));

    assertThat(labels()).doesNotContain("team", "tier");
  }

  @Test
  void aLabelThatSomebodyChangedIsPutBackAndOthersStay() {
    ObjectNode _ =
        place.user.edit(
            ResourceType.NAMESPACE, NAMESPACE, "metadata: {labels: {team: three, own: theirs}}");
    place.pass(Duration.ofSeconds(20));

    assertThat(labels()).contains("\"team\":\"one\"", "\"own\":\"theirs\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 503})
  void aNamespaceThatCannotBeReadIsNeitherTakenForMissingNorForSynced(int code) {
    try (InMemoryApplications faulty =
        new InMemoryApplications(
            new Fault.Errors("a", "namespaces", "read", code, false, 200_000, 300_000))) {
      String _ = faulty.git.commit("app/hello.yaml", configMap("hello", "1"));
      application(faulty, "web", "{team: one}");
      faulty.pass(Duration.ofSeconds(210));

      application(faulty, "web", "{team: two}");
      faulty.pass(Duration.ofSeconds(60));
      boolean isRefused = code == 403;
      assertThat(
              faulty.condition("web", "ComparisonError").contains("namespace app cannot be read"))
          .isEqualTo(isRefused);
      if (isRefused) {
        assertThat(faulty.summary("web")).startsWith("Unknown");
      }
      ObjectNode _ =
          faulty.user.edit(
              InMemoryApplications.APPLICATION,
              InMemoryApplications.application("web"),
              "operation: {sync: {}}");
      faulty.pass(Duration.ofSeconds(60));
      assertThat(
              faulty
                  .status("web")
                  .at("/operationState/message")
                  .asText()
                  .contains("namespace app cannot be read"))
          .isEqualTo(isRefused);
      assertThat(labels(faulty)).contains("\"team\":\"one\"");

      faulty.pass(Duration.ofMinutes(10));
      ObjectNode _ =
          faulty.user.edit(
              InMemoryApplications.APPLICATION,
              InMemoryApplications.application("web"),
              "operation: {sync: {}}");
      faulty.pass(Duration.ofMinutes(10));
      assertThat(labels(faulty)).contains("\"team\":\"two\"");
      assertThat(faulty.summary("web")).isEqualTo("Synced Healthy Succeeded");
      assertThat(faulty.condition("web", "ComparisonError")).isEmpty();
    }
  }

  @Test
  void aLabelOfAnotherApplicationIsNotTaken() {
    application("second", "{team: two}");
    place.settle();

    assertThat(labels()).contains("\"team\":\"one\"");
    assertThat(place.summary("second")).endsWith("Failed");
  }
}
