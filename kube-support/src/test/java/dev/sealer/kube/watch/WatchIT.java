package dev.sealer.kube.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ApiServerObjects;
import dev.sealer.kube.apply.ApplyOptions;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.DeleteOptions;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.HttpApiClient;
import dev.sealer.kube.client.Json;
import dev.sealer.kube.platform.jdk.JdkPlatform;
import dev.sealer.testbed.cluster.Component;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.FreshNamespace;
import dev.sealer.testbed.cluster.KubernetesCluster;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@KubernetesCluster
final class WatchIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CANARY = "Y2FuYXJ5LXdhdGNo";

  private final ControlPlane plane;
  private final ApiClient calls;
  private final ClusterObjects cluster;
  private final List<ObjectWatch<?>> open = new ArrayList<>();
  private String namespace = "";

  WatchIT(ControlPlane plane, KubernetesClient client) {
    this.plane = plane;
    this.calls = new HttpApiClient(client);
    this.cluster = new ApiServerObjects(calls);
  }

  @BeforeEach
  void namespace(@FreshNamespace String fresh) {
    namespace = fresh;
  }

  @AfterEach
  void close() {
    open.forEach(ObjectWatch::close);
  }

  /** What a handler was told, in words. */
  private record Log<T>(List<String> lines, Function<T, String> name) implements WatchHandler<T> {
    static <T> Log<T> of(Function<T, String> name) {
      return new Log<>(Collections.synchronizedList(new ArrayList<>()), name);
    }

    @Override
    public void added(T object) {
      lines.add("added " + name.apply(object));
    }

    @Override
    public void changed(T old, T object) {
      lines.add("changed " + name.apply(old) + " to " + name.apply(object));
    }

    @Override
    public void removed(T last) {
      lines.add("removed " + name.apply(last));
    }
  }

  private <T> ObjectWatch<T> started(ObjectWatch<T> watch) throws InterruptedException {
    open.add(watch);
    watch.start(JdkPlatform.standard());
    assertThat(watch.awaitSynced(PATIENCE)).isTrue();
    return watch;
  }

  private void apply(ResourceType type, String in, String name, String label) {
    ObjectNode object = Json.object();
    ObjectNode metadata = object.putObject("metadata");
    metadata.putObject("labels").put("v", label);
    metadata
        .putObject("annotations")
        .put("kubectl.kubernetes.io/last-applied-configuration", CANARY);
    object.putObject("data").put("password", CANARY);
    assertThat(cluster.apply(target(type, in, name), object, ApplyOptions.by("test")))
        .isInstanceOf(WriteResult.Applied.class);
  }

  private static ObjectRef target(ResourceType type, String in, String name) {
    return new ObjectRef(type, new ObjectKey(in, name));
  }

  private static String nameAndLabel(ObjectMetadata m) {
    return m.key().name() + "=" + m.labels().get("v");
  }

  @Test
  void tellsOfSecretsByTheirMetadataAlone() throws Exception {
    apply(ResourceType.SECRET, namespace, "before", "1");
    Log<ObjectMetadata> log = Log.of(WatchIT::nameAndLabel);
    ObjectWatch<ObjectMetadata> watch =
        started(
            MetadataWatch.of(
                calls, ResourceType.SECRET, WatchScope.in(List.of(namespace)), List.of(log)));
    assertThat(log.lines()).containsExactly("added before=1");

    apply(ResourceType.SECRET, namespace, "later", "1");
    apply(ResourceType.SECRET, namespace, "later", "2");
    cluster.delete(
        target(ResourceType.SECRET, namespace, "before"),
        DeleteOptions.with(DeleteOptions.Propagation.BACKGROUND));

    await()
        .untilAsserted(() ->
            assertThat(log.lines())
                .containsExactly(
                    "added before=1",
                    "added later=1",
                    "changed later=1 to later=2",
                    "removed before=1"));
    assertThat(watch.list())
        .singleElement()
        .satisfies(m -> {
          assertThat(m.toString()).doesNotContain(CANARY);
          assertThat(m.uid()).isNotEmpty();
        });
    assertThat(watch.get(new ObjectKey(namespace, "before"))).isEmpty();
  }

  @Test
  void seesOnlyItsNamespacesAndLabels(@FreshNamespace String second, @FreshNamespace String third)
      throws Exception {
    for (String each : List.of(namespace, second, third)) {
      apply(ResourceType.CONFIG_MAP, each, "wanted", "yes");
      apply(ResourceType.CONFIG_MAP, each, "other", "no");
    }
    ObjectWatch<ConfigMap> watch =
        started(
            ResourceWatch.typed(
                calls,
                ConfigMap.class,
                WatchScope.in(List.of(namespace, second)).withLabels("v=yes"),
                List.of()));

    assertThat(watch.list())
        .extracting(ObjectKey::of)
        .containsExactlyInAnyOrder(
            new ObjectKey(namespace, "wanted"), new ObjectKey(second, "wanted"));

    apply(ResourceType.CONFIG_MAP, second, "other", "yes");
    await().until(() -> watch.get(new ObjectKey(second, "other")).isPresent());
    apply(ResourceType.CONFIG_MAP, second, "other", "no");
    await().until(() -> watch.get(new ObjectKey(second, "other")).isEmpty());
  }

  @Test
  void listsMoreThanOnePage() throws Exception {
    for (int i = 0; i < 501; i++) {
      apply(ResourceType.CONFIG_MAP, namespace, "c" + i, "1");
    }
    ObjectWatch<String> watch =
        started(
            ResourceWatch.of(
                calls,
                ResourceType.CONFIG_MAP,
                WatchScope.in(List.of(namespace)),
                tree -> tree.path("metadata").path("name").asText(),
                List.of()));

    assertThat(watch.list()).hasSize(501).doesNotHaveDuplicates();
  }

  @Test
  void goesOnAfterTheApiServerWasAway() throws Exception {
    apply(ResourceType.CONFIG_MAP, namespace, "a", "1");
    Log<ObjectMetadata> log = Log.of(WatchIT::nameAndLabel);
    ObjectWatch<ObjectMetadata> watch =
        started(
            MetadataWatch.of(
                calls, ResourceType.CONFIG_MAP, WatchScope.in(List.of(namespace)), List.of(log)));

    plane.kill(Component.API_SERVER);
    await().until(() -> watch.problem().isPresent());
    plane.restart(Component.API_SERVER);
    apply(ResourceType.CONFIG_MAP, namespace, "a", "2");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(log.lines()).containsExactly("added a=1", "changed a=1 to a=2"));
    assertThat(watch.problem()).isEmpty();
  }

  @Test
  void saysWhatRightIsMissingAndStartsWhenItIsGiven() throws Exception {
    try (KubernetesClient client =
        new KubernetesClientBuilder().withConfig(plane.configFor(namespace, "watcher")).build()) {
      ObjectWatch<ObjectMetadata> watch =
          MetadataWatch.of(
              new HttpApiClient(client),
              ResourceType.SECRET,
              WatchScope.in(List.of(namespace)),
              List.of());
      open.add(watch);
      watch.start(JdkPlatform.standard());
      await()
          .untilAsserted(() ->
              assertThat(watch.problem())
                  .hasValueSatisfying(p -> assertThat(p).contains("secrets", "403")));
      assertThat(watch.synced()).isFalse();

      allowWatching();

      assertThat(watch.awaitSynced(PATIENCE)).isTrue();
      await().until(() -> watch.problem().isEmpty());
      watch.close();
    }
  }

  private void allowWatching() {
    ResourceType roles = new ResourceType("rbac.authorization.k8s.io", "v1", "Role", "roles", true);
    ResourceType bindings =
        new ResourceType("rbac.authorization.k8s.io", "v1", "RoleBinding", "rolebindings", true);
    ObjectNode role = Json.object();
    ObjectNode rule = role.putArray("rules").addObject();
    rule.putArray("apiGroups").add("");
    rule.putArray("resources").add("secrets");
    rule.putArray("verbs").add("list").add("watch");
    ObjectNode binding = Json.object();
    binding
        .putArray("subjects")
        .addObject()
        .put("kind", "ServiceAccount")
        .put("name", "watcher")
        .put("namespace", namespace);
    binding
        .putObject("roleRef")
        .put("apiGroup", "rbac.authorization.k8s.io")
        .put("kind", "Role")
        .put("name", "watcher");
    ApplyOptions by = ApplyOptions.by("test");
    assertThat(cluster.apply(target(roles, namespace, "watcher"), role, by))
        .isInstanceOf(WriteResult.Applied.class);
    assertThat(cluster.apply(target(bindings, namespace, "watcher"), binding, by))
        .isInstanceOf(WriteResult.Applied.class);
  }
}
