package dev.sealer.externalsecrets.generator;

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
    ObjectNode spec = tree.get("spec") instanceof ObjectNode given ? given : Json.object();
    try {
      return switch (kind) {
        case PASSWORD -> new PasswordGenerator(Json.typed(spec, PasswordSpec.class));
        case UUID -> new UuidGenerator();
        case FAKE -> new FakeGenerator(Json.typed(spec, FakeSpec.class).data());
      };
    } catch (IllegalArgumentException unreadable) {
      // One odd object must not end the watch. The message of the parser may quote values.
      return _ -> {
        throw new UnusableValueException("spec cannot be parsed");
      };
    }
  }

  /** Returns namespace and name. */
  public ObjectKey key() {
    return new ObjectKey(namespace, ref.name());
  }
}
