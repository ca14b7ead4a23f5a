package dev.sealer.externalsecrets.parse;

import static dev.sealer.externalsecrets.parse.SpecParser.orEmpty;

import dev.sealer.crds.externalsecrets.ExternalSecretSpec;
import dev.sealer.externalsecrets.plan.ClusterCredential;
import dev.sealer.externalsecrets.spec.TemplateSource;
import dev.sealer.externalsecrets.spec.TemplateSpec;
import dev.sealer.externalsecrets.value.Decoding;
import dev.sealer.template.upstream.ExternalSecretTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code spec.target.template}. */
final class TemplateParser {

  private static final String FIELD = "spec.target.template";

  private TemplateParser() {}

  static Optional<TemplateSpec> parse(ExternalSecretSpec.@Nullable TargetTemplate given)
      throws InvalidSpecException {
    if (given == null) {
      return Optional.empty();
    }
    String version = orEmpty(given.engineVersion());
    if (!version.isEmpty() && !version.equals("v2")) {
      throw new InvalidSpecException(FIELD + ".engineVersion", "must be v2");
    }
    ExternalSecretSpec.TemplateMetadata metadata = given.metadata();
    TemplateSpec template =
        new TemplateSpec(
            orEmpty(given.type()),
            merges(orEmpty(given.mergePolicy())),
            metadata == null ? Map.of() : metadata.labels(),
            metadata == null ? Map.of() : metadata.annotations(),
            metadata == null ? List.of() : metadata.finalizers(),
            given.data(),
            sources(given.templateFrom()));
    checkPrivileges(template);
    checkSyntax(template);
    return Optional.of(template);
  }

  private static boolean merges(String policy) throws InvalidSpecException {
    return switch (policy) {
      case "", "Replace" -> false;
      case "Merge" -> true;
      default -> throw new InvalidSpecException(FIELD + ".mergePolicy", "must be Replace or Merge");
    };
  }

  private static List<TemplateSource> sources(List<ExternalSecretSpec.TemplateFrom> given)
      throws InvalidSpecException {
    List<TemplateSource> sources = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      String field = FIELD + ".templateFrom[" + i + "]";
      ExternalSecretSpec.TemplateFrom from = given.get(i);
      TemplateSource.Part part = part(field, orEmpty(from.target()));
      Decoding decoding =
          SpecParser.decoding(field + ".valuesDecodingStrategy", from.valuesDecodingStrategy());
      if (from.configMap() != null) {
        sources.add(referenced(field + ".configMap", part, decoding, from.configMap(), false));
      }
      if (from.secret() != null) {
        sources.add(referenced(field + ".secret", part, decoding, from.secret(), true));
      }
      String literal = from.literal();
      if (literal != null) {
        sources.add(new TemplateSource.Literal(field + ".literal", part, decoding, literal));
      }
    }
    return List.copyOf(sources);
  }

  private static TemplateSource referenced(
      String field,
      TemplateSource.Part part,
      Decoding decoding,
      ExternalSecretSpec.TemplateRef ref,
      boolean secret)
      throws InvalidSpecException {
    List<TemplateSource.Item> items = new ArrayList<>();
    for (ExternalSecretSpec.TemplateItem item : ref.items()) {
      boolean keysAndValues =
          switch (orEmpty(item.templateAs())) {
            case "", "Values" -> false;
            case "KeysAndValues" -> true;
            default ->
                throw new InvalidSpecException(
                    field + ".items.templateAs", "must be Values or KeysAndValues");
          };
      items.add(new TemplateSource.Item(item.key(), keysAndValues));
    }
    return new TemplateSource.Referenced(field, part, decoding, secret, ref.name(), items);
  }

  /** Only these parts: any other path of a Secret could hold rights. */
  private static TemplateSource.Part part(String field, String target) throws InvalidSpecException {
    return switch (target.toLowerCase(Locale.ROOT)) {
      case "", "data" -> TemplateSource.Part.DATA;
      case "annotations" -> TemplateSource.Part.ANNOTATIONS;
      case "labels" -> TemplateSource.Part.LABELS;
      default ->
          throw new InvalidSpecException(
              field + ".target", "must be Data, Annotations or Labels for a Secret");
    };
  }

  /** Secrets of these types give their holder rights in the cluster. */
  private static void checkPrivileges(TemplateSpec template) throws InvalidSpecException {
    boolean account =
        template.type().equals(ClusterCredential.ACCOUNT_TOKEN)
            && (template.annotations().containsKey(ClusterCredential.ACCOUNT_ANNOTATION)
                || template.from().stream()
                    .anyMatch(s -> s.part() == TemplateSource.Part.ANNOTATIONS));
    if (account || template.type().equals(ClusterCredential.BOOTSTRAP_TOKEN)) {
      throw new InvalidSpecException(
          FIELD + ".type",
          "\"" + template.type() + "\" would make a credential of this cluster; not allowed");
    }
  }

  /** A template that cannot be parsed must not cost a call to a store. */
  private static void checkSyntax(TemplateSpec template) throws InvalidSpecException {
    for (TemplateSource source : template.from()) {
      if (source instanceof TemplateSource.Literal literal) {
        checkSyntax(literal.field(), literal.text());
      }
    }
    checkSyntax(FIELD + ".data", template.data());
    checkSyntax(FIELD + ".metadata.labels", template.labels());
    checkSyntax(FIELD + ".metadata.annotations", template.annotations());
  }

  private static void checkSyntax(String field, Map<String, String> templates)
      throws InvalidSpecException {
    for (Map.Entry<String, String> template : new TreeMap<>(templates).entrySet()) {
      checkSyntax(field + "[" + template.getKey() + "]", template.getValue());
    }
  }

  private static void checkSyntax(String field, String template) throws InvalidSpecException {
    Optional<String> problem = ExternalSecretTemplate.problem(field, template);
    if (problem.isPresent()) {
      throw new InvalidSpecException(field, "cannot be parsed: " + problem.get());
    }
  }
}
