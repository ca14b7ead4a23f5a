package dev.sealer.sealedsecrets;

import static dev.sealer.sealedsecrets.RunningController.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.crds.sealedsecrets.SealedSecretSpec;
import dev.sealer.crds.sealedsecrets.SealedSecretSpec.Metadata;
import dev.sealer.crds.sealedsecrets.SealedSecretSpec.Template;
import dev.sealer.crds.sealedsecrets.SealedSecretStatus.Condition;
import dev.sealer.sealing.Scope;
import dev.sealer.sealing.Sealer;
import dev.sealer.sealing.SealingCertificate;
import dev.sealer.sealing.SealingLabel;
import dev.sealer.secret.SecretBytes;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One namespace: SealedSecrets that are sealed here, Secrets, and waiting for what comes. */
final class SealedPlace {
  final String namespace;
  private final KubernetesClient client;
  private final Sealer sealer;

  SealedPlace(KubernetesClient client, String namespace, String certificate) {
    this.client = client;
    this.namespace = namespace;
    this.sealer =
        new Sealer(SealingCertificate.parse(certificate.getBytes(StandardCharsets.US_ASCII)));
  }

  /** A value sealed for a strict object of this namespace. */
  String strict(String name, String value) {
    return seal(Scope.STRICT.label(namespace, name), value);
  }

  String seal(SealingLabel label, String value) {
    try (SecretBytes secret = SecretBytes.ofUtf8(value)) {
      return sealer.seal(secret, label).toBase64();
    }
  }

  /** Creates a strict object with these values. */
  SealedSecret create(String name, Map<String, String> values, @Nullable Template template) {
    Map<String, String> items = new TreeMap<>();
    values.forEach((key, value) -> items.put(key, strict(name, value)));
    return createItems(name, items, template, Map.of());
  }

  SealedSecret createItems(
      String name,
      Map<String, String> items,
      @Nullable Template template,
      Map<String, String> annotations) {
    return createSpec(name, new SealedSecretSpec(items, null, template), annotations);
  }

  /** Creates an object that has its items even where there are none: the kind requires them. */
  SealedSecret createSpec(String name, SealedSecretSpec spec, Map<String, String> annotations) {
    ObjectNode fields = client.getKubernetesSerialization().convertValue(spec, ObjectNode.class);
    spec.encryptedData().forEach(fields.putObject("encryptedData")::put);
    client
        .resource(
            new GenericKubernetesResourceBuilder()
                .withApiVersion("bitnami.com/v1alpha1")
                .withKind("SealedSecret")
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .withAnnotations(annotations)
                .endMetadata()
                .withAdditionalProperties(Map.of("spec", fields))
                .build())
        .create();
    return client.resources(SealedSecret.class).inNamespace(namespace).withName(name).get();
  }

  void update(String name, Map<String, String> items, @Nullable Template template) {
    client
        .resources(SealedSecret.class)
        .inNamespace(namespace)
        .withName(name)
        .edit(object -> {
          object.setSpec(new SealedSecretSpec(items, null, template));
          return object;
        });
  }

  /** A Secret of somebody else's. */
  void secretOfOthers(String name, Map<String, String> annotations, Map<String, String> values) {
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .withAnnotations(annotations)
                .addToLabels("their", "label")
                .endMetadata()
                .withStringData(values)
                .build())
        .create();
  }

  void deleteSecret(String name) {
    client.secrets().inNamespace(namespace).withName(name).delete();
  }

  Optional<Secret> secret(String name) {
    return Optional.ofNullable(client.secrets().inNamespace(namespace).withName(name).get());
  }

  Secret awaitSecret(String name) {
    return await().until(() -> secret(name), Optional::isPresent).orElseThrow();
  }

  /** Waits until the Secret holds these values, and gives it. */
  Secret awaitValues(String name, Map<String, String> expected) {
    return await()
        .until(
            () -> secret(name), found -> found.isPresent() && values(found.get()).equals(expected))
        .orElseThrow();
  }

  /** What a Secret says of the SealedSecret that owns it. */
  static OwnerReference owner(SealedSecret object) {
    return new OwnerReferenceBuilder()
        .withApiVersion("bitnami.com/v1alpha1")
        .withKind("SealedSecret")
        .withName(object.getMetadata().getName())
        .withUid(object.getMetadata().getUid())
        .withController(true)
        .build();
  }

  static Metadata metadata(Map<String, String> labels, Map<String, String> annotations) {
    return new Metadata(null, null, labels, annotations, List.of(), Map.of());
  }

  /** A template with these annotations, each set to {@code true}. */
  static Template annotated(String... names) {
    Map<String, String> annotations = new TreeMap<>();
    for (String name : names) {
      annotations.put(name, "true");
    }
    return new Template(metadata(Map.of(), annotations), null, null, Map.of());
  }

  static Map<String, String> values(Secret secret) {
    Map<String, String> values = new TreeMap<>();
    Objects.requireNonNullElse(secret.getData(), Map.<String, String>of())
        .forEach((key, value) ->
            values.put(key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
    return values;
  }

  /** Waits for the condition Synced of the object as it is now. */
  Condition awaitSynced(String name, String status) {
    return await()
        .until(
            () -> synced(name), found -> found.filter(c -> c.status().equals(status)).isPresent())
        .orElseThrow();
  }

  private Optional<Condition> synced(String name) {
    SealedSecret object =
        client.resources(SealedSecret.class).inNamespace(namespace).withName(name).get();
    if (object == null
        || object.getStatus() == null
        || !Objects.equals(
            object.getStatus().observedGeneration(), object.getMetadata().getGeneration())) {
      return Optional.empty();
    }
    return object.getStatus().conditions().stream()
        .filter(condition -> condition.type().equals("Synced"))
        .findFirst();
  }

  /** Waits for an event about the object, and gives its message. */
  String awaitEvent(String name, String reason) {
    return await()
        .until(
            () ->
                client.v1().events().inNamespace(namespace).list().getItems().stream()
                    .filter(event -> reason.equals(event.getReason()))
                    .filter(event -> name.equals(event.getInvolvedObject().getName()))
                    .map(event -> event.getMessage())
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  /** Returns when the controller has worked through what it knew of before. */
  void awaitItsTurn() {
    String name = "turn-" + UUID.randomUUID();
    create(name, Map.of("k", "v"), null);
    awaitSynced(name, "True");
  }
}
