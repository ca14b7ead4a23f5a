package dev.sealer.sync.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.controller.ControllerContext;
import dev.sealer.simulation.apiserver.StoredWrite;
import dev.sealer.simulation.kit.ClusterUser;
import dev.sealer.simulation.kit.RecordedEvents;
import dev.sealer.simulation.oracle.LogCapture;
import dev.sealer.simulation.plan.Fault;
import dev.sealer.simulation.plan.Plan;
import dev.sealer.simulation.world.Program;
import dev.sealer.simulation.world.SimulatedWorld;
import dev.sealer.simulation.world.Trace;
import dev.sealer.sync.application.ApplicationView;
import dev.sealer.sync.observe.ApplicationMetrics;
import dev.sealer.sync.plan.ApplicationNamespaces;
import dev.sealer.sync.plan.Shards;
import dev.sealer.sync.render.RenderSettings;
import dev.sealer.sync.render.SourceRenderer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The sync engine in one process, on a cluster and a repository in memory and in virtual time: its
 * watches follow, and a minute takes no time. Takes the logs of the JVM until it is closed. A test
 * that registers it need not close it.
 */
final class InMemoryApplications implements AutoCloseable, AfterEachCallback {

  static final ResourceType APPLICATION = ApplicationView.TYPE;
  private static final String CONTROL = "argocd";
  private static final Path NOWHERE = Path.of("/nonexistent");

  private final ApplicationNamespaces namespaces;
  final LogCapture logs = LogCapture.install();
  final SimulatedWorld world;
  final ClusterUser user;
  final MemoryGit git = new MemoryGit();
  final RecordedEvents events = new RecordedEvents();
  final Set<String> requests = ConcurrentHashMap.newKeySet();

  /** Called with each request of the engine before it is sent. */
  volatile Consumer<ApiRequest> beforeCall = _ -> {};

  /** Starts the engine, over a cluster that meets {@code faults}. */
  InMemoryApplications(Fault... faults) {
    this(ApplicationNamespaces.only(CONTROL), List.of(Shards.single()), faults);
  }

  /** Starts an engine for Applications of more namespaces. */
  InMemoryApplications(ApplicationNamespaces namespaces) {
    this(namespaces, List.of(Shards.single()));
  }

  private InMemoryApplications(
      ApplicationNamespaces namespaces, List<Shards> processes, Fault... faults) {
    this.namespaces = namespaces;
    this.world = new SimulatedWorld(1, new Plan(List.of(), List.of(faults)), Trace.ofTheEnd());
    this.user = new ClusterUser(world.calls("user"));
    for (String name : List.of(CONTROL, "app")) {
      ObjectNode _ =
          user.apply("{apiVersion: v1, kind: Namespace, metadata: {name: " + name + "}}");
    }
    for (int i = 0; i < processes.size(); i++) {
      Shards shards = processes.get(i);
      world.addReplica(Character.toString('a' + i), host -> start(host, shards));
    }
    world.planTimedFaults();
  }

  /** Starts two processes, each with the engine for a shard of its own. */
  static InMemoryApplications inTwoShards() {
    return new InMemoryApplications(
        ApplicationNamespaces.only(CONTROL),
        List.of(new Shards(2, Set.of(0)), new Shards(2, Set.of(1))));
  }

  private Runnable start(Program.Host host, Shards shards) {
    SyncEngine engine =
        SyncEngine.create(
            new SyncEngine.Settings(namespaces, shards, 2, Duration.ofMinutes(2)),
            git,
            new SourceRenderer(RenderSettings.with(NOWHERE, NOWHERE)),
            new ApplicationMetrics(host.metrics()),
            new ControllerContext(
                new RecordedIdentities(
                    host.calls(), requests, request -> beforeCall.accept(request)),
                events,
                host.metrics(),
                host.platform()));
    engine.start();
    return engine::close;
  }

  /** Lets virtual time pass. */
  void pass(Duration time) {
    world.run(time);
  }

  /** Lets so much time pass that everything that can be done has been done, Git's poll included. */
  void settle() {
    pass(Duration.ofMinutes(3));
  }

  static ObjectKey application(String name) {
    return new ObjectKey(CONTROL, name);
  }

  static ObjectKey inApp(String name) {
    return new ObjectKey("app", name);
  }

  /** Writes an Application that is synced by itself; {@code metadata} is YAML in flow style. */
  void automated(String name, String metadata) {
    apply(name, metadata, "{automated: {prune: true, selfHeal: true}, retry: {limit: 0}}");
  }

  /** Writes an Application of the directory {@code app}; {@code policy} is YAML in flow style. */
  void apply(String name, String metadata, String policy) {
    ObjectNode _ =
        user.apply(
            """
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata: {name: %s, namespace: %s%s}
            spec:
              project: default
              source: {repoURL: "%s", targetRevision: main, path: app}
              destination: {server: https://kubernetes.default.svc, namespace: app}
              syncPolicy: %s
            """
                .formatted(
                    name,
                    CONTROL,
                    metadata.isEmpty() ? "" : ", " + metadata,
                    MemoryGit.URL,
                    policy));
  }

  static String configMap(String name, String value) {
    return configMap(name, value, "{}");
  }

  static String configMap(String name, String value, String annotations) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: %s, annotations: %s}
    data: {greeting: "%s"}
    """
        .formatted(name, annotations, value);
  }

  String greeting(String name) {
    return user.text(ResourceType.CONFIG_MAP, inApp(name), "/data/greeting");
  }

  JsonNode status(String name) {
    return user.get(APPLICATION, application(name)).path("status");
  }

  /** Returns sync status, health and phase in one line. */
  String summary(String name) {
    JsonNode status = status(name);
    return status.at("/sync/status").asText()
        + " "
        + status.at("/health/status").asText()
        + " "
        + status.at("/operationState/phase").asText();
  }

  /** Returns the message of a condition; empty if there is none. */
  String condition(String name, String type) {
    return condition(user.get(APPLICATION, application(name)), type);
  }

  /** Returns the message of a condition; empty if there is none. */
  static String condition(JsonNode application, String type) {
    for (JsonNode condition : application.at("/status/conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return condition.path("message").asText();
      }
    }
    return "";
  }

  /** Returns what is stored while {@code time} passes, by anyone. */
  List<StoredWrite> writesDuring(Duration time) {
    List<StoredWrite> writes = new ArrayList<>();
    world.server().listen(writes::add);
    pass(time);
    return List.copyOf(writes);
  }

  @Override
  public void close() {
    world.end();
    logs.close();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    close();
  }
}
