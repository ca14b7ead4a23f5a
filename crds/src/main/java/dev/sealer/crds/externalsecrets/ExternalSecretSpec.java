package dev.sealer.crds.externalsecrets;

import dev.sealer.crds.schema.Copies;
import dev.sealer.crds.schema.KubeModel;
import dev.sealer.crds.schema.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which values to fetch, when, and what to make of them. Durations are Go's, such as 1h30m. */
@KubeModel("Which values to fetch, when, and what to make of them.")
public record ExternalSecretSpec(
    @Schema("The store of every entry that does not name its own.")
        @Nullable StoreRef secretStoreRef,
    @Schema("The Secret to write the values to.") @Nullable Target target,
    @Schema(
            value = "When to fetch again. Absent means Periodic.",
            oneOf = {"CreatedOnce", "Periodic", "OnChange"})
        @Nullable String refreshPolicy,
    @Schema("How often to fetch again, such as 1h; zero for once. Absent means 1h0m0s.")
        @Nullable String refreshInterval,
    @Schema("When periodic fetches may happen, in UTC.") @Nullable SyncWindows syncWindows,
    @Schema("Single values, each under a key of its own.") List<Data> data,
    @Schema("Sets of values that bring their keys along. Merged in order; a later key wins.")
        List<DataFrom> dataFrom) {

  public ExternalSecretSpec {
    data = Copies.list(data);
    dataFrom = Copies.list(dataFrom);
  }

  /** A store in the same namespace, or one of the cluster. */
  @KubeModel
  public record StoreRef(
      @Schema(
              value = "Name of the store.",
              minLength = 1,
              maxLength = 253,
              pattern = Patterns.OBJECT_NAME)
          @Nullable String name,
      @Schema(
              value = "Kind of the store. Absent means SecretStore.",
              oneOf = {"SecretStore", "ClusterSecretStore"})
          @Nullable String kind) {}

  /** Times in which periodic fetches are allowed, or denied. */
  @KubeModel
  public record SyncWindows(
      @Schema(
              value = "Whether the windows allow or deny.",
              required = true,
              oneOf = {"allow", "deny"})
          String kind,
      @Schema(value = "The windows.", required = true, minItems = 1) List<Window> windows) {
    public SyncWindows {
      windows = Copies.list(windows);
    }
  }

  /** A window that opens at each firing of the schedule. */
  @KubeModel
  public record Window(
      @Schema(
              value = "Cron schedule of five fields, or @daily and the like.",
              required = true,
              minLength = 1,
              pattern = Patterns.SCHEDULE)
          String schedule,
      @Schema(value = "How long the window stays open.", required = true) String duration) {}

  /** One value. */
  @KubeModel
  public record Data(
      @Schema(
              value = "Key in the Secret.",
              required = true,
              minLength = 1,
              maxLength = 253,
              pattern = Patterns.KEY)
          String secretKey,
      @Schema(value = "Where the value is in the store.", required = true) RemoteRef remoteRef,
      @Schema("The store of this entry.") @Nullable SourceRef sourceRef) {}

  /** Where a value is in a store, and how to read it. */
  @KubeModel
  public record RemoteRef(
      @Schema(value = "The store's name for the secret.", required = true) String key,
      @Schema("A part of the secret, such as a path into its JSON.") @Nullable String property,
      @Schema("A version of the secret; absent for the current one.") @Nullable String version,
      @Schema(
              value = "Whether to fetch the secret's metadata, not its value. Absent means None.",
              oneOf = {"None", "Fetch"})
          @Nullable String metadataPolicy,
      @Schema(
              value = "How odd characters in keys are changed. Absent means Default.",
              oneOf = {"Default", "Unicode"})
          @Nullable String conversionStrategy,
      @Schema(
              value = "How the value is decoded. Absent means None.",
              oneOf = {"Auto", "Base64", "Base64URL", "None"})
          @Nullable String decodingStrategy,
      @Schema(
              value = "Whether a zero byte in the value is an error. Absent means Ignore.",
              oneOf = {"Ignore", "Fail"})
          @Nullable String nullBytePolicy) {}

  /** One set of values: extracted, found or generated, then its keys rewritten. */
  @KubeModel
  public record DataFrom(
      @Schema("One secret whose value is a JSON object: each member becomes a key.")
          @Nullable RemoteRef extract,
      @Schema("All secrets that match.") @Nullable Find find,
      @Schema("Changes to the keys, applied in order.") List<Rewrite> rewrite,
      @Schema("The store or generator of this entry.") @Nullable SourceRef sourceRef) {
    public DataFrom {
      rewrite = Copies.list(rewrite);
    }
  }

  /** Which secrets of a store to take. */
  @KubeModel
  public record Find(
      @Schema("Where in the store to look.") @Nullable String path,
      @Schema("By name.") @Nullable FindName name,
      @Schema("By tags; all must match.") Map<String, String> tags,
      @Schema(
              value = "How odd characters in keys are changed. Absent means Default.",
              oneOf = {"Default", "Unicode"})
          @Nullable String conversionStrategy,
      @Schema(
              value = "How the values are decoded. Absent means None.",
              oneOf = {"Auto", "Base64", "Base64URL", "None"})
          @Nullable String decodingStrategy,
      @Schema(
              value = "Whether a zero byte in a value is an error. Absent means Ignore.",
              oneOf = {"Ignore", "Fail"})
          @Nullable String nullBytePolicy) {
    public Find {
      tags = Copies.map(tags);
    }
  }

  /** Secrets whose name matches. */
  @KubeModel
  public record FindName(@Schema("Regular expression.") @Nullable String regexp) {}

  /** One change to the keys of a set: exactly one of the fields. */
  @KubeModel(minProperties = 1, maxProperties = 1)
  public record Rewrite(
      @Schema("Replaces what a regular expression matches.") @Nullable RewriteRegexp regexp,
      @Schema("Makes each key from a template.") @Nullable RewriteTransform transform,
      @Schema("Merges the members of JSON values.") @Nullable RewriteMerge merge) {}

  /** Replaces what a regular expression matches in each key. */
  @KubeModel
  public record RewriteRegexp(
      @Schema(value = "Regular expression, RE2.", required = true) String source,
      @Schema(value = "Replacement; $1 for the first group.", required = true) String target) {}

  /** Makes each key from a template. */
  @KubeModel
  public record RewriteTransform(
      @Schema(value = "Template; .value is the key.", required = true) String template) {}

  /** Merges the members of JSON values. */
  @KubeModel
  public record RewriteMerge(
      @Schema("The key of the merged JSON; empty for a key per member.") @Nullable String into,
      @Schema("Keys whose members win, the last the strongest.") List<String> priority,
      @Schema(
              value = "Whether a key of `priority` may be missing. Absent means Strict.",
              oneOf = {"IgnoreNotFound", "Strict"})
          @Nullable String priorityPolicy,
      @Schema(
              value = "What happens when two members clash. Absent means Error.",
              oneOf = {"Ignore", "Error"})
          @Nullable String conflictPolicy,
      @Schema(
              value = "Whether members become keys or stay in one JSON. Absent means Extract.",
              oneOf = {"Extract", "JSON"})
          @Nullable String strategy) {
    public RewriteMerge {
      priority = Copies.list(priority);
    }
  }

  /** Where an entry comes from: exactly one of the fields. */
  @KubeModel(minProperties = 1, maxProperties = 1)
  public record SourceRef(
      @Schema("A store.") @Nullable StoreRef storeRef,
      @Schema("A generator.") @Nullable GeneratorRef generatorRef) {}

  /** A generator in the same namespace, or one of the cluster. */
  @KubeModel
  public record GeneratorRef(
      @Schema("Absent means generators.external-secrets.io/v1alpha1.") @Nullable String apiVersion,
      @Schema(
              value = "Kind of the generator.",
              required = true,
              oneOf = {
                "ACRAccessToken",
                "BeyondtrustWorkloadCredentialsDynamicSecret",
                "ClusterGenerator",
                "CloudsmithAccessToken",
                "ECRAuthorizationToken",
                "Fake",
                "GCRAccessToken",
                "GithubAccessToken",
                "GitlabDeployToken",
                "QuayAccessToken",
                "Password",
                "SSHKey",
                "STSSessionToken",
                "UUID",
                "VaultDynamicSecret",
                "Webhook",
                "Grafana",
                "MFA"
              })
          String kind,
      @Schema(
              value = "Name of the generator.",
              required = true,
              minLength = 1,
              maxLength = 253,
              pattern = Patterns.OBJECT_NAME)
          String name) {}

  /** The Secret to write the values to. */
  @KubeModel
  public record Target(
      @Schema(
              value = "Name of the Secret. Absent means the ExternalSecret's own.",
              minLength = 1,
              maxLength = 253,
              pattern = Patterns.OBJECT_NAME)
          @Nullable String name,
      @Schema(
              value = "Who owns the Secret. Absent means Owner.",
              oneOf = {"Owner", "Orphan", "Merge", "None", "CreateOrMerge"})
          @Nullable String creationPolicy,
      @Schema(
              value = "What happens when the store has lost the values. Absent means Retain.",
              oneOf = {"Delete", "Merge", "Retain"})
          @Nullable String deletionPolicy,
      @Schema("The shape of the Secret.") @Nullable TargetTemplate template,
      @Schema("Another kind to make instead of a Secret.") @Nullable Manifest manifest,
      @Schema("Whether the Secret's data is closed to change.") @Nullable Boolean immutable) {}

  /** A kind to make instead of a Secret. */
  @KubeModel
  public record Manifest(
      @Schema(required = true, minLength = 1) String apiVersion,
      @Schema(required = true, minLength = 1) String kind) {}

  /** The shape of the Secret: templates over the values fetched. */
  @KubeModel
  public record TargetTemplate(
      @Schema("Type of the Secret.") @Nullable String type,
      @Schema(
              value = "Version of the template language. Absent means v2.",
              oneOf = {"v2"})
          @Nullable String engineVersion,
      @Schema("Labels, annotations and finalizers of the Secret.")
          @Nullable TemplateMetadata metadata,
      @Schema(
              value = "Whether values without a template are left out. Absent means Replace.",
              oneOf = {"Replace", "Merge"})
          @Nullable String mergePolicy,
      @Schema("A template for each key.") Map<String, String> data,
      @Schema("Templates kept elsewhere, applied in order before `data`.")
          List<TemplateFrom> templateFrom) {
    public TargetTemplate {
      data = Copies.map(data);
      templateFrom = Copies.list(templateFrom);
    }
  }

  /** Metadata of the Secret; values of labels and annotations are templates. */
  @KubeModel
  public record TemplateMetadata(
      Map<String, String> annotations, Map<String, String> labels, List<String> finalizers) {
    public TemplateMetadata {
      annotations = Copies.map(annotations);
      labels = Copies.map(labels);
      finalizers = Copies.list(finalizers);
    }
  }

  /** Templates kept in a ConfigMap, in a Secret or in the field itself. */
  @KubeModel
  public record TemplateFrom(
      @Schema("From a ConfigMap.") @Nullable TemplateRef configMap,
      @Schema("From a Secret.") @Nullable TemplateRef secret,
      @Schema("Data, Annotations, Labels or, for another kind, a path. Absent means Data.")
          @Nullable String target,
      @Schema("A template that gives a YAML map.") @Nullable String literal,
      @Schema(
              value = "How the values are decoded. Absent means None.",
              oneOf = {"Auto", "Base64", "Base64URL", "None"})
          @Nullable String valuesDecodingStrategy) {}

  /** A ConfigMap or Secret that holds templates. */
  @KubeModel
  public record TemplateRef(
      @Schema(
              value = "Name of the object.",
              required = true,
              minLength = 1,
              maxLength = 253,
              pattern = Patterns.OBJECT_NAME)
          String name,
      @Schema(value = "Keys that hold templates.", required = true) List<TemplateItem> items) {
    public TemplateRef {
      items = Copies.list(items);
    }
  }

  /** One template in a ConfigMap or Secret. */
  @KubeModel
  public record TemplateItem(
      @Schema(
              value = "Key of the object.",
              required = true,
              minLength = 1,
              maxLength = 253,
              pattern = Patterns.KEY)
          String key,
      @Schema(
              value = "Whether it gives one value or a YAML map. Absent means Values.",
              oneOf = {"Values", "KeysAndValues"})
          @Nullable String templateAs) {}
}
