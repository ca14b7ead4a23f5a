package dev.sealer.e2e.quickstart;

import dev.sealer.e2e.stage.Installation;
import dev.sealer.e2e.stage.OperatorProcess;
import dev.sealer.e2e.stage.ProjectFiles;
import dev.sealer.testbed.git.GitRepository;
import dev.sealer.testbed.git.GitServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Everything the walk started; {@link #close} ends it in reverse and removes the folder. */
final class Stage implements AutoCloseable {

  private static final String FIELD_MANAGER = "sealer-quickstart";

  private final ProjectFiles files;
  private final Path folder;
  private final TargetCluster cluster;
  private final GitServer gitServer;
  private final GitRepository repository;
  private final OperatorProcess operator;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Stage(
      ProjectFiles files,
      Path folder,
      TargetCluster cluster,
      GitServer gitServer,
      OperatorProcess operator) {
    this.files = files;
    this.folder = folder;
    this.cluster = cluster;
    this.gitServer = gitServer;
    this.repository = gitServer.create("team/gitops");
    this.operator = operator;
  }

  /** Starts cluster, Git server and operator; ends what it started when one of them fails. */
  static Stage set(ProjectFiles files, Arguments arguments, Narrator narrator) {
    Path folder = temporaryFolder();
    narrator.explain("Everything lives in " + folder);
    TargetCluster cluster =
        arguments.context() == null
            ? TargetCluster.make(folder.resolve("cluster"))
            : TargetCluster.of(arguments.context());
    GitServer git = GitServer.start(folder.resolve("git"));
    try {
      Installation installation = new Installation(cluster.admin(), files);
      installation.apply();
      OperatorProcess operator =
          OperatorProcess.start(
              OperatorProcess.Settings.of(files, installation.writeKubeconfig(folder), folder));
      Stage stage = new Stage(files, folder, cluster, git, operator);
      stage.registerRepository();
      return stage;
    } catch (RuntimeException e) {
      git.close();
      cluster.close();
      throw e;
    }
  }

  ProjectFiles files() {
    return files;
  }

  Path folder() {
    return folder;
  }

  TargetCluster cluster() {
    return cluster;
  }

  OperatorProcess operator() {
    return operator;
  }

  /** With credentials, for the walk's own clone. */
  String repositoryUrl() {
    return gitServer.credentials().inUrl(repository.url());
  }

  /** Without credentials, for manifests. */
  String publicRepositoryUrl() {
    return repository.url().toString();
  }

  void apply(String manifest) {
    byte[] text = manifest.getBytes(StandardCharsets.UTF_8);
    for (HasMetadata object : cluster.admin().load(new ByteArrayInputStream(text)).items()) {
      cluster
          .admin()
          .resource(object)
          .fieldManager(FIELD_MANAGER)
          .forceConflicts()
          .serverSideApply();
    }
  }

  private void registerRepository() {
    Secret credentials =
        new SecretBuilder()
            .withNewMetadata()
            .withName("quickstart-repository")
            .withNamespace(Installation.APPLICATIONS_NAMESPACE)
            .addToLabels("argocd.argoproj.io/secret-type", "repository")
            .endMetadata()
            .addToStringData("url", publicRepositoryUrl())
            .addToStringData("username", gitServer.credentials().user())
            .addToStringData("password", gitServer.credentials().password())
            .build();
    cluster
        .admin()
        .resource(credentials)
        .fieldManager(FIELD_MANAGER)
        .forceConflicts()
        .serverSideApply();
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    operator.close();
    gitServer.close();
    cluster.close();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + folder, e);
    }
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("sealer-quickstart-");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a temporary folder", e);
    }
  }
}
