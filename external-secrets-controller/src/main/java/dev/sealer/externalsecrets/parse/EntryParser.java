package dev.sealer.externalsecrets.parse;

import static dev.sealer.externalsecrets.parse.SpecParser.orEmpty;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.sealer.crds.externalsecrets.ExternalSecretSpec;
import dev.sealer.externalsecrets.generator.GeneratorKind;
import dev.sealer.externalsecrets.generator.GeneratorRef;
import dev.sealer.externalsecrets.spec.Entry;
import dev.sealer.externalsecrets.spec.RemoteRef;
import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.store.StoreQuery;
import dev.sealer.externalsecrets.store.StoreRef;
import dev.sealer.externalsecrets.value.Decoding;
import dev.sealer.externalsecrets.value.KeyConversion;
import dev.sealer.externalsecrets.value.KeyRewrite;
import dev.sealer.externalsecrets.value.NullBytePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code spec.dataFrom} and {@code spec.data}, in the order in which they are applied. */
final class EntryParser {

  private final ExternalSecretSpec spec;

  private EntryParser(ExternalSecretSpec spec) {
    this.spec = spec;
  }

  static List<Entry> parse(ExternalSecretSpec spec) throws InvalidSpecException {
    EntryParser parser = new EntryParser(spec);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < spec.dataFrom().size(); i++) {
      entries.add(parser.set("spec.dataFrom[" + i + "]", spec.dataFrom().get(i)));
    }
    for (int i = 0; i < spec.data().size(); i++) {
      entries.add(parser.single("spec.data[" + i + "]", spec.data().get(i)));
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

  private static RemoteRef search(
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
    return new RemoteRef(
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

  private static RemoteRef remote(
      String field, ExternalSecretSpec.RemoteRef ref, List<KeyRewrite> rewrites)
      throws InvalidSpecException {
    if (ref.key().isEmpty()) {
      throw new InvalidSpecException(field + ".key", "is required");
    }
    return new RemoteRef(
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
}
