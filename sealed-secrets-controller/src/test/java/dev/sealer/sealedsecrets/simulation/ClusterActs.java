package dev.sealer.sealedsecrets.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.sealedsecrets.SealedSecret;
import dev.sealer.gocompat.GoBase64;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ApplyOptions;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.DeleteOptions;
import dev.sealer.kube.apply.DeleteResult;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.Json;
import dev.sealer.sealing.SealingCertificate;
import dev.sealer.sealing.keys.SealingKeyPair;
import dev.sealer.sealing.model.KeySecret;
import dev.sealer.secret.SecretBytes;
import dev.sealer.simulation.oracle.CanaryValue;
import dev.sealer.simulation.plan.Action;
import dev.sealer.simulation.platform.SimPlatform;
import dev.sealer.simulation.world.SimulatedWorld;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people do to SealedSecrets, Secrets and keys. */
final class ClusterActs {

  static final ResourceType SEALED = ResourceType.of(SealedSecret.class);
  static final String TEAM = "team";
  static final String HOME = "sealer-system";

  /** A label that a controller may select by. */
  static final String CARED_FOR = "cared-for";

  private static final String USER = "kubectl";
  private static final ResourceType LEASE_TYPE =
      new ResourceType("coordination.k8s.io", "v1", "Lease", "leases", true);

  private final SimulatedWorld world;
  private final ClusterObjects user;
  private final ControllerProgram program;
  private final KeyPool pool;
  private final SealedLedger ledger;
  private final CanaryValue canary;
  private final OneKeyForOneReason keys;

  ClusterActs(
      SimulatedWorld world,
      ControllerProgram program,
      KeyPool pool,
      SealedLedger ledger,
      CanaryValue canary,
      OneKeyForOneReason keys) {
    this.world = world;
    this.user = world.objects(USER);
    this.program = program;
    this.pool = pool;
    this.ledger = ledger;
    this.canary = canary;
    this.keys = keys;
  }

  static ObjectKey inTeam(String name) {
    return new ObjectKey(TEAM, name);
  }

  void makeNamespace(String name) {
    WriteResult _ =
        user.apply(
            new ObjectRef(ResourceType.NAMESPACE, ObjectKey.clusterScoped(name)),
            Json.object(),
            ApplyOptions.by(USER));
  }

  void act(Action action) {
    ObjectKey key = inTeam(action.object());
    ObjectRef secret = ObjectRef.secret(key);
    switch (action.verb()) {
      case "seal" -> seal(action, key, key);
      case "sealForOther" -> seal(action, key, inTeam("other"));
      case "delete" -> delete(new ObjectRef(SEALED, key));
      case "leave" -> leave(new ObjectRef(SEALED, key));
      case "deleteSecret" -> delete(secret);
      case "drift" -> patchData(secret, "k0", base64("drift"));
      case "foreignKey" -> patchData(secret, "foreign", base64("foreign"));
      case "dropKey" -> patchData(secret, "k0", null);
      case "label" -> label(secret, action);
      case "release" -> annotate(secret, "sealedsecrets.bitnami.com/managed");
      case "squat" -> squat(key);
      case "renewKey" -> renewKey();
      case "restoreKey" -> makeKey("restored-" + action.detail("n"), -3_600 - action.atMillis());
      case "deactivateKey" -> newestKey().ifPresent(k -> relabel(k, "compromised"));
      case "deleteKey" -> newestKey().ifPresent(k -> delete(ObjectRef.secret(keyOf(k))));
      default -> throw new IllegalArgumentException("no such action: " + action.verb());
    }
  }

  private void renewKey() {
    boolean asked =
        world
            .server()
            .get(LEASE_TYPE, ControllerProgram.LEASE)
            .map(lease -> lease.path("spec").path("holderIdentity").asText())
            .filter(program::renewKey)
            .isPresent();
    if (asked) {
      keys.ask();
    }
  }

