package dev.sealer.cli.es;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Explains the way from an ExternalSecret over its stores to its Secret. Pure. */
final class SecretChain {
  private static final String MANAGED = "reconcile.external-secrets.io/managed";

  private SecretChain() {}

  /**
   * Returns the steps.
   *
   * @param stores each store that it names; empty for one that does not exist
   * @param secret metadata of the target; empty if it does not exist
   */
  static List<ChainStep> explain(
      ExternalSecretView external,
      Map<String, Optional<JsonNode>> stores,
      Optional<JsonNode> secret) {
    List<ChainStep> steps = new ArrayList<>();
    stores.forEach((name, store) -> steps.add(store(external, name, store)));
    for (ExternalSecretView.Source source : external.sources()) {
      steps.add(source(source));
    }
    steps.add(secret(external, secret));
    steps.add(ready(external));
    return steps;
  }

  private static ChainStep store(
      ExternalSecretView external, String name, Optional<JsonNode> store) {
    if (store.isEmpty()) {
      return ChainStep.broken(
          name,
          "does not exist",
          "create it"
              + (name.startsWith("Cluster") ? "" : " in namespace " + external.namespace())
              + ", or name another one in spec.secretStoreRef");
    }
    String controller = store.get().path("spec").path("controller").asText();
    String note = controller.isEmpty() ? "" : ", for controllers of class \"" + controller + "\"";
    for (JsonNode condition : store.get().path("status").path("conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        String message = condition.path("message").asText() + note;
        return condition.path("status").asText().equals("True")
            ? ChainStep.fine(name, message)
            : ChainStep.broken(name, message, "change the store or its credentials");
      }
    }
    return ChainStep.broken(
        name,
        "was not checked yet" + note,
        "wait for the controller; sealer doctor tells whether it runs");
  }

  private static ChainStep source(ExternalSecretView.Source source) {
    String subject =
        "key \""
            + source.key()
            + "\""
            + (source.property().isEmpty() ? "" : ", property \"" + source.property() + "\"");
    if (source.missingSince().isEmpty()) {
      return ChainStep.fine(subject, "fills " + String.join(", ", source.keys()));
    }
    return ChainStep.broken(
        subject,
        "does not exist at the provider since " + source.missingSince(),
        "restore it, or remove the entry");
  }

  private static ChainStep secret(ExternalSecretView external, Optional<JsonNode> secret) {
    String subject = "Secret/" + external.target();
    if (external.creationPolicy().equals("None")) {
      return ChainStep.fine(subject, "is not written, because of creationPolicy None");
    }
    if (secret.isEmpty()) {
      return external.creationPolicy().equals("Merge")
          ? ChainStep.broken(subject, "does not exist", "create it: creationPolicy Merge does not")
          : ChainStep.broken(subject, "does not exist", "");
    }
    for (JsonNode owner : secret.get().path("ownerReferences")) {
      boolean isOther =
          !owner.path("kind").asText().equals("ExternalSecret")
              || !owner.path("name").asText().equals(external.name());
      if (owner.path("controller").asBoolean() && isOther) {
        return ChainStep.broken(
            subject,
            "is controlled by %s \"%s\""
                .formatted(owner.path("kind").asText(), owner.path("name").asText()),
            "choose another target.name");
      }
    }
    return secret.get().path("labels").path(MANAGED).asText().equals("true")
        ? ChainStep.fine(subject, "was written by an ExternalSecret")
        : ChainStep.broken(subject, "exists, and no ExternalSecret has written it", "");
  }

  private static ChainStep ready(ExternalSecretView external) {
    String subject = "ExternalSecret/" + external.name();
    if (external.ready().status().isEmpty()) {
      return ChainStep.broken(
          subject,
          "was not reconciled yet",
          "wait for the controller; sealer doctor tells whether it runs");
    }
    String message =
        external.ready().message()
            + external.refreshed().map(at -> "; last refreshed " + at).orElse("");
    return external.ready().isTrue()
        ? ChainStep.fine(subject, message)
        : ChainStep.broken(
            subject, message, "sealer es refresh " + external.name() + ", once the cause is fixed");
  }
}
