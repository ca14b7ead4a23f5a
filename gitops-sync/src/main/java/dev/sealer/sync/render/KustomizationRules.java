package dev.sealer.sync.render;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.git.RepositoryPath;
import dev.sealer.git.TreeFile;
import dev.sealer.sync.manifest.ManifestException;
import dev.sealer.sync.manifest.Origin;
import dev.sealer.sync.manifest.PlainSecrets;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.Document;
import dev.sealer.yaml.read.YamlException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Limits what a kustomization may name: files of its own commit, and nothing that runs. */
final class KustomizationRules {

  private static final List<String> CHART_FIELDS =
      List.of("helmCharts", "helmChartInflationGenerator", "helmGlobals");
  private static final List<String> FILE_FIELDS =
      List.of("crds", "configurations", "patchesStrategicMerge");
  private static final List<String> PLUGIN_FIELDS =
      List.of("generators", "transformers", "validators");
  private static final List<String> GENERATORS = List.of("configMapGenerator", "secretGenerator");

  /**
   * {@code github.com/team/base}: what begins like a host is cloned where no directory is found.
   */
  private static final Pattern HOST_FIRST =
      Pattern.compile(
          "^(?:github\\.com|gitlab\\.com|bitbucket\\.org)(?:/|$)|\\.git(?:/|$)|(?:^|/)_git/");

  private KustomizationRules() {}

  /**
   * Checks all that is not a directory.
   *
   * @throws ManifestException naming file and line
   */
  static void check(KustomizationFile file) {
    refuseCharts(file);
    refuseSecrets(file);
    for (KustomizationFile.Reference reference : fileReferences(file)) {
      requireFile(file, reference);
    }
    for (String field : PLUGIN_FIELDS) {
      for (KustomizationFile.Reference reference : file.references(field)) {
        checkPlugin(file, reference);
      }
    }
  }

  /** Refuses a reference that Kustomize could take for an address. */
  static void refuseRemote(KustomizationFile file, KustomizationFile.Reference reference) {
    if (isRemote(reference.target())) {
      throw ManifestException.at(
          file.at(reference.pointer()),
          reference.shown()
              + " is remote, and only what is in the commit is built; copy it into the repository");
    }
  }

  /** Refuses a reference that is not a file of the commit, such as a URL. */
  static void requireFile(KustomizationFile file, KustomizationFile.Reference reference) {
    String target = reference.target();
    Origin origin = file.at(reference.pointer());
    refuseRemote(file, reference);
    Optional<TreeFile> found =
        RepositoryPath.resolve("", target).flatMap(path -> file.directory().file(path));
    if (found.isEmpty()) {
      throw ManifestException.at(
          origin,
          target.contains("..")
              ? reference.shown()
                  + " is not a directory of the commit; files above a kustomization are not read"
              : reference.shown() + " is not in the commit");
    }
    switch (found.get()) {
      case TreeFile.Content _ -> {}
      case TreeFile.LfsPointer _, TreeFile.Submodule _ ->
          throw ManifestException.at(
              origin, reference.shown() + " is kept in Git LFS or a submodule, which are not read");
      case TreeFile.BrokenLink link ->
          throw ManifestException.at(
              origin, reference.shown() + " is a symbolic link to nothing: " + link.reason());
    }
  }

  private static boolean isRemote(String target) {
    return target.contains(":") || target.contains("?") || HOST_FIRST.matcher(target).find();
  }

  private static void refuseCharts(KustomizationFile file) {
    for (String field : CHART_FIELDS) {
      if (file.content().has(field)) {
        throw ManifestException.at(
            file.at("/" + field),
            field
                + " needs Helm and the network during the build, which is not allowed;"
                + " make the chart an application of its own");
      }
    }
  }

  private static void refuseSecrets(KustomizationFile file) {
    JsonNode general = file.content().path("generatorOptions");
    JsonNode generators = file.content().path("secretGenerator");
    for (int i = 0; i < generators.size(); i++) {
      JsonNode generator = generators.get(i);
      if (!allowed(generator.path("options")) && !allowed(general)) {
        throw ManifestException.at(
            file.at("/secretGenerator/" + i),
            PlainSecrets.advice("secretGenerator " + generator.path("name").asText()));
      }
    }
  }

  private static boolean allowed(JsonNode options) {
    return "true".equals(options.path("annotations").path(PlainSecrets.ALLOW).asText());
  }

  private static List<KustomizationFile.Reference> fileReferences(KustomizationFile file) {
    List<KustomizationFile.Reference> found = new ArrayList<>();
    for (String field : FILE_FIELDS) {
      found.addAll(file.references(field).stream().filter(r -> !r.isInline()).toList());
    }
    for (String field : List.of("patches", "patchesJson6902", "replacements")) {
      JsonNode entries = file.content().path(field);
      for (int i = 0; i < entries.size(); i++) {
        addText(entries.get(i).path("path"), "/" + field + "/" + i + "/path", found);
      }
    }
    addText(file.content().path("openapi").path("path"), "/openapi/path", found);
    GENERATORS.forEach(field -> addGeneratorFiles(file, field, found));
    return found;
  }

  private static void addGeneratorFiles(
      KustomizationFile file, String field, List<KustomizationFile.Reference> found) {
    JsonNode entries = file.content().path(field);
    for (int i = 0; i < entries.size(); i++) {
      String pointer = "/" + field + "/" + i;
      JsonNode env = entries.get(i).path("env");
      if (env.isTextual()) {
        found.add(KustomizationFile.Reference.ofKey(env.asText(), pointer + "/env"));
      }
      for (String list : List.of("files", "envs")) {
        JsonNode items = entries.get(i).path(list);
        for (int j = 0; j < items.size(); j++) {
          found.add(
              KustomizationFile.Reference.ofKey(
                  items.get(j).asText(), pointer + "/" + list + "/" + j));
        }
      }
    }
  }

  private static void addText(
      JsonNode value, String pointer, List<KustomizationFile.Reference> found) {
    if (value.isTextual()) {
      found.add(new KustomizationFile.Reference(value.asText(), pointer));
    }
  }

  /** A transformer or generator must be one that Kustomize has built in. */
  private static void checkPlugin(KustomizationFile file, KustomizationFile.Reference reference) {
    Origin origin = file.at(reference.pointer());
    byte[] text;
    if (reference.isInline()) {
      text = reference.target().getBytes(StandardCharsets.UTF_8);
    } else {
      requireFile(file, reference);
      text =
          RepositoryPath.resolve("", reference.target())
              .flatMap(path -> file.directory().file(path))
              .map(found -> ((TreeFile.Content) found).bytes())
              .orElseThrow();
    }
    try {
      for (Document document : KubeYaml.readDocuments(text, origin.toString())) {
        checkPluginConfig(document.content(), origin);
      }
    } catch (YamlException e) {
      throw ManifestException.because(e);
    }
  }

  private static void checkPluginConfig(JsonNode config, Origin origin) {
    String kind = config.path("kind").asText();
    JsonNode annotations = config.path("metadata").path("annotations");
    boolean function =
        annotations.has("config.kubernetes.io/function")
            || annotations.has("config.k8s.io/function");
    if (function || !config.path("apiVersion").asText().equals("builtin")) {
      throw ManifestException.at(
          origin, kind + " is a plugin that runs a program, which is not allowed during the build");
    }
    if (kind.equals("HelmChartInflationGenerator") || config.toString().contains("://")) {
      throw ManifestException.at(
          origin, kind + " reads from the network, which is not allowed during the build");
    }
  }
}
