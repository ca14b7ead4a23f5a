package dev.sealer.crds.generate;

import dev.sealer.crds.argoproj.AppProjectSpec;
import dev.sealer.crds.argoproj.AppProjectStatus;
import dev.sealer.crds.argoproj.ApplicationSpec;
import dev.sealer.crds.argoproj.ApplicationStatus;
import dev.sealer.crds.argoproj.Operation;
import dev.sealer.crds.externalsecrets.ClusterExternalSecretSpec;
import dev.sealer.crds.externalsecrets.ClusterExternalSecretStatus;
import dev.sealer.crds.externalsecrets.ExternalSecretSpec;
import dev.sealer.crds.externalsecrets.ExternalSecretStatus;
import dev.sealer.crds.externalsecrets.SecretStoreSpec;
import dev.sealer.crds.externalsecrets.SecretStoreStatus;
import dev.sealer.crds.generators.ClusterGeneratorSpec;
import dev.sealer.crds.generators.EcrAuthorizationTokenSpec;
import dev.sealer.crds.generators.FakeSpec;
import dev.sealer.crds.generators.PasswordSpec;
import dev.sealer.crds.generators.UuidSpec;
import dev.sealer.crds.sealedsecrets.SealedSecretSpec;
import dev.sealer.crds.sealedsecrets.SealedSecretStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One kind as the API server is to know it.
 *
 * @param versions all served; the first is stored
 * @param required fields of the object itself that must be given
 * @param parts the fields beside apiVersion, kind and metadata
 */
