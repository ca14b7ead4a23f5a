package dev.sealer.sync.plan.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.argoproj.IgnoreDifference;
import dev.sealer.kube.client.Json;
import dev.sealer.sync.health.Health;
import dev.sealer.sync.manifest.ResourceId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each key of {@code argocd-cm} means here. */
final class ArgoSettingsParserTest {

  private static ArgoSettings parse(String key, String value) {
    return ArgoSettingsParser.parse(Json.object().put(key, value));
  }

  private static boolean excludes(ArgoSettings settings, String group, String kind) {
    return settings.resources().excludes(new ResourceId(group, kind, "ns", "name"));
  }

  @Test
  void anEmptyConfigMapIsTheStandard() {
    assertThat(ArgoSettingsParser.parse(Json.object())).isEqualTo(ArgoSettings.standard());
    assertThat(parse("url", "https://argocd.example.com")).isEqualTo(ArgoSettings.standard());
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false", "'', false", "yes, false"})
  void impersonationIsOnIfItSaysTrue(String value, boolean on) {
    assertThat(parse("application.sync.impersonation.enabled", value).impersonation())
        .isEqualTo(on);
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', '', ANNOTATION, app.kubernetes.io/instance, ''",
    "annotation, ' ', '', ANNOTATION, app.kubernetes.io/instance, ''",
    "label, '', '', LABEL, app.kubernetes.io/instance, ''",
    "annotation+label, app, one, ANNOTATION_AND_LABEL, app, one",
    "label, argocd.argoproj.io/instance, '', LABEL, argocd.argoproj.io/instance, ''",
  })
  void objectsAreTrackedAsItSays(
      String method,
      String label,
      String installation,
      TrackingSettings.Method expected,
      String expectedLabel,
      String expectedInstallation) {
    ObjectNode data = Json.object();
    data.put("application.resourceTrackingMethod", method);
    data.put("application.instanceLabelKey", label);
    data.put("installationID", installation);
    ArgoSettings settings = ArgoSettingsParser.parse(data);

    assertThat(settings.warnings()).isEmpty();
    assertThat(settings.tracking())
        .isEqualTo(new TrackingSettings(expected, expectedLabel, expectedInstallation));
  }

  @Test
  void eventsLeasesAndMetricsAreAlwaysLeftOut() {
    ArgoSettings standard = ArgoSettings.standard();

    assertThat(excludes(standard, "", "Event")).isTrue();
    assertThat(excludes(standard, "events.k8s.io", "Event")).isTrue();
    assertThat(excludes(standard, "metrics.k8s.io", "PodMetrics")).isTrue();
    assertThat(excludes(standard, "coordination.k8s.io", "Lease")).isTrue();
    assertThat(excludes(standard, "", "ConfigMap")).isFalse();
  }

  @Test
  void exclusionsWinOverInclusions() {
    ObjectNode data = Json.object();
    data.put("resource.inclusions", "[{apiGroups: ['', apps]}]");
    data.put("resource.exclusions", "[{apiGroups: [''], kinds: [Secret], clusters: ['*']}]");
    ArgoSettings settings = ArgoSettingsParser.parse(data);

    assertThat(excludes(settings, "", "ConfigMap")).isFalse();
    assertThat(excludes(settings, "apps", "Deployment")).isFalse();
    assertThat(excludes(settings, "", "Secret")).isTrue();
    assertThat(excludes(settings, "batch", "Job")).isTrue();
  }

  @Test
  void anExclusionForAnotherClusterDoesNotCount() {
    ArgoSettings settings =
        parse("resource.exclusions", "[{kinds: ['*'], clusters: ['https://other.example.com']}]");

    assertThat(excludes(settings, "", "ConfigMap")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "resource.customizations.ignoreDifferences.apps_Deployment, apps, Deployment",
    "resource.customizations.ignoreDifferences.ConfigMap, '', ConfigMap",
    "resource.customizations.ignoreDifferences.all, *, *",
    "resource.customizations.ignoreDifferences.*.example.com_*, *.example.com, *",
  })
  void aRuleIsForAKind(String key, String group, String kind) {
    assertThat(parse(key, "jqPathExpressions: [.spec]").ignored())
        .singleElement()
        .extracting(IgnoreDifference::group, IgnoreDifference::kind)
        .containsExactly(group, kind);
  }

  @ParameterizedTest
  @CsvSource({
    "sealer.dev.health.example.com_Widget, example.com/v1, Widget",
    "sealer.dev.health.ConfigMap, v1, ConfigMap",
  })
  void aHealthCheckInCelIsForAKind(String key, String apiVersion, String kind) {
    ObjectNode object = Json.object().put("apiVersion", apiVersion).put("kind", kind);

    assertThat(parse(key, "'Suspended'").health().of(object)).hasValue(Health.suspended(""));
  }

