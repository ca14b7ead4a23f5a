package dev.sealer.sync.render;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sealer.crds.argoproj.ApplicationSource;
import dev.sealer.git.GitTree;
import dev.sealer.git.RepositoryPath;
import dev.sealer.git.TreeFile;
import dev.sealer.git.TreeSnapshot;
import dev.sealer.sync.manifest.Manifest;
import dev.sealer.sync.manifest.ManifestException;
import dev.sealer.sync.manifest.ManifestReader;
import dev.sealer.sync.manifest.Origin;
import dev.sealer.sync.manifest.PlainSecrets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes manifests from a directory of a commit. Kustomize runs once for equal content and equal
 * options, whatever the number of commits and applications. Safe for use by several threads.
 */
public final class SourceRenderer {

  private static final Duration STOPPED_FOR = Duration.ofMinutes(10);
  private static final int MOST_STOPPED = 1_000;

  private final KustomizeBuild kustomize;
  private final Cache<String, Built> builds;

  /** Builds that were stopped at a limit, with the reason: the next try would take as long. */
  private final Cache<String, String> stopped =
      Caffeine.newBuilder()
          .executor(Runnable::run)
          .maximumSize(MOST_STOPPED)
          .expireAfterWrite(STOPPED_FOR)
          .build();

  /** With an empty cache. */
  public SourceRenderer(RenderSettings settings) {
    this.kustomize = new KustomizeBuild(settings);
    this.builds =
        Caffeine.newBuilder()
            // On the caller's thread: the cache starts no threads of its own.
            .executor(Runnable::run)
            .maximumWeight(settings.cacheLimitBytes())
            .<String, Built>weigher((key, built) -> key.length() + built.weight())
            .build();
  }

  /**
   * Renders {@code source.path} of {@code tree}.
   *
   * @return manifests as Git has them, no plain Secret among them
   * @throws ManifestException when what Git holds cannot become objects
   * @throws BuildTroubleException when a build did not come to its end
   * @throws dev.sealer.git.GitException when the path cannot be read
   */
  public RenderedSource render(GitTree tree, ApplicationSource source) {
    String path = source.path() == null ? "" : source.path();
    RenderedSource rendered =
        switch (typeOf(tree, path, source)) {
          case DIRECTORY -> new DirectoryRenderer(source.directory()).render(tree, path);
          case KUSTOMIZE -> kustomize(tree, path, source);
          case HELM ->
              throw new ManifestException(
                  shown(path) + ": Helm charts are not supported; commit what the chart renders");
          case PLUGIN ->
              throw new ManifestException(
                  "spec.source.plugin is not supported; use a plain directory or Kustomize");
          case NONE -> RenderedSource.none();
        };
    rendered.manifests().forEach(PlainSecrets::refuse);
    return rendered;
  }

  /** Returns what a build of a commit is kept from taking, as part of a sentence. */
  public String bounds() {
    return kustomize.bounds();
  }

  /** Forgets what was rendered, so that it is rendered again. */
  public void forgetAll() {
    builds.invalidateAll();
    stopped.invalidateAll();
  }

  private static SourceType typeOf(GitTree tree, String path, ApplicationSource source) {
    TreeSnapshot top = tree.directory(path, SourceRenderer::saysType);
    Set<String> names =
        top.files().stream().map(TreeFile::path).collect(Collectors.toCollection(TreeSet::new));
    names.stream()
        .filter(name -> name.startsWith(".argocd-source"))
        .findFirst()
        .ifPresent(name -> {
          throw new ManifestException(
              shown(path)
                  + "/"
                  + name
                  + ": overrides in the repository are not supported;"
                  + " write them into the Application");
        });
    return SourceType.explicit(source).orElseGet(() -> SourceType.detect(names));
  }

  private static boolean saysType(String path) {
    return path.equals("Chart.yaml")
        || KustomizationFile.isName(path)
        || (path.startsWith(".argocd-source") && path.endsWith(".yaml"));
  }

  private RenderedSource kustomize(GitTree tree, String path, ApplicationSource source) {
    KustomizationGraph graph = KustomizationGraph.read(tree, path, source.kustomize());
    String root = RepositoryPath.resolve("", path).orElseThrow();
    String key = keyOf(graph, root);
    String reason = stopped.getIfPresent(key);
    if (reason != null) {
      throw new BuildTroubleException(reason);
    }
    Built built = builds.get(key, _ -> build(graph, root, key));
    return switch (built) {
      case Output output ->
          new RenderedSource(
              SourceType.KUSTOMIZE,
              read(output.yaml(), root).stream()
                  .map(manifest -> located(manifest, graph, root))
                  .toList(),
              graph.warnings(),
              inputs(graph));
      case Refused refused -> throw new ManifestException(refused.message());
    };
  }

  private static SortedMap<String, String> inputs(KustomizationGraph graph) {
    SortedMap<String, String> inputs = new TreeMap<>();
    for (KustomizationFile file : graph.files()) {
      inputs.put(file.directory().path(), file.directory().hash());
    }
    return inputs;
  }

  private static List<Manifest> read(String yaml, String root) {
    return ManifestReader.read(
        "kustomize build " + shown(root), yaml.getBytes(StandardCharsets.UTF_8));
  }

  private Built build(KustomizationGraph graph, String root, String key) {
    try {
      String yaml = kustomize.run(graph, root);
      // Before it is kept: no plain Secret stays in memory.
      read(yaml, root).forEach(PlainSecrets::refuse);
      return new Output(yaml);
    } catch (ManifestException e) {
      // Equal input is refused again: the answer is kept as an output is.
      return new Refused(String.valueOf(e.getMessage()));
    } catch (BuildTroubleException e) {
      if (e.isLasting()) {
        stopped.put(
            key,
            e.getMessage()
                + "; it is built again for other content, a hard refresh, or after "
                + STOPPED_FOR.toMinutes()
                + " minutes");
      }
      throw e;
    }
  }

  /** Kustomize does not say where an object came from; the kustomization is the nearest place. */
  private static Manifest located(Manifest manifest, KustomizationGraph graph, String root) {
    KustomizationFile file = graph.file(root);
    String place = root.isEmpty() ? file.fileName() : root + "/" + file.fileName();
    return new Manifest(manifest.object(), new Origin(place, 0));
  }

  private static String keyOf(KustomizationGraph graph, String root) {
    StringBuilder key = new StringBuilder(root);
    inputs(graph).forEach((path, hash) -> key.append('\n').append(path).append('=').append(hash));
    return key.append('\n').append(graph.file(root).content()).toString();
  }

  private static String shown(String path) {
    return path.isEmpty() ? "." : path;
  }

  private sealed interface Built {
    int weight();
  }

  private record Output(String yaml) implements Built {
    @Override
    public int weight() {
      return yaml.length();
    }
  }

  private record Refused(String message) implements Built {
    @Override
    public int weight() {
      return message.length();
    }
  }
}