  private void seal(Action action, ObjectKey key, ObjectKey sealedFor) {
    Optional<SealingCertificate> certificate = newestKey().flatMap(ClusterActs::certificate);
    if (certificate.isEmpty()) {
      // As kubeseal: without a certificate nothing can be sealed.
      return;
    }
    ObjectNode object = Json.object();
    ObjectNode metadata = object.putObject("metadata");
    metadata.putObject("labels").put(CARED_FOR, "yes");
    if (!action.detail("recreate").isEmpty()) {
      metadata.putObject("annotations").put("sealer.dev/recreate-immutable", "true");
    }
    ObjectNode spec = object.putObject("spec");
    ObjectNode data = spec.putObject("encryptedData");
    String value = canary.of(Long.parseLong(action.detail("n")));
    for (String name : List.of(action.detail("keys").split(","))) {
      data.put(name, ledger.seal(value, certificate.get(), sealedFor));
    }
    ObjectNode template = Json.object();
    if (!action.detail("immutable").isEmpty()) {
      template.put("immutable", true);
    }
    if (!action.detail("label").isEmpty()) {
      template.putObject("metadata").putObject("labels").put("tier", action.detail("label"));
    }
    // The API server makes null of an object whose last field is taken away, and then refuses it.
    if (!template.isEmpty()) {
      spec.set("template", template);
    }
    WriteResult result =
        user.apply(new ObjectRef(SEALED, key), object, ApplyOptions.by(USER).forced());
    if (result instanceof WriteResult.Refused refused && refused.code() == 422) {
      throw new IllegalStateException("the scenario writes what is invalid: " + refused.message());
    }
  }

  private void delete(ObjectRef target) {
    DeleteResult _ = user.delete(target, DeleteOptions.with(DeleteOptions.Propagation.BACKGROUND));
  }

  private void patchData(ObjectRef secret, String name, @Nullable String value) {
    ObjectNode patch = Json.object();
    patch.putObject("data").put(name, value);
    WriteResult _ = user.mergePatch(secret, patch, USER);
  }

  private void label(ObjectRef secret, Action action) {
    ObjectNode patch = Json.object();
    patch.putObject("metadata").putObject("labels").put("seen-by", "u" + action.detail("n"));
    WriteResult _ = user.mergePatch(secret, patch, USER);
  }

  /** The SealedSecret is no longer the controller's, if that selects by label. */
  private void leave(ObjectRef sealed) {
    ObjectNode patch = Json.object();
    patch.putObject("metadata").putObject("labels").putNull(CARED_FOR);
    WriteResult _ = user.mergePatch(sealed, patch, USER);
  }

  private void annotate(ObjectRef target, String name) {
    ObjectNode patch = Json.object();
    patch.putObject("metadata").putObject("annotations").put(name, "true");
    WriteResult _ = user.mergePatch(target, patch, USER);
  }

  /** Somebody else makes a Secret of that name, unless there is one. */
  private void squat(ObjectKey key) {
    ObjectNode secret = Json.object();
    secret.putObject("metadata").put("name", key.name());
    secret.putObject("data").put("theirs", base64("theirs"));
    WriteResult _ = user.create(ResourceType.SECRET, TEAM, secret, "somebody");
  }

  /** Makes a key Secret, as a restore does. */
  void makeKey(String name, long validFromSeconds) {
    SealingKeyPair pair = pool.deal(SimPlatform.start().plusSeconds(validFromSeconds));
    ObjectNode secret = Json.object();
    ObjectNode metadata = secret.putObject("metadata").put("name", name);
    metadata.putObject("labels").put(KeySecret.LABEL, KeySecret.ACTIVE);
    secret.put("type", "kubernetes.io/tls");
    ObjectNode data = secret.putObject("data");
    try (SecretBytes pem = pair.key().toPem()) {
      data.put("tls.key", pem.<String>reveal(GoBase64::encode));
    }
    data.put("tls.crt", base64(pair.certificate().toPem()));
    WriteResult _ = user.create(ResourceType.SECRET, HOME, secret, USER);
  }

  private void relabel(JsonNode keySecret, String value) {
    ObjectNode patch = Json.object();
    patch.putObject("metadata").putObject("labels").put(KeySecret.LABEL, value);
    WriteResult _ = user.mergePatch(ObjectRef.secret(keyOf(keySecret)), patch, USER);
  }

  /** Returns the key Secrets that count. */
  static List<ObjectNode> activeKeys(SimulatedWorld world) {
    return world.server().list(ResourceType.SECRET, HOME).stream()
        .filter(ClusterActs::isActive)
        .toList();
  }

  static boolean isActive(JsonNode keySecret) {
    JsonNode label = keySecret.path("metadata").path("labels").path(KeySecret.LABEL);
    return label.asText().equals(KeySecret.ACTIVE);
  }

  private Optional<ObjectNode> newestKey() {
    return activeKeys(world).stream()
        .max(Comparator.comparing(s -> certificate(s).orElseThrow().notBefore()));
  }

  static Optional<SealingCertificate> certificate(JsonNode keySecret) {
    String crt = keySecret.path("data").path("tls.crt").asText();
    return crt.isEmpty()
        ? Optional.empty()
        : Optional.of(SealingCertificate.parse(Base64.getDecoder().decode(crt)));
  }

  private static ObjectKey keyOf(JsonNode secret) {
    return new ObjectKey(
        secret.path("metadata").path("namespace").asText(),
        secret.path("metadata").path("name").asText());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