  @Test
  void aHealthCheckInLuaIsNamedUnlessItIsWrittenInCelTooOrBuiltIn() {
    ObjectNode data = Json.object();
    data.put("resource.customizations.health.example.com_Widget", "return {}");
    assertThat(ArgoSettingsParser.parse(data).warnings())
        .containsExactly(
            "ConfigMap argocd-cm: resource.customizations.health.example.com_Widget has no effect:"
                + " scripts in Lua do not run; write the check in CEL, with the key"
                + " sealer.dev.health.example.com_Widget");

    data.put("sealer.dev.health.example.com_Widget", "'Healthy'");
    data.put(
        "resource.customizations.health.argoproj.io_Application",
        """
        hs = {}
        hs.status = "Progressing"
        hs.message = ""
        if obj.status ~= nil then
          if obj.status.health ~= nil then
            hs.status = obj.status.health.status
            if obj.status.health.message ~= nil then
              hs.message = obj.status.health.message
            end
          end
        end
        return hs
        """);
    assertThat(ArgoSettingsParser.parse(data).warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "networking.k8s.io_Ingress, Healthy, true",
    "networking.k8s.io_Ingress, Fine, false",
    "Secret, Healthy, false",
  })
  void aHealthCheckInLuaThatSaysOneStatusAlwaysCounts(String kind, String status, boolean counts) {
    ObjectNode ingress =
        Json.object().put("apiVersion", "networking.k8s.io/v1").put("kind", "Ingress");
    ArgoSettings settings =
        parse(
            "resource.customizations.health." + kind,
            "hs = {}\nhs.status = \"" + status + "\"\nreturn hs\n");

    assertThat(settings.problem()).isEmpty();
    assertThat(settings.warnings()).hasSize(counts ? 0 : 1);
    assertThat(settings.health().of(ingress))
        .isEqualTo(
            counts ? Optional.of(Health.HEALTHY) : ArgoSettings.standard().health().of(ingress));
  }

  @Test
  void aHealthCheckInLuaForManyKindsIsNamed() {
    String old =
        """
        "*.example.com/*":
          health.lua: |
            hs = {}
            hs.status = "Healthy"
            return hs
        """;

    assertThat(parse("resource.customizations", old).warnings()).hasSize(1);
  }

  @Test
  void theOldMapHasRulesAsText() {
    String old =
        """
        apps/Deployment:
          ignoreDifferences: |
            jsonPointers: [/spec/replicas]
          health.lua: return {}
        ConfigMap: {}
        """;
    ArgoSettings settings = parse("resource.customizations", old);

    assertThat(settings.ignored())
        .singleElement()
        .satisfies(rule -> assertThat(rule.jsonPointers()).containsExactly("/spec/replicas"));
    assertThat(settings.warnings()).singleElement().asString().contains("apps/Deployment", "Lua");
  }

  @ParameterizedTest
  @CsvSource({
    "resource.customizations.health.apps_Deployment, return {}, true",
    "kustomize.buildOptions, --enable-helm, true",
    "kustomize.buildOptions.v5.0.0, --enable-helm, true",
    "resource.compareoptions, 'ignoreResourceStatusField: none', true",
    "timeout.reconciliation, 60s, true",
    "accounts.alice, apiKey, false",
  })
  void whatHasNoEffectIsNamed(String key, String value, boolean named) {
    assertThat(parse(key, value).warnings())
        .hasSize(named ? 1 : 0)
        .allMatch(one -> one.contains(key));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "application.resourceTrackingMethod; labels",
        "application.resourceTrackingMethod; Annotation",
        "application.instanceLabelKey; 'app kubernetes/instance'",
        "application.instanceLabelKey; 'Example.com/app'",
        "application.instanceLabelKey; 'example.com/'",
        "application.instanceLabelKey; 'a/b/c'",
        "application.instanceLabelKey; 'applications.argoproj.io/app-name'",
        "sealer.dev.health.example.com_Widget; object.status..phase",
        "sealer.dev.health.Secret; true",
        "resource.exclusions; [{",
        "resource.inclusions; 'x: !!java/object {'",
        "resource.customizations; '{{'",
        "resource.customizations.ignoreDifferences.all; 'jqPathExpressions: [env.PATH]'",
        "resource.customizations.ignoreDifferences.all; 'jsonPointers: [spec]'",
      })
  void whatCannotBeReadIsAProblemThatNamesItsKey(String key, String value) {
    assertThat(parse(key, value).problem()).get().asString().contains("argocd-cm", key);
  }
}
