package dev.sealer.sealedsecrets;

import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.crds.sealedsecrets.SealedSecretSpec;
import dev.sealer.crds.sealedsecrets.SealedSecretSpec.Metadata;
import dev.sealer.crds.sealedsecrets.SealedSecretSpec.Template;
import dev.sealer.sealedsecrets.plan.SecretAnnotations;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.Sealer;
import dev.sealer.sealing.SealingCertificate;
import dev.sealer.sealing.SealingLabel;
import dev.sealer.secret.SecretBytes;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** SealedSecrets of all kinds and scopes in one namespace. */
record Mixture(KubernetesClient client, String namespace, String value) {

  /** What a SealedSecret is like. */
  enum Kind {
    PLAIN,
    BASIC_AUTH,
    MANAGED,
    PATCHED,
    PATCHED_AND_MANAGED,
    UNOWNED,
    TEMPLATED,
    IMMUTABLE,
    LABELLED,
    MANY_KEYS
  }

  /** The name of the first object of that kind. */
  String name(Kind kind) {
    return name(List.of(Kind.values()).indexOf(kind));
  }

  private static String name(int number) {
    return kind(number).name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + number;
  }

  private static Kind kind(int number) {
    return Kind.values()[number % Kind.values().length];
  }

  /** Makes the object of that number, and the Secret of others that its kind asks for. */
  void create(int number, SealingCertificate certificate) {
    String name = name(number);
    Kind kind = kind(number);
    switch (kind) {
      case MANAGED -> secretOfOthers(name, SecretAnnotations.MANAGED);
      case PATCHED -> secretOfOthers(name, SecretAnnotations.PATCH);
      case PATCHED_AND_MANAGED ->
          secretOfOthers(name, SecretAnnotations.MANAGED, SecretAnnotations.PATCH);
      default -> {}
    }
    List<Scope> scopes = List.of(Scope.values());
    Scope scope = scopes.get(number / Kind.values().length % scopes.size());
    SealedSecret object = new SealedSecret();
    object.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withNamespace(namespace)
            .withAnnotations(scope.annotations())
            .build());
    object.setSpec(
        new SealedSecretSpec(
            items(kind, new Sealer(certificate), scope.label(namespace, name)),
            null,
            template(kind)));
    client.resource(object).create();
  }

  private Map<String, String> items(Kind kind, Sealer sealer, SealingLabel label) {
    Map<String, String> items = new TreeMap<>();
    List<String> keys =
        switch (kind) {
          case BASIC_AUTH -> List.of("username", "password");
          case MANY_KEYS -> List.of("password", "second", "third", "ca.crt", "with_underscore");
          default -> List.of("password", "second");
        };
    for (String key : keys) {
      try (SecretBytes secret = SecretBytes.ofUtf8(value + "-" + key)) {
        items.put(key, sealer.seal(secret, label).toBase64());
      }
    }
    return items;
  }

  private static @Nullable Template template(Kind kind) {
    return switch (kind) {
      case PLAIN, PATCHED, PATCHED_AND_MANAGED, MANY_KEYS -> null;
      case BASIC_AUTH ->
          new Template(
              metadata(Map.of("app", "web"), Map.of()), "kubernetes.io/basic-auth", null, Map.of());
      case MANAGED ->
          new Template(
              metadata(Map.of(), Map.of(SecretAnnotations.MANAGED, "true")), null, null, Map.of());
      case UNOWNED ->
          new Template(
              metadata(
                  Map.of(),
                  Map.of(SecretAnnotations.MANAGED, "true", SecretAnnotations.SKIP_OWNER, "true")),
              null,
              null,
              Map.of());
      case TEMPLATED ->
          new Template(
              null, "Opaque", null, Map.of("config", "{\"password\": \"{{ .password }}\"}\n"));
      case IMMUTABLE -> new Template(null, "Opaque", true, Map.of());
      case LABELLED ->
          new Template(
              metadata(
                  Map.of("app.kubernetes.io/name", "web", "tier", "db"), Map.of("note", "kept")),
              "Opaque",
              null,
              Map.of());
    };
  }

  private static Metadata metadata(Map<String, String> labels, Map<String, String> annotations) {
    return new Metadata(null, null, labels, annotations, List.of(), Map.of());
  }

  private void secretOfOthers(String name, String... annotations) {
    SecretBuilder secret =
        new SecretBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(namespace)
            .addToLabels("their", "label")
            .endMetadata()
            .addToStringData("theirs", "stays-or-goes");
    for (String annotation : annotations) {
      secret.editMetadata().addToAnnotations(annotation, "true").endMetadata();
    }
    client.resource(secret.build()).create();
  }
}
