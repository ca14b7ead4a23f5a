package dev.sealer.sync.plan.settings;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.crds.argoproj.IgnoreDifference;
import dev.sealer.sync.manifest.ManifestException;
import dev.sealer.sync.plan.diff.IgnoreRules;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.YamlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the data of the ConfigMap {@code argocd-cm}. Never fails: what is wrong is in the result.
 */
public final class ArgoSettingsParser {

  private static final String CONFIG_MAP = "ConfigMap argocd-cm: ";
  private static final String CUSTOMIZATIONS = "resource.customizations";
  private static final String IGNORED = CUSTOMIZATIONS + ".ignoreDifferences.";

  /** Settings that change what is synced or shown, and that Sealer does not honor. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of("kustomize.buildOptions", "resource.compareoptions", "timeout.reconciliation");

  private final List<IgnoreDifference> ignored = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private ArgoSettingsParser() {}

  /**
   * Reads settings.
   *
   * @param data strings by key
   */
  public static ArgoSettings parse(JsonNode data) {
    try {
      return new ArgoSettingsParser().read(data);
    } catch (IllegalArgumentException | ManifestException e) {
      return ArgoSettings.unusable(CONFIG_MAP + e.getMessage());
    }
  }

  private ArgoSettings read(JsonNode data) {
    data.properties().forEach(entry -> read(entry.getKey(), entry.getValue().asText()));
    return new ArgoSettings(
        data.path("application.sync.impersonation.enabled").asText().equals("true"),
        TrackingSettings.parse(
            data.path("application.resourceTrackingMethod").asText(),
            data.path("application.instanceLabelKey").asText(),
            data.path("installationID").asText()),
        new ResourceFilter(kinds("resource.exclusions", data), kinds("resource.inclusions", data)),
        ignored,
        warnings,
        Optional.empty());
  }

  private void read(String key, String value) {
    if (key.equals(CUSTOMIZATIONS)) {
      yaml(key, value).properties().forEach(kind -> customization(kind.getKey(), kind.getValue()));
    } else if (key.startsWith(IGNORED)) {
      String kind = key.substring(IGNORED.length());
      ignore(key, kind.equals("all") ? "*/*" : kind.replaceFirst("_", "/"), yaml(key, value));
    } else if (key.startsWith(CUSTOMIZATIONS + ".health.")) {
      health(key);
    } else if (isWithoutEffect(key)) {
      warn(key, "remove it to silence this");
    }
  }

  private static boolean isWithoutEffect(String key) {
    return WITHOUT_EFFECT.contains(key)
        || key.startsWith("kustomize.buildOptions.")
        || key.startsWith("kustomize.path.");
  }

  private void customization(String kind, JsonNode value) {
    String key = CUSTOMIZATIONS + " " + kind;
    if (value.hasNonNull("ignoreDifferences")) {
      JsonNode rules = value.get("ignoreDifferences");
      ignore(
          key,
          kind.equals("all") ? "*/*" : kind,
          rules.isTextual() ? yaml(key, rules.asText()) : rules);
    }
    if (value.hasNonNull("health.lua")) {
      health(key);
    }
  }

  private void health(String key) {
    warn(key, "scripts in Lua do not run; the kind is judged by its conditions");
  }

  private void warn(String key, String what) {
    warnings.add(CONFIG_MAP + key + " has no effect: " + what);
  }

  /**
   * Adds a rule.
   *
   * @param kind {@code group/kind}, each a glob, or a kind of the core group
   */
  private void ignore(String key, String kind, JsonNode value) {
    int slash = kind.indexOf('/');
    IgnoreDifference rule =
        new IgnoreDifference(
            slash < 0 ? "" : kind.substring(0, slash),
            kind.substring(slash + 1),
            null,
            null,
            strings(value.path("jsonPointers")),
            strings(value.path("jqPathExpressions")),
            strings(value.path("managedFieldsManagers")));
    IgnoreRules.problem(rule)
        .ifPresent(problem -> {
          throw new IllegalArgumentException(key + ": " + problem);
        });
    ignored.add(rule);
  }

  private static List<ResourceFilter.Kinds> kinds(String key, JsonNode data) {
    List<ResourceFilter.Kinds> found = new ArrayList<>();
    for (JsonNode one : yaml(key, data.path(key).asText())) {
      found.add(
          new ResourceFilter.Kinds(
              strings(one.path("apiGroups")),
              strings(one.path("kinds")),
              strings(one.path("clusters"))));
    }
    return found;
  }

  private static JsonNode yaml(String key, String text) {
    try {
      return KubeYaml.readDocument(text.isBlank() ? "{}" : text, key).content();
    } catch (YamlException e) {
      throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
    }
  }

  private static List<String> strings(JsonNode list) {
    List<String> found = new ArrayList<>();
    list.forEach(item -> found.add(item.asText()));
    return found;
  }
}
