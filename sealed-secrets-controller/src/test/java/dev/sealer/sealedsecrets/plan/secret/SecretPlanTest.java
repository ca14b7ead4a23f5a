package dev.sealer.sealedsecrets.plan.secret;

import static dev.sealer.sealedsecrets.plan.SecretAnnotations.MANAGED;
import static dev.sealer.sealedsecrets.plan.SecretAnnotations.PATCH;
import static dev.sealer.sealedsecrets.plan.SecretAnnotations.RECREATE;
import static dev.sealer.sealedsecrets.plan.SecretAnnotations.SKIP_OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.sealedsecrets.SealedSecretSpec;
import dev.sealer.crds.sealedsecrets.SealedSecretStatus;
import dev.sealer.kube.client.Json;
import dev.sealer.sealedsecrets.plan.Failure.Reason;
import dev.sealer.sealedsecrets.plan.SealedObject;
import dev.sealer.sealedsecrets.plan.SealedObjects;
import dev.sealer.sealedsecrets.plan.SecretTemplate;
import dev.sealer.sealedsecrets.plan.secret.SecretPlan.Foreign;
import dev.sealer.sealedsecrets.plan.secret.SecretPlan.Refuse;
import dev.sealer.sealedsecrets.plan.secret.SecretPlan.Step;
import dev.sealer.sealedsecrets.plan.secret.SecretPlan.Write;
import dev.sealer.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretPlanTest {

  private static final String MANAGER = "sealed-secrets-controller";
  private static final String CANARY = "canary-" + UUID.randomUUID();
  private static final SealedObject OBJECT =
      SealedObjects.object(Map.of(), new SealedSecretSpec(Map.of(), null, null));
  private static final SealedObject RECREATING =
      SealedObjects.object(Map.of(RECREATE, "true"), new SealedSecretSpec(Map.of(), null, null));
  private static final String OURS = OBJECT.uid();

  @Test
  void createsWhatDoesNotExist() {
    assertThat(SecretPlan.toCreate(desired(null)).steps())
        .containsExactly(new Step.Create(true, false));
  }

  @Test
  void updatesItsOwnSecret() {
    assertThat(plan(live(Map.of(), OURS))).isEqualTo(update(true, Foreign.REMOVE_ALL));
  }

  @Test
  void keepsMetadataOfOthersOnceTheGenerationWasObserved() {
    SealedObject observed =
        SealedObjects.with(OBJECT, new SealedSecretStatus(OBJECT.generation(), List.of(), null));

    assertThat(SecretPlan.toUpdate(observed, desired(null), live(Map.of(), OURS), MANAGER))
        .isEqualTo(update(true, Foreign.REMOVE_DATA));
  }

  @Test
  void appliesNothingToASecretThatIsAsDesired() {
    ObjectNode live = SecretManifest.write(desired(null), OBJECT, true, false);
    live.withObject("/metadata").put("uid", "u").put("resourceVersion", "7");
    live.withObject("/metadata")
        .putArray("managedFields")
        .addObject()
        .put("manager", MANAGER)
        .put("operation", "Apply")
        .put("apiVersion", "v1")
        .set(
            "fieldsV1",
            Json.parse(SecretManifest.fields(live).toString().getBytes(StandardCharsets.UTF_8)));

    assertThat(plan(live))
        .isEqualTo(
            new Write(List.of(new Step.RemoveForeign(Foreign.REMOVE_ALL)), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRUE", "True", "false", "", "yes"})
  void onlyExactlyTrueAllowsToTakeASecretOver(String value) {
    for (String annotation : List.of(MANAGED, PATCH)) {
      assertThat(plan(live(Map.of(annotation, value), "")))
          .isInstanceOfSatisfying(
              Refuse.class, it -> assertThat(it.failure().reason()).isEqualTo(Reason.NOT_MANAGED));
    }
  }

  @Test
  void refusesTheSecretOfAnotherController() {
    assertThat(plan(live(Map.of(), "uid-other")))
        .isInstanceOfSatisfying(
            Refuse.class,
            it ->
                assertThat(it.failure().message())
                    .isEqualTo(
                        "failed update: Resource \"login\" already exists and is not managed by"
                            + " SealedSecret"));
  }

  @Test
  void takesAManagedSecretOverAndOnlyAddsToAPatchedOne() {
    assertThat(plan(live(Map.of(MANAGED, "true"), ""))).isEqualTo(update(true, Foreign.REMOVE_ALL));
    assertThat(plan(live(Map.of(PATCH, "true"), ""))).isEqualTo(update(false, Foreign.KEEP));
    assertThat(plan(live(Map.of(PATCH, "true", MANAGED, "true"), "")))
        .isEqualTo(update(true, Foreign.KEEP));
  }

  @Test
  void setsNoOwnerWhereTheTemplateSaysSo() {
    assertThat(
            SecretPlan.toUpdate(
                OBJECT,
                desired(null, Map.of(SKIP_OWNER, "true", MANAGED, "true")),
                live(Map.of(MANAGED, "true"), ""),
                MANAGER))
        .isEqualTo(update(false, Foreign.REMOVE_ALL));
  }

  @Test
  void keepsImmutableAsItIsAndRefusesToChangeIt() {
    ObjectNode live = live(Map.of(), OURS).put("immutable", true);

    assertThat(plan(live))
        .isInstanceOfSatisfying(
            Write.class,
            write -> {
              assertThat(write.steps())
                  .containsExactly(
                      new Step.Apply(true, true), new Step.RemoveForeign(Foreign.REMOVE_ALL));
              assertThat(write.ifImmutable())
                  .containsInstanceOf(Refuse.class)
                  .hasValueSatisfying(refuse ->
                      assertThat(((Refuse) refuse).failure().reason()).isEqualTo(Reason.IMMUTABLE));
            });
    assertThat(SecretPlan.toUpdate(RECREATING, desired(null), live, MANAGER))
        .isInstanceOfSatisfying(
            Write.class, write -> assertThat(write.ifImmutable()).contains(recreation()));
  }

  @Test
  void refusesANewTypeUnlessAskedToRecreate() {
    DeclaredSecret tls = desired("kubernetes.io/tls");

    assertThat(SecretPlan.toUpdate(OBJECT, tls, live(Map.of(), OURS), MANAGER))
        .isInstanceOfSatisfying(
            Refuse.class, it -> assertThat(it.failure().reason()).isEqualTo(Reason.TYPE_CHANGED));
    assertThat(SecretPlan.toUpdate(RECREATING, tls, live(Map.of(), OURS), MANAGER))
        .isEqualTo(recreation());
    assertThat(SecretPlan.toUpdate(RECREATING, tls, live(Map.of(MANAGED, "true"), ""), MANAGER))
        .as("a Secret of others is never deleted")
        .isInstanceOf(Refuse.class);
  }

  @Test
  void listsForeignFieldsLastIndexFirst() {
    ObjectNode json = live(Map.of("note", "x"), OURS);
    json.withObject("/metadata/labels").put("app", "web").put("extra", "x");
    json.withObject("/metadata").withArray("ownerReferences").insertObject(0).put("uid", "uid-a");
    json.withObject("/metadata").withArray("ownerReferences").addObject().put("uid", "uid-b");
    json.withObject("/data").put("foreign", "eA==");
    ExistingSecret live = ExistingSecret.of(json);

    assertThat(SecretPlan.foreignFields(Foreign.REMOVE_ALL, OBJECT, desired(null), live))
        .containsExactly(
            List.of("data", "foreign"),
            List.of("metadata", "labels", "extra"),
            List.of("metadata", "annotations", "note"),
            List.of("metadata", "ownerReferences", "2"),
            List.of("metadata", "ownerReferences", "0"));
    assertThat(SecretPlan.foreignFields(Foreign.REMOVE_DATA, OBJECT, desired(null), live))
        .containsExactly(List.of("data", "foreign"));
    assertThat(SecretPlan.foreignFields(Foreign.KEEP, OBJECT, desired(null), live)).isEmpty();
  }

  private static SecretPlan plan(ObjectNode live) {
    return SecretPlan.toUpdate(OBJECT, desired(null), live, MANAGER);
  }

  private static Write update(boolean setOwner, Foreign foreign) {
    return new Write(
        List.of(new Step.Apply(setOwner, false), new Step.RemoveForeign(foreign)),
        Optional.empty());
  }

  private static Write recreation() {
    return new Write(
        List.of(new Step.Delete("u", "7"), new Step.Create(true, false)), Optional.empty());
  }

  private static ObjectNode live(Map<String, String> annotations, String controller) {
    ObjectNode secret = Json.object().put("type", "Opaque");
    ObjectNode metadata = secret.putObject("metadata").put("uid", "u").put("resourceVersion", "7");
    annotations.forEach(metadata.putObject("annotations")::put);
    if (!controller.isEmpty()) {
      metadata
          .putArray("ownerReferences")
          .addObject()
          .put("uid", controller)
          .put("controller", true);
    }
    secret.putObject("data").put("password", "b2xk");
    return secret;
  }

  private static DeclaredSecret desired(@Nullable String type) {
    return desired(type, Map.of());
  }

  private static DeclaredSecret desired(@Nullable String type, Map<String, String> annotations) {
    return new DeclaredSecret(
        new SecretTemplate(Map.of("app", "web"), annotations, List.of(), type, null),
        Map.of("password", SecretBytes.ofUtf8(CANARY)));
  }
}
