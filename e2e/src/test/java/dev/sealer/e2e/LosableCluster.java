package dev.sealer.e2e;

import dev.sealer.e2e.stage.Installation;
import dev.sealer.e2e.stage.Observed;
import dev.sealer.e2e.stage.OperatorProcess;
import dev.sealer.e2e.stage.ProjectFiles;
import dev.sealer.e2e.stage.SealerCommand;
import dev.sealer.testbed.cluster.ControlPlane;
import dev.sealer.testbed.cluster.ControlPlaneSpec;
import dev.sealer.testbed.git.GitRepository;
import dev.sealer.testbed.git.GitServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A cluster beside a Git server that outlives it. */
final class LosableCluster implements AutoCloseable {

  private static final String KEY_LABEL = "sealedsecrets.bitnami.com/sealed-secrets-key";
  private static final DateTimeFormatter DATE_R =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

  private final ProjectFiles files = ProjectFiles.find();
  private final SealerCommand sealer = new SealerCommand(files);
  private final Path folder;
  private final ControlPlane plane;
  private final GitServer gitServer;
  private final GitRepository repository;
  private Optional<OperatorProcess> operator = Optional.empty();

  private LosableCluster(Path folder, ControlPlane plane, GitServer gitServer) {
    this.folder = folder;
    this.plane = plane;
    this.gitServer = gitServer;
    this.repository = gitServer.create("team/shop");
  }

  /** An empty cluster and an empty repository. */
  static LosableCluster start(Path folder, Path planeFolder) {
    return new LosableCluster(
        folder,
        ControlPlane.start(ControlPlaneSpec.apiServerOnly(planeFolder)),
        GitServer.start(folder.resolve("git")));
  }

  ControlPlane plane() {
    return plane;
  }

  GitServer gitServer() {
    return gitServer;
  }

  GitRepository repository() {
    return repository;
  }

  /** Stops the operator and deletes etcd with all that is in it. */
  void lose() {
    stopOperator();
    plane.wipe();
  }

  void install() {
    installation().apply();
  }

  private Installation installation() {
    return new Installation(plane.client(), files);
  }

  void startOperator(String... more) {
    Path kubeconfig = installation().writeKubeconfig(folder);
    List<String> flags = new ArrayList<>(List.of(more));
    flags.add("--key-size=2048");
    operator =
        Optional.of(
            OperatorProcess.start(
                OperatorProcess.Settings.of(files, kubeconfig, folder)
                    .withFlags(flags.toArray(String[]::new))));
  }

  void stopOperator() {
    operator.ifPresent(OperatorProcess::close);
    operator = Optional.empty();
  }

  /** A cutoff makes the controller renew its key once. */
  void renew() {
    String was = certificate();
    stopOperator();
    startOperator("--key-cutoff-time=" + ZonedDateTime.now(ZoneOffset.UTC).format(DATE_R));
    new Observed(plane.client(), "").await("the key is renewed", () -> !certificate().equals(was));
  }

  /** What the operator has everybody seal for, in PEM. */
  String certificate() {
    return operator.orElseThrow().certificate();
  }

  /** Seals manifests, in YAML. */
  String seal(String manifests, String certificate) {
    try {
      Path file = Files.writeString(folder.resolve("cert.pem"), certificate);
      return sealer
          .runWith(manifests, "seal", "--cert", file.toString(), "--format", "yaml")
          .orThrow()
          .stdout();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The key Secrets, whatever the value of their label. */
  List<Secret> keySecrets() {
    return plane
        .client()
        .secrets()
        .inNamespace(Installation.NAMESPACE)
        .withLabel(KEY_LABEL)
        .list()
        .getItems();
  }

  /** Has the operator bring what the repository holds into the cluster. */
  void deploy() {
    apply(
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: team-shop
          namespace: argocd
          labels: {argocd.argoproj.io/secret-type: repository}
        stringData:
          url: %1$s
          username: %2$s
          password: %3$s
        ---
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: shop, namespace: argocd}
        spec:
          project: default
          source: {repoURL: %1$s, targetRevision: main, path: app}
          destination: {server: https://kubernetes.default.svc, namespace: team-0}
          syncPolicy: {automated: {}}
        """
            .formatted(
                repository.url(),
                gitServer.credentials().user(),
                gitServer.credentials().password()));
  }

  void apply(String manifests) {
    byte[] text = manifests.getBytes(StandardCharsets.UTF_8);
    for (HasMetadata object : plane.client().load(new ByteArrayInputStream(text)).items()) {
      plane.client().resource(object).fieldManager("e2e").forceConflicts().serverSideApply();
    }
  }

  @Override
  public void close() {
    stopOperator();
    gitServer.close();
    plane.close();
  }
}
