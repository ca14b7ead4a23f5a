package dev.sealer.externalsecrets.parse;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.sealer.crds.externalsecrets.ExternalSecretSpec;
import dev.sealer.externalsecrets.generator.GeneratorKind;
import dev.sealer.externalsecrets.generator.GeneratorRef;
import dev.sealer.externalsecrets.spec.CreationPolicy;
import dev.sealer.externalsecrets.spec.DeletionPolicy;
import dev.sealer.externalsecrets.spec.Entry;
import dev.sealer.externalsecrets.spec.Refresh;
import dev.sealer.externalsecrets.spec.RefreshPolicy;
import dev.sealer.externalsecrets.spec.SyncSpec;
import dev.sealer.externalsecrets.spec.Target;
import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.store.StoreQuery;
import dev.sealer.externalsecrets.store.StoreRef;
import dev.sealer.externalsecrets.value.Decoding;
import dev.sealer.externalsecrets.value.KeyConversion;
import dev.sealer.externalsecrets.value.KeyRewrite;
import dev.sealer.externalsecrets.value.NullBytePolicy;
import dev.sealer.gocompat.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an ExternalSecret's spec. Whatever the schema takes and we cannot carry out is refused by
 * name: nothing is ignored.
 */
public final class SpecParser {

  private final ExternalSecretSpec spec;

  private SpecParser(ExternalSecretSpec spec) {
    this.spec = spec;
  }

  /**
   * Reads a spec.
   *
   * @param name of the ExternalSecret, the target's default name
   * @param spec as the API server holds it
   */
  public static ParsedSpec parse(String name, @Nullable ExternalSecretSpec spec) {
    if (spec == null) {
      return new ParsedSpec.Invalid("spec", "is required");
    }
    try {
      if (spec.syncWindows() != null) {
        throw new InvalidSpecException("spec.syncWindows", InvalidSpecException.UNSUPPORTED);
      }
      Target target = target(name, spec.target());
      List<Entry> entries = new SpecParser(spec).entries();
      checkDuplicates(entries, target);
      return new ParsedSpec.Valid(new SyncSpec(refresh(spec), target, entries));
    } catch (InvalidSpecException invalid) {
      return invalid.result();
    }
  }

  private static Refresh refresh(ExternalSecretSpec spec) throws InvalidSpecException {
    RefreshPolicy policy =
        switch (orEmpty(spec.refreshPolicy())) {
          case "", "Periodic" -> RefreshPolicy.PERIODIC;
          case "OnChange" -> RefreshPolicy.ON_CHANGE;
          case "CreatedOnce" -> RefreshPolicy.CREATED_ONCE;
          default ->
              throw new InvalidSpecException(
                  "spec.refreshPolicy", "must be Periodic, OnChange or CreatedOnce");
        };
    String text = orEmpty(spec.refreshInterval());
    Optional<Duration> interval =
        text.isEmpty() ? Optional.of(Refresh.DEFAULT_INTERVAL) : GoDuration.parse(text);
    return new Refresh(
        policy,
        interval.orElseThrow(() ->
            new InvalidSpecException(
                "spec.refreshInterval", "must be a duration such as 1h or 90s")));
  }

  private static Target target(String name, ExternalSecretSpec.@Nullable Target given)
      throws InvalidSpecException {
    if (given == null) {
      return new Target(name, CreationPolicy.OWNER, DeletionPolicy.RETAIN, false, Optional.empty());
    }
    if (given.manifest() != null) {
      throw new InvalidSpecException("spec.target.manifest", InvalidSpecException.UNSUPPORTED);
    }
    String targetName = orEmpty(given.name());
    Target target =
        new Target(
            targetName.isEmpty() ? name : targetName,
            creation(orEmpty(given.creationPolicy())),
            deletion(orEmpty(given.deletionPolicy())),
            Boolean.TRUE.equals(given.immutable()),
            TemplateParser.parse(given.template()));
    checkPolicies(target);
    return target;
  }

  private static CreationPolicy creation(String text) throws InvalidSpecException {
    return switch (text) {
      case "", "Owner" -> CreationPolicy.OWNER;
      case "Orphan" -> CreationPolicy.ORPHAN;
      case "Merge" -> CreationPolicy.MERGE;
      case "CreateOrMerge" -> CreationPolicy.CREATE_OR_MERGE;
      case "None" -> CreationPolicy.NONE;
      default ->
          throw new InvalidSpecException(
              "spec.target.creationPolicy", "must be Owner, Orphan, Merge, CreateOrMerge or None");
    };
  }

