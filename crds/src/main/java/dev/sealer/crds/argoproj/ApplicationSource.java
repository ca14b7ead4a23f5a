package dev.sealer.crds.argoproj;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.crds.schema.Copies;
import dev.sealer.crds.schema.KubeModel;
import dev.sealer.crds.schema.Schema;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where manifests are, and how to make them. At most one of the four renderers is given. */
@KubeModel("Where manifests are, and how to make them.")
public record ApplicationSource(
    @Schema(value = "Address of the Git or Helm repository.", required = true) String repoURL,
    @Schema("Directory in the Git repository.") @Nullable String path,
    @Schema("Branch, tag, commit or version range; HEAD when absent.")
        @Nullable String targetRevision,
    @Schema("Chart of the Helm repository.") @Nullable String chart,
    @Schema("Name by which other sources refer to this one.") @Nullable String ref,
    @Schema("Name to show.") @Nullable String name,
    @Schema("Prefix of the tags among which a version range chooses.") @Nullable String tagPrefix,
    @Schema("Render with Helm.") @Nullable Helm helm,
    @Schema("Render with Kustomize.") @Nullable Kustomize kustomize,
    @Schema("Read plain manifests.") @Nullable Directory directory,
    @Schema("Render with a plugin.") @Nullable Plugin plugin) {

  /** Plain manifests and Jsonnet. */
  @KubeModel
  public record Directory(
      @Schema("Whether to read directories below.") @Nullable Boolean recurse,
      @Schema("Glob of files to read.") @Nullable String include,
      @Schema("Glob of files to pass over.") @Nullable String exclude,
      @Schema("Whether files of any extension are read.") @Nullable Boolean disableExtensionFilter,
      @Schema("The variables that Jsonnet files receive.") @Nullable Jsonnet jsonnet) {}

  /** The variables that Jsonnet files receive. */
  @KubeModel
  public record Jsonnet(
      @Schema("External variables.") List<JsonnetVar> extVars,
      @Schema("Top-level arguments.") List<JsonnetVar> tlas,
      @Schema("Library directories.") List<String> libs) {
    public Jsonnet {
      extVars = Copies.list(extVars);
      tlas = Copies.list(tlas);
      libs = Copies.list(libs);
    }
  }

  /** A variable or argument, a string or code. */
  @KubeModel
  public record JsonnetVar(
      @Schema(required = true) String name,
      @Schema(required = true) String value,
      @Schema("Whether the value is code.") @Nullable Boolean code) {}

  /** The options for rendering a Helm chart. */
  @KubeModel
  public record Helm(
      @Schema("Name of the release; the Application's when absent.") @Nullable String releaseName,
      @Schema("Files of values, in order.") List<String> valueFiles,
      @Schema("Values as YAML text.") @Nullable String values,
      @Schema(value = "Values as an object; before `values`.", keepUnknown = true)
          @Nullable JsonNode valuesObject,
      @Schema("Single values.") List<HelmParameter> parameters,
      @Schema("Single values from files.") List<HelmFileParameter> fileParameters,
      @Schema("Version of Helm.") @Nullable String version,
      @Schema("Whether credentials go to all domains.") @Nullable Boolean passCredentials,
      @Schema("Whether a missing file of values is passed over.")
          @Nullable Boolean ignoreMissingValueFiles,
      @Schema("Whether the chart's CRDs are left out.") @Nullable Boolean skipCrds,
      @Schema("Whether the chart's tests are left out.") @Nullable Boolean skipTests,
      @Schema("Whether values are not checked against the chart's schema.")
          @Nullable Boolean skipSchemaValidation,
      @Schema("Namespace to render for.") @Nullable String namespace,
      @Schema("Kubernetes version to render for.") @Nullable String kubeVersion,
      @Schema("API versions to render for.") List<String> apiVersions) {
    public Helm {
      valueFiles = Copies.list(valueFiles);
      parameters = Copies.list(parameters);
      fileParameters = Copies.list(fileParameters);
      apiVersions = Copies.list(apiVersions);
    }
  }

  /** One value of a chart. */
  @KubeModel
  public record HelmParameter(
      @Nullable String name,
      @Nullable String value,
      @Schema("Whether the value is a string whatever it looks like.")
          @Nullable Boolean forceString) {}

  /** One value of a chart, from a file. */
  @KubeModel
  public record HelmFileParameter(@Nullable String name, @Nullable String path) {}

  /** Changes to a kustomization before it is built. */
  @KubeModel
  public record Kustomize(
      @Nullable String namePrefix,
      @Nullable String nameSuffix,
      @Schema("Images to replace: old=new:tag, name:tag or name@digest.") List<String> images,
      List<KustomizeReplica> replicas,
      Map<String, String> commonLabels,
      Map<String, String> commonAnnotations,
      @Schema("Whether labels replace those of the kustomization.")
          @Nullable Boolean forceCommonLabels,
      @Schema("Whether annotations replace those of the kustomization.")
          @Nullable Boolean forceCommonAnnotations,
      @Schema("Whether variables in annotations are replaced.")
          @Nullable Boolean commonAnnotationsEnvsubst,
      @Schema("Whether selectors do not get the labels.") @Nullable Boolean labelWithoutSelector,
      @Schema("Whether templates get the labels all the same.")
          @Nullable Boolean labelIncludeTemplates,
      @Nullable String namespace,
      List<KustomizePatch> patches,
      List<String> components,
      @Schema("Whether a missing component is passed over.")
          @Nullable Boolean ignoreMissingComponents,
      @Schema("Version of Kustomize.") @Nullable String version,
      @Schema("Kubernetes version to render for.") @Nullable String kubeVersion,
      @Schema("API versions to render for.") List<String> apiVersions) {
    public Kustomize {
      images = Copies.list(images);
      replicas = Copies.list(replicas);
      commonLabels = Copies.map(commonLabels);
      commonAnnotations = Copies.map(commonAnnotations);
      patches = Copies.list(patches);
      components = Copies.list(components);
      apiVersions = Copies.list(apiVersions);
    }
  }

  /** Number of replicas of the workloads of a name. */
  @KubeModel
  public record KustomizeReplica(
      @Schema(required = true) String name, @Schema(required = true) IntOrString count) {}

  /** A patch, in place or in a file, for the objects that match. */
  @KubeModel
  public record KustomizePatch(
      @Nullable String path,
      @Nullable String patch,
      @Nullable KustomizeTarget target,
      Map<String, Boolean> options) {
    public KustomizePatch {
      options = Copies.map(options);
    }
  }

  /** Which objects a patch is for. */
  @KubeModel
  public record KustomizeTarget(
      @Nullable String group,
      @Nullable String version,
      @Nullable String kind,
      @Nullable String name,
      @Nullable String namespace,
      @Nullable String labelSelector,
      @Nullable String annotationSelector) {}

  /** The options for rendering with a plugin. */
  @KubeModel
  public record Plugin(
      @Nullable String name,
      @Schema("Environment of the plugin.") List<NameValue> env,
      @Schema("Parameters of the plugin.") List<PluginParameter> parameters) {
    public Plugin {
      env = Copies.list(env);
      parameters = Copies.list(parameters);
    }
  }

  /** A parameter of a plugin: a string, a list or a map. */
  @KubeModel
  public record PluginParameter(
      @Nullable String name, @Nullable String string, List<String> array, Map<String, String> map) {
    public PluginParameter {
      array = Copies.list(array);
      map = Copies.map(map);
    }
  }
}
