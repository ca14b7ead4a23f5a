package dev.sealer.sealedsecrets.plan.secret;

import static dev.sealer.sealedsecrets.plan.PeerAnnotations.MANAGED;
import static dev.sealer.sealedsecrets.plan.PeerAnnotations.PATCH;
import static dev.sealer.sealedsecrets.plan.PeerAnnotations.RECREATE;
import static dev.sealer.sealedsecrets.plan.PeerAnnotations.SKIP_OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.crds.sealedsecrets.SealedSecretSpec;
import dev.sealer.crds.sealedsecrets.SealedSecretStatus;
import dev.sealer.sealedsecrets.plan.Blueprint;
import dev.sealer.sealedsecrets.plan.Failure.Reason;
import dev.sealer.sealedsecrets.plan.SealedObject;
import dev.sealer.sealedsecrets.plan.SealedObjects;
import dev.sealer.sealedsecrets.plan.secret.SecretPlan.Foreign;
import dev.sealer.sealedsecrets.plan.secret.SecretPlan.Recreate;
import dev.sealer.sealedsecrets.plan.secret.SecretPlan.Refuse;
import dev.sealer.sealedsecrets.plan.secret.SecretPlan.Update;
import dev.sealer.secret.SecretBytes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretPlannerTest {

  private static final SealedObject OBJECT =
      SealedObjects.object(Map.of(), new SealedSecretSpec(Map.of(), null, null));
  private static final String OURS = OBJECT.uid();

  @Test
  void createsWhatIsNotThere() {
    assertThat(SecretPlanner.plan(OBJECT, desired(null), null)).isEqualTo(new SecretPlan.Create());
  }

  @Test
  void bringsItsOwnSecretUpToDate() {
    assertThat(plan(live(Map.of(), OURS)))
        .isEqualTo(new Update("7", true, false, Foreign.REMOVE_ALL));
  }

  @Test
  void leavesMetadataOfOthersAloneOnceTheGenerationWasSeen() {
    SealedObject seen =
        SealedObjects.with(OBJECT, new SealedSecretStatus(OBJECT.generation(), List.of(), null));

    assertThat(SecretPlanner.plan(seen, desired(null), live(Map.of(), OURS)))
        .isEqualTo(new Update("7", true, false, Foreign.REMOVE_DATA));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRUE", "True", "false", "", "yes"})
  void onlyExactlyTrueHandsASecretOver(String value) {
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
    assertThat(plan(live(Map.of(MANAGED, "true"), "")))
        .isEqualTo(new Update("7", true, false, Foreign.REMOVE_ALL));
    assertThat(plan(live(Map.of(PATCH, "true"), "")))
        .isEqualTo(new Update("7", false, false, Foreign.KEEP));
    assertThat(plan(live(Map.of(PATCH, "true", MANAGED, "true"), "")))
        .isEqualTo(new Update("7", true, false, Foreign.KEEP));
  }

  @Test
  void setsNoOwnerWhereTheTemplateSaysSo() {
    assertThat(
            SecretPlanner.plan(
                OBJECT,
                desired(null, Map.of(SKIP_OWNER, "true", MANAGED, "true")),
                live(Map.of(MANAGED, "true"), "")))
        .isEqualTo(new Update("7", false, false, Foreign.REMOVE_ALL));
  }

  @Test
  void keepsImmutableAsItIs() {
    LiveSecret live =
        new LiveSecret("u", "7", "Opaque", true, Map.of(), Map.of(), List.of(OURS), OURS, Set.of());

    assertThat(plan(live)).isEqualTo(new Update("7", true, true, Foreign.REMOVE_ALL));
  }

  @Test
  void refusesANewTypeUnlessAskedToRecreate() {
    DesiredSecret tls = desired("kubernetes.io/tls");
    SealedObject asking =
        SealedObjects.object(Map.of(RECREATE, "true"), new SealedSecretSpec(Map.of(), null, null));

    assertThat(SecretPlanner.plan(OBJECT, tls, live(Map.of(), OURS)))
        .isInstanceOfSatisfying(
            Refuse.class, it -> assertThat(it.failure().reason()).isEqualTo(Reason.TYPE_CHANGED));
    assertThat(SecretPlanner.plan(asking, tls, live(Map.of(), OURS)))
        .isEqualTo(new Recreate("u", "7"));
    assertThat(SecretPlanner.plan(asking, tls, live(Map.of(MANAGED, "true"), "")))
        .as("a Secret of others is never deleted")
        .isInstanceOf(Refuse.class);
  }

  @Test
  void anImmutableSecretIsRefusedUnlessAskedToRecreate() {
    SealedObject asking =
        SealedObjects.object(Map.of(RECREATE, "true"), new SealedSecretSpec(Map.of(), null, null));

    assertThat(SecretPlanner.afterImmutable(OBJECT, live(Map.of(), OURS)))
        .isInstanceOfSatisfying(
            Refuse.class, it -> assertThat(it.failure().reason()).isEqualTo(Reason.IMMUTABLE));
    assertThat(SecretPlanner.afterImmutable(asking, live(Map.of(), OURS)))
        .isEqualTo(new Recreate("u", "7"));
  }

  @Test
  void listsForeignFieldsLastIndexFirst() {
    LiveSecret live =
        new LiveSecret(
            "u",
            "7",
            "Opaque",
            false,
            Map.of("app", "web", "extra", "x"),
            Map.of("note", "x"),
            List.of("uid-a", OURS, "uid-b"),
            OURS,
            Set.of("password", "foreign"));

    assertThat(
            SecretPlanner.foreignFields(
                new Update("7", true, false, Foreign.REMOVE_ALL), OBJECT, desired(null), live))
        .containsExactly(
            List.of("data", "foreign"),
            List.of("metadata", "labels", "extra"),
            List.of("metadata", "annotations", "note"),
            List.of("metadata", "ownerReferences", "2"),
            List.of("metadata", "ownerReferences", "0"));
    assertThat(
            SecretPlanner.foreignFields(
                new Update("7", true, false, Foreign.REMOVE_DATA), OBJECT, desired(null), live))
        .containsExactly(List.of("data", "foreign"));
    assertThat(
            SecretPlanner.foreignFields(
                new Update("7", true, false, Foreign.KEEP), OBJECT, desired(null), live))
        .isEmpty();
  }

  private static SecretPlan plan(LiveSecret live) {
    return SecretPlanner.plan(OBJECT, desired(null), live);
  }

  private static LiveSecret live(Map<String, String> annotations, String controller) {
    return new LiveSecret(
        "u",
        "7",
        "Opaque",
        false,
        Map.of(),
        annotations,
        controller.isEmpty() ? List.of() : List.of(controller),
        controller,
        Set.of("password"));
  }

  private static DesiredSecret desired(@Nullable String type) {
    return desired(type, Map.of());
  }

  private static DesiredSecret desired(@Nullable String type, Map<String, String> annotations) {
    return new DesiredSecret(
        OBJECT.key(),
        new Blueprint(Map.of("app", "web"), annotations, List.of(), type, null),
        Map.of("password", SecretBytes.ofUtf8("canary-5511")));
  }
}