  private static DeletionPolicy deletion(String text) throws InvalidSpecException {
    return switch (text) {
      case "", "Retain" -> DeletionPolicy.RETAIN;
      case "Delete" -> DeletionPolicy.DELETE;
      case "Merge" -> DeletionPolicy.MERGE;
      default ->
          throw new InvalidSpecException(
              "spec.target.deletionPolicy", "must be Retain, Delete or Merge");
    };
  }

  /** Checks the policies by External Secrets Operator's rules. */
  private static void checkPolicies(Target target) throws InvalidSpecException {
    boolean deletesForeign =
        target.deletion() == DeletionPolicy.DELETE
            && (target.creation().keepsForeignKeys() || target.creation() == CreationPolicy.NONE);
    boolean mergesNothing =
        target.deletion() == DeletionPolicy.MERGE && target.creation() == CreationPolicy.NONE;
    if (deletesForeign || mergesNothing) {
      throw new InvalidSpecException(
          "spec.target.deletionPolicy",
          "does not go with this creationPolicy; use Retain, or creationPolicy: Owner");
    }
  }

  /** Reads {@code spec.dataFrom} and {@code spec.data}, in the order in which they are applied. */
  private List<Entry> entries() throws InvalidSpecException {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < spec.dataFrom().size(); i++) {
      entries.add(set("spec.dataFrom[" + i + "]", spec.dataFrom().get(i)));
    }
    for (int i = 0; i < spec.data().size(); i++) {
      entries.add(single("spec.data[" + i + "]", spec.data().get(i)));
    }
    if (entries.isEmpty()) {
      throw new InvalidSpecException("spec", "needs data or dataFrom");
    }
    return List.copyOf(entries);
  }

  private Entry set(String field, ExternalSecretSpec.DataFrom from) throws InvalidSpecException {
    ExternalSecretSpec.SourceRef source = from.sourceRef();
    if (source != null && source.generatorRef() != null) {
      if (from.extract() != null || from.find() != null) {
        throw new InvalidSpecException(
            field + ".sourceRef.generatorRef",
            "does not go with extract or find; remove one of the two");
      }
      if (!from.rewrite().isEmpty()) {
        throw new InvalidSpecException(field + ".rewrite", InvalidSpecException.UNSUPPORTED);
      }
      String at = field + ".sourceRef.generatorRef";
      return new Entry.Generated(at, generator(at, source.generatorRef()));
    }
    StoreRef store = store(field, source);
    List<KeyRewrite> rewrites = RewriteParser.parse(field, from.rewrite());
    if (from.find() != null) {
      if (from.extract() != null) {
        throw new InvalidSpecException(
            field + ".find", "does not go with extract; remove one of the two");
      }
      String at = field + ".find";
      return new Entry.Find(at, store, search(at, from.find(), rewrites));
    }
    if (from.extract() == null) {
      throw new InvalidSpecException(field, "needs extract, find or sourceRef.generatorRef");
    }
    String at = field + ".extract";
    return new Entry.Extract(at, store, remote(at, from.extract(), rewrites));
  }

  private static Entry.RemoteRef search(
      String field, ExternalSecretSpec.Find find, List<KeyRewrite> rewrites)
      throws InvalidSpecException {
    ExternalSecretSpec.FindName name = find.name();
    Optional<String> regexp =
        Optional.ofNullable(name == null ? null : name.regexp()).filter(text -> !text.isEmpty());
    if (orEmpty(find.path()).isEmpty() && regexp.isEmpty() && find.tags().isEmpty()) {
      throw new InvalidSpecException(field, "needs path, name.regexp or tags");
    }
    try {
      regexp.ifPresent(Pattern::compile);
    } catch (PatternSyntaxException e) {
      throw new InvalidSpecException(
          field + ".name.regexp", "is not a regular expression (RE2): " + e.getDescription());
    }
    return new Entry.RemoteRef(
        new StoreQuery.Search(orEmpty(find.path()), regexp, find.tags()),
        "",
        decoding(field + ".decodingStrategy", find.decodingStrategy()),
        conversion(field, find.conversionStrategy()),
        nullBytes(field, find.nullBytePolicy()),
        rewrites);
  }

  private static GeneratorRef generator(String field, ExternalSecretSpec.GeneratorRef ref)
      throws InvalidSpecException {
    String version = orEmpty(ref.apiVersion());
    if (!version.isEmpty() && !version.equals(GeneratorKind.API_VERSION)) {
      throw new InvalidSpecException(
          field + ".apiVersion", "must be " + GeneratorKind.API_VERSION + " or absent");
    }
    GeneratorKind kind =
        GeneratorKind.named(ref.kind())
            .orElseThrow(() ->
                new InvalidSpecException(
                    field + ".kind \"" + ref.kind() + "\"", InvalidSpecException.UNSUPPORTED));
    if (ref.name().isEmpty()) {
      throw new InvalidSpecException(field + ".name", "is required");
    }
    return new GeneratorRef(kind, ref.name());
  }

  private Entry single(String field, ExternalSecretSpec.Data data) throws InvalidSpecException {
    return new Entry.Single(
        field,
        store(field, data.sourceRef()),
        remote(field + ".remoteRef", data.remoteRef(), List.of()),
        data.secretKey());
  }

  private static void checkStoreIsNamed(String field, ExternalSecretSpec.@Nullable SourceRef source)
      throws InvalidSpecException {
    if (source != null && source.storeRef() == null && source.generatorRef() == null) {
      throw new InvalidSpecException(field + ".sourceRef", "needs storeRef or generatorRef");
    }
    if (source != null && source.generatorRef() != null) {
      throw new InvalidSpecException(
          field + ".sourceRef.generatorRef", InvalidSpecException.UNSUPPORTED);
    }
  }

  private StoreRef store(String field, ExternalSecretSpec.@Nullable SourceRef source)
      throws InvalidSpecException {
    checkStoreIsNamed(field, source);
    boolean own = source != null && source.storeRef() != null;
    String at = own ? field + ".sourceRef.storeRef" : "spec.secretStoreRef";
    ExternalSecretSpec.StoreRef ref =
        source != null && source.storeRef() != null ? source.storeRef() : spec.secretStoreRef();
    if (ref == null || orEmpty(ref.name()).isEmpty()) {
      throw new InvalidSpecException(at + ".name", "is required to say which store to ask");
    }
    return new StoreRef(kind(at, orEmpty(ref.kind())), orEmpty(ref.name()));
  }

  private static StoreKind kind(String field, String text) throws InvalidSpecException {
    return StoreKind.named(text)
        .orElseThrow(() ->
            new InvalidSpecException(field + ".kind", "must be SecretStore or ClusterSecretStore"));
  }

  private static Entry.RemoteRef remote(
      String field, ExternalSecretSpec.RemoteRef ref, List<KeyRewrite> rewrites)
      throws InvalidSpecException {
    if (ref.key().isEmpty()) {
      throw new InvalidSpecException(field + ".key", "is required");
    }
    return new Entry.RemoteRef(
        new StoreQuery.Value(ref.key(), orEmpty(ref.version()), view(field, ref)),
        orEmpty(ref.property()),
        decoding(field + ".decodingStrategy", ref.decodingStrategy()),
        conversion(field, ref.conversionStrategy()),
        nullBytes(field, ref.nullBytePolicy()),
        rewrites);
  }

  private static StoreQuery.View view(String field, ExternalSecretSpec.RemoteRef ref)
      throws InvalidSpecException {
    return switch (orEmpty(ref.metadataPolicy())) {
      case "", "None" -> StoreQuery.View.VALUE;
      case "Fetch" -> StoreQuery.View.METADATA;
      default -> throw new InvalidSpecException(field + ".metadataPolicy", "must be None or Fetch");
    };
  }

  private static KeyConversion conversion(String field, @Nullable String text)
      throws InvalidSpecException {
    return switch (orEmpty(text)) {
      case "", "Default" -> KeyConversion.DEFAULT;
      case "Unicode" -> KeyConversion.UNICODE;
      default ->
          throw new InvalidSpecException(
              field + ".conversionStrategy", "must be Default or Unicode");
    };
  }

  private static NullBytePolicy nullBytes(String field, @Nullable String text)
      throws InvalidSpecException {
    return switch (orEmpty(text)) {
      case "", "Ignore" -> NullBytePolicy.IGNORE;
      case "Fail" -> NullBytePolicy.FAIL;
      default ->
          throw new InvalidSpecException(field + ".nullBytePolicy", "must be Ignore or Fail");
    };
  }

  static Decoding decoding(String field, @Nullable String text) throws InvalidSpecException {
    return switch (orEmpty(text)) {
      case "", "None" -> Decoding.NONE;
      case "Base64" -> Decoding.BASE64;
      case "Base64URL" -> Decoding.BASE64_URL;
      case "Auto" -> Decoding.AUTO;
      default -> throw new InvalidSpecException(field, "must be None, Base64, Base64URL or Auto");
    };
  }

  private static void checkDuplicates(List<Entry> entries, Target target)
      throws InvalidSpecException {
    Set<String> seen = new HashSet<>();
    for (Entry entry : entries) {
      if (entry instanceof Entry.Single single
          && !seen.add(single.secretKey())
          && target.deletion() == DeletionPolicy.RETAIN) {
        throw new InvalidSpecException(
            single.field() + ".secretKey",
            "is used twice: \"" + single.secretKey() + "\"; give each entry its own key");
      }
    }
  }

  static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