record Kind(
    String group,
    String name,
    String plural,
    String description,
    Names names,
    boolean namespaced,
    List<String> versions,
    boolean statusSubresource,
    List<Column> columns,
    List<String> selectable,
    List<String> required,
    Map<String, Class<?>> parts) {

  record Names(List<String> shortNames, List<String> categories) {}

  record Column(String name, String type, String path, int priority) {
    Column(String name, String type, String path) {
      this(name, type, path, 0);
    }
  }

  private static final String READY = ".status.conditions[?(@.type==\"Ready\")]";

  static List<Kind> all() {
    return List.of(
        sealedSecret(),
        externalSecret(),
        clusterExternalSecret(),
        store("SecretStore", "ss", "A place to fetch secrets from, for one namespace.", true),
        store(
            "ClusterSecretStore", "css", "A place to fetch secrets from, for the cluster.", false),
        generator("Password", "A rule for random passwords.", PasswordSpec.class, true),
        generator("UUID", "A rule for random UUIDs.", UuidSpec.class, true),
        generator("Fake", "Fixed values in place of generated ones.", FakeSpec.class, true),
        generator(
            "ECRAuthorizationToken",
            "A login for a registry of Amazon ECR.",
            EcrAuthorizationTokenSpec.class,
            true),
        generator(
            "ClusterGenerator",
            "A generator for all namespaces.",
            ClusterGeneratorSpec.class,
            false),
        application(),
        appProject());
  }

  /** Name of the CRD and, with an extension, of its file. */
  String crdName() {
    return plural + "." + group;
  }

  private static Kind sealedSecret() {
    return new Kind(
        "bitnami.com",
        "SealedSecret",
        "sealedsecrets",
        "A Secret whose values only the cluster's sealing key can read.",
        new Names(List.of(), List.of()),
        true,
        List.of("v1alpha1"),
        true,
        List.of(
            new Column("Status", "string", ".status.conditions[0].message"),
            new Column("Synced", "string", ".status.conditions[0].status"),
            new Column("Age", "date", ".metadata.creationTimestamp")),
        List.of(),
        List.of("spec"),
        parts(SealedSecretSpec.class, SealedSecretStatus.class));
  }

  private static Kind externalSecret() {
    return new Kind(
        "external-secrets.io",
        "ExternalSecret",
        "externalsecrets",
        "Which values to fetch from which stores, and the Secret to keep them in.",
        new Names(List.of("es"), List.of("external-secrets")),
        true,
        List.of("v1", "v1beta1"),
        true,
        List.of(
            new Column("StoreType", "string", ".spec.secretStoreRef.kind"),
            new Column("Store", "string", ".spec.secretStoreRef.name"),
            new Column("Refresh Interval", "string", ".spec.refreshInterval"),
            new Column("Status", "string", READY + ".reason"),
            new Column("Ready", "string", READY + ".status"),
            new Column("Last Sync", "date", ".status.refreshTime")),
        List.of(
            ".spec.secretStoreRef.name",
            ".spec.secretStoreRef.kind",
            ".spec.target.name",
            ".spec.refreshInterval"),
        List.of(),
        parts(ExternalSecretSpec.class, ExternalSecretStatus.class));
  }

  private static Kind clusterExternalSecret() {
    return new Kind(
        "external-secrets.io",
        "ClusterExternalSecret",
        "clusterexternalsecrets",
        "An ExternalSecret for many namespaces, and which those are.",
        new Names(List.of("ces"), List.of("external-secrets")),
        false,
        List.of("v1", "v1beta1"),
        true,
        List.of(
            new Column("Store", "string", ".spec.externalSecretSpec.secretStoreRef.name"),
            new Column("Refresh Interval", "string", ".spec.refreshTime"),
            new Column("Ready", "string", READY + ".status")),
        List.of(),
        List.of(),
        parts(ClusterExternalSecretSpec.class, ClusterExternalSecretStatus.class));
  }

  private static Kind generator(
      String name, String description, Class<?> spec, boolean namespaced) {
    return new Kind(
        "generators.external-secrets.io",
        name,
        name.toLowerCase(java.util.Locale.ROOT) + "s",
        description,
        new Names(List.of(), List.of("external-secrets", "external-secrets-generators")),
        namespaced,
        List.of("v1alpha1"),
        true,
        List.of(),
        List.of(),
        List.of(),
        Map.of("spec", spec));
  }

  private static Kind store(String name, String shortName, String description, boolean namespaced) {
    return new Kind(
        "external-secrets.io",
        name,
        name.toLowerCase(java.util.Locale.ROOT) + "s",
        description,
        new Names(List.of(shortName), List.of("external-secrets")),
        namespaced,
        List.of("v1", "v1beta1"),
        true,
        List.of(
            new Column("AGE", "date", ".metadata.creationTimestamp"),
            new Column("Status", "string", READY + ".reason"),
            new Column("Capabilities", "string", ".status.capabilities"),
            new Column("Ready", "string", READY + ".status")),
        List.of(),
        List.of(),
        parts(SecretStoreSpec.class, SecretStoreStatus.class));
  }

  private static Kind application() {
    Map<String, Class<?>> parts = new LinkedHashMap<>();
    parts.put("spec", ApplicationSpec.class);
    parts.put("operation", Operation.class);
    parts.put("status", ApplicationStatus.class);
    return new Kind(
        "argoproj.io",
        "Application",
        "applications",
        "What to run from Git, and where.",
        new Names(List.of("app", "apps"), List.of()),
        true,
        List.of("v1alpha1"),
        false,
        List.of(
            new Column("Sync Status", "string", ".status.sync.status"),
            new Column("Health Status", "string", ".status.health.status"),
            new Column("Revision", "string", ".status.sync.revision", 10),
            new Column("Project", "string", ".spec.project", 10)),
        List.of(),
        List.of("metadata", "spec"),
        parts);
  }

  private static Kind appProject() {
    return new Kind(
        "argoproj.io",
        "AppProject",
        "appprojects",
        "Limits for a group of Applications: from where, to where, which kinds, by whom.",
        new Names(List.of("appproj", "appprojs"), List.of()),
        true,
        List.of("v1alpha1"),
        false,
        List.of(),
        List.of(),
        List.of("metadata", "spec"),
        parts(AppProjectSpec.class, AppProjectStatus.class));
  }

  private static Map<String, Class<?>> parts(Class<?> spec, Class<?> status) {
    Map<String, Class<?>> parts = new LinkedHashMap<>();
    parts.put("spec", spec);
    parts.put("status", status);
    return parts;
  }
}
