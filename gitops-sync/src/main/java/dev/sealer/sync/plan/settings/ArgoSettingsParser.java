package dev.sealer.sync.plan.settings;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.crds.argoproj.IgnoreDifference;
import dev.sealer.sync.health.HealthChecks;
import dev.sealer.sync.manifest.ManifestException;
import dev.sealer.sync.plan.diff.IgnoreRules;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.YamlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the data of the ConfigMap {@code argocd-cm}. Never fails: what is wrong is in the result.
 */
public final class ArgoSettingsParser {

  private static final String CONFIG_MAP = "ConfigMap argocd-cm: ";
  private static final String CUSTOMIZATIONS = "resource.customizations";
  private static final String LUA_HEALTH = CUSTOMIZATIONS + ".health.";
  private static final String HEALTH = "sealer.dev.health.";

  /** The check that Argo CD's documentation gives for Applications of Applications. */
  private static final String LUA_OF_APPLICATIONS =
      "hs = {} hs.status = \"Progressing\" hs.message = \"\""
          + " if obj.status ~= nil then if obj.status.health ~= nil then"
          + " hs.status = obj.status.health.status"
          + " if obj.status.health.message ~= nil then"
          + " hs.message = obj.status.health.message end end end return hs";

  /** The most frequent check: an Ingress is Healthy without a load balancer. */
  private static final Pattern LUA_CONSTANT =
      Pattern.compile(
          "hs = \\{\\} hs\\.status = \"(Healthy|Suspended|Progressing|Degraded)\" return hs");

  private static final Pattern ONE_KIND = Pattern.compile("[A-Za-z0-9./-]+");
  private static final String APPLICATION = "argoproj.io/Application";
  private static final String IGNORED = CUSTOMIZATIONS + ".ignoreDifferences.";

  /** Settings that change what is synced or shown, and that Sealer does not honor. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of("kustomize.buildOptions", "resource.compareoptions", "timeout.reconciliation");

  private final List<IgnoreDifference> ignored = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final JsonNode data;
  private HealthChecks health = HealthChecks.builtIn();

  private ArgoSettingsParser(JsonNode data) {
    this.data = data;
  }

  /**
   * Reads settings.
   *
   * @param data strings by key
   */
  public static ArgoSettings parse(JsonNode data) {
    try {
      return new ArgoSettingsParser(data).read();
    } catch (IllegalArgumentException | ManifestException e) {
      return ArgoSettings.unusable(CONFIG_MAP + e.getMessage());
    }
  }

  private ArgoSettings read() {
    data.properties().forEach(entry -> read(entry.getKey(), entry.getValue().asText()));
    return new ArgoSettings(
        data.path("application.sync.impersonation.enabled").asText().equals("true"),
        TrackingSettings.parse(
            data.path("application.resourceTrackingMethod").asText(),
            data.path("application.instanceLabelKey").asText(),
            data.path("installationID").asText()),
        health,
        new ResourceFilter(kinds("resource.exclusions"), kinds("resource.inclusions")),
        ignored,
        warnings,
        Optional.empty());
  }

  private void read(String key, String value) {
    if (key.equals(CUSTOMIZATIONS)) {
      yaml(key, value).properties().forEach(kind -> customization(kind.getKey(), kind.getValue()));
    } else if (key.startsWith(IGNORED)) {
      String kind = kind(IGNORED, key);
      ignore(key, kind.equals("all") ? "*/*" : kind, yaml(key, value));
    } else if (key.startsWith(LUA_HEALTH)) {
      luaHealth(key, kind(LUA_HEALTH, key), value);
    } else if (key.startsWith(HEALTH)) {
      health = health.with(key, kind(HEALTH, key), value);
    } else if (isWithoutEffect(key)) {
      warn(key, "remove it to silence this");
    }
  }

  /** Returns {@code group/kind}, or a kind of the core group. */
  private static String kind(String prefix, String key) {
    return key.substring(prefix.length()).replaceFirst("_", "/");
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
      luaHealth(key, kind, value.get("health.lua").asText());
    }
  }

  /**
   * Reads a check in Lua if it says the same status always, or what the built-in rule says. Names
   * others, unless they are written in CEL, too, which counts.
   */
  private void luaHealth(String key, String kind, String script) {
    String inCel = HEALTH + kind.replaceFirst("/", "_");
    String words = script.strip().replaceAll("\\s+", " ");
    Matcher constant = LUA_CONSTANT.matcher(words);
    if (data.has(inCel) || (kind.equals(APPLICATION) && words.equals(LUA_OF_APPLICATIONS))) {
      return;
    }
    if (constant.matches() && ONE_KIND.matcher(kind).matches() && !kind.equals("Secret")) {
      health = health.with(key, kind, "'" + constant.group(1) + "'");
    } else {
      warn(key, "scripts in Lua do not run; write the check in CEL, with the key " + inCel);
    }
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

  private List<ResourceFilter.Kinds> kinds(String key) {
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
