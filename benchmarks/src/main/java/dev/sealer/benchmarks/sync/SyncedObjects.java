package dev.sealer.benchmarks.sync;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.benchmarks.cluster.BenchmarkCluster;
import dev.sealer.kube.client.ApiRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Files of an application in Git, one object each: two ConfigMaps to a Service, a ServiceAccount
 * and a Deployment. No object needs another, so an API server without controllers is enough.
 */
final class SyncedObjects {

  static final String APPLICATIONS = "/apis/argoproj.io/v1alpha1/namespaces/argocd/applications";
  static final String DEPLOYMENTS =
      "/apis/apps/v1/namespaces/" + BenchmarkCluster.NAMESPACE + "/deployments";

  /** The resources of the objects. */
  static final Set<String> RESOURCES =
      Set.of("configmaps", "services", "serviceaccounts", "deployments");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Every fifth object is a Deployment, from the third on. */
  static final int KINDS = 5;

  private static final String CONFIG_MAP =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: NAME, labels: {app: NAME}}
      data: {greeting: "GREETING", region: eu-west-1, level: info}
      """;
  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: NAME, labels: {app: NAME}}
      spec:
        selector: {app: NAME}
        ports: [{name: http, port: 80, targetPort: 8080}, {name: metrics, port: 9090}]
      """;
  private static final String SERVICE_ACCOUNT =
      """
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: NAME, labels: {app: NAME}}
      automountServiceAccountToken: false
      """;
  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: NAME, labels: {app: NAME}}
      spec:
        replicas: 3
        selector: {matchLabels: {app: NAME}}
        template:
          metadata: {labels: {app: NAME}}
          spec:
            containers:
            - name: server
              image: registry.example.com/team/server:1.0.0
              ports: [{containerPort: 8080}]
              env: [{name: REGION, value: eu-west-1}, {name: LEVEL, value: info}]
              resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
              readinessProbe: {httpGet: {path: /ready, port: 8080}}
      """;
  private static final String HOOK =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: NAME, annotations: {argocd.argoproj.io/hook: PreSync}}
      data: {greeting: hook}
      """;

  private SyncedObjects() {}

  /** Returns file name to manifest, for so many objects whose names begin with {@code prefix}. */
  static Map<String, String> files(String folder, String prefix, int count) {
    Map<String, String> files = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String name = prefix + "-" + i;
      files.put(folder + "/" + name + ".yaml", manifest(i, name));
    }
    return files;
  }

  /** Returns requests that apply the same objects. */
  static List<ApiRequest> applies(String prefix, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> {
          String name = prefix + "-" + i;
          return ApiRequest.patch(path(i) + "/" + name, ApiRequest.APPLY_PATCH, manifest(i, name))
              .with("fieldManager", "floor")
              .with("force", "true");
        })
        .toList();
  }

  private static String path(int number) {
    String core = "/api/v1/namespaces/" + BenchmarkCluster.NAMESPACE;
    return switch (number % KINDS) {
      case 0 -> core + "/services";
      case 1 -> core + "/serviceaccounts";
      case 2 -> DEPLOYMENTS;
      default -> core + "/configmaps";
    };
  }

  private static String manifest(int number, String name) {
    return switch (number % KINDS) {
      case 0 -> SERVICE.replace("NAME", name);
      case 1 -> SERVICE_ACCOUNT.replace("NAME", name);
      case 2 -> DEPLOYMENT.replace("NAME", name);
      default -> configMap(name, "hello");
    };
  }

  static String configMap(String name, String greeting) {
    return CONFIG_MAP.replace("NAME", name).replace("GREETING", greeting);
  }

  /** Returns a hook that stays in the cluster when its sync has ended. */
  static String hook(String name) {
    return HOOK.replace("NAME", name);
  }

  /** Returns an Application of the default project that syncs {@code path} by itself. */
  static String application(String name, String repository, String path, String... options) {
    ObjectNode object =
        JSON.createObjectNode()
            .put("apiVersion", "argoproj.io/v1alpha1")
            .put("kind", "Application");
    object.putObject("metadata").put("name", name).put("namespace", "argocd");
    ObjectNode spec = object.putObject("spec").put("project", "default");
    spec.putObject("source")
        .put("repoURL", repository)
        .put("targetRevision", "main")
        .put("path", path);
    spec.putObject("destination")
        .put("server", "https://kubernetes.default.svc")
        .put("namespace", BenchmarkCluster.NAMESPACE);
    ObjectNode policy = spec.putObject("syncPolicy");
    policy.putObject("automated").put("selfHeal", true);
    for (String option : options) {
      policy.withArray("/syncOptions").add(option);
    }
    return object.toString();
  }
}
