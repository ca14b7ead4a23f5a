package dev.sealer.externalsecrets.generator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.generators.FakeSpec;
import dev.sealer.crds.generators.PasswordSpec;
import dev.sealer.externalsecrets.value.UnusableValueException;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.client.Json;

/**
 * A generator as last seen.
 *
 * @param ref kind and name
 * @param namespace its namespace
 * @param controllerClass the controller class it asks for; empty for any
 * @param generator makes its values
 */
public record GeneratorObject(
    GeneratorRef ref, String namespace, String controllerClass, Generator generator) {

  /** Returns what {@code tree} states. */
  public static GeneratorObject of(GeneratorKind kind, ObjectNode tree) {
    return new GeneratorObject(
        new GeneratorRef(kind, tree.path("metadata").path("name").asText()),
        tree.path("metadata").path("namespace").asText(),
        tree.path("spec").path("controller").asText(""),
        generator(kind, tree));
  }

  private static Generator generator(GeneratorKind kind, ObjectNode tree) {
    String name = tree.path("metadata").path("name").asText();
    JsonNode spec = tree.path("spec");
    if (kind != GeneratorKind.CLUSTER) {
      return generator(kind, spec, name, false);
    }
    String wrapped = spec.path("kind").asText();
    return GeneratorKind.named(wrapped)
        .filter(inner -> inner != GeneratorKind.CLUSTER)
        .map(inner -> generator(inner, spec.path("generator").path(field(inner)), name, true))
        .orElseGet(() -> failing("spec.kind \"" + wrapped + "\" is not supported"));
  }

  /** The field of a ClusterGenerator that holds the specification of a kind. */
  private static String field(GeneratorKind kind) {
    return switch (kind) {
      case PASSWORD -> "passwordSpec";
      case UUID -> "uuidSpec";
      case FAKE -> "fakeSpec";
      case ECR_AUTHORIZATION_TOKEN -> "ecrAuthorizationTokenSpec";
      case CLUSTER -> "";
    };
  }

  private static Generator generator(
      GeneratorKind kind, JsonNode given, String name, boolean cluster) {
    ObjectNode spec = given instanceof ObjectNode object ? object : Json.object();
    try {
      return switch (kind) {
        case PASSWORD -> new PasswordGenerator(Json.typed(spec, PasswordSpec.class));
        case UUID -> new UuidGenerator();
        case FAKE -> new FakeGenerator(Json.typed(spec, FakeSpec.class).data());
        case ECR_AUTHORIZATION_TOKEN -> new RegistryRequest(kind.kind(), name, cluster, spec);
        case CLUSTER -> failing("spec.kind is not supported");
      };
    } catch (IllegalArgumentException unreadable) {
      // One odd object must not end the watch. The message of the parser may quote values.
      return failing("spec cannot be parsed");
    }
  }

  private static Generator.Local failing(String problem) {
    return _ -> {
      throw new UnusableValueException(problem);
    };
  }

  /** Returns namespace and name. */
  public ObjectKey key() {
    return new ObjectKey(namespace, ref.name());
  }
}
