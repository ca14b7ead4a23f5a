package dev.sealer.externalsecrets.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealer.externalsecrets.spec.CreationPolicy;
import dev.sealer.externalsecrets.spec.DeletionPolicy;
import dev.sealer.externalsecrets.spec.Target;
import dev.sealer.secret.SecretBytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WritePlannerTest {

  private static final Source SOURCE =
      new Source(
          "external-secrets.io/v1",
          "ns",
          "es",
          "uid-1",
          1,
          Map.of("team", "a"),
          Map.of("note", "b", "argocd.argoproj.io/tracking-id", "app:x"));
  private static final LiveSecret.Owner SELF =
      owner("external-secrets.io/v1", "ExternalSecret", "es", "uid-1");

  @Test
  void ownerWritesEverythingItNeedsToBeFoundAgain() {
    DesiredSecret desired = write(CreationPolicy.OWNER, Optional.empty(), "new").desired();

    assertThat(desired.labels())
        .containsEntry(Owned.MANAGED_LABEL, "true")
        .containsEntry(Owned.CREATED_BY_LABEL, PeerHash.ofOwner("ns", "es"))
        .containsEntry("team", "a");
    assertThat(desired.annotations())
        .containsEntry("note", "b")
        .doesNotContainKey("argocd.argoproj.io/tracking-id")
        .containsEntry(Owned.DATA_HASH_ANNOTATION, PeerHash.ofData(desired.data()));
    assertThat(desired.owner()).contains(SOURCE);
    assertThat(desired.type()).isEqualTo("Opaque");
  }

  @ParameterizedTest
  @EnumSource(
      value = CreationPolicy.class,
      names = {"OWNER", "ORPHAN", "CREATE_OR_MERGE"})
  void createsAMissingTargetWhereThePolicyCreates(CreationPolicy policy) {
    assertThat(write(policy, Optional.empty(), "new").create()).isTrue();
  }

  @Test
  void mergeAndNoneDoNotCreate() {
    assertThat(plan(CreationPolicy.MERGE, Optional.empty(), ""))
        .isEqualTo(new WritePlan.Keep(WritePlan.Why.TARGET_MISSING));
    assertThat(plan(CreationPolicy.NONE, Optional.empty(), ""))
        .isEqualTo(new WritePlan.Keep(WritePlan.Why.NOTHING_TO_WRITE));
  }

  @Test
  void ownerPrunesForeignKeysAndMergeOnlyItsOwnStaleOnes() {
    Optional<LiveSecret> live =
        live(List.of(), Map.of("foreign", "f", "stale", "s"), Set.of("stale"), false);

    assertThat(write(CreationPolicy.OWNER, live, "new").prune())
        .isEqualTo(new WritePlan.Prune.Foreign());
    WritePlan.Write merged = write(CreationPolicy.MERGE, live, "new");
    assertThat(merged.prune()).isEqualTo(new WritePlan.Prune.Only(Set.of("stale")));
    assertThat(merged.desired().data()).containsOnlyKeys("new");
    assertThat(merged.desired().annotations().get(Owned.DATA_HASH_ANNOTATION))
        .isEqualTo(PeerHash.ofData(secrets(Map.of("foreign", "f", "new", "v-new"))));
  }

  @ParameterizedTest
  @EnumSource(value = CreationPolicy.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void neverTouchesTheSecretOfAnotherExternalSecret(CreationPolicy policy) {
    var other = owner("external-secrets.io/v1beta1", "ExternalSecret", "other", "uid-9");

    assertThat(plan(policy, live(List.of(other), Map.of(), Set.of(), false), "new"))
        .isInstanceOfSatisfying(
            WritePlan.Refuse.class,
            refused -> {
              assertThat(refused.message()).isEqualTo("target is owned by another ExternalSecret");
              assertThat(refused.cause()).contains("other");
            });
  }

  @Test
  void ownerDoesNotTakeAnotherControllersSecretAndMergeAddsToIt() {
    var other = owner("apps/v1", "Deployment", "web", "uid-9");
    Optional<LiveSecret> live = live(List.of(other), Map.of(), Set.of(), false);

    assertThat(plan(CreationPolicy.OWNER, live, "new"))
        .isInstanceOfSatisfying(
            WritePlan.Refuse.class,
            refused ->
                assertThat(refused.message())
                    .isEqualTo("failed to take ownership of target secret"));
    assertThat(plan(CreationPolicy.MERGE, live, "new")).isInstanceOf(WritePlan.Write.class);
  }

  @Test
  void aRestoredExternalSecretTakesItsOldSecretOver() {
    var former = owner("external-secrets.io/v1", "ExternalSecret", "es", "uid-before");

    WritePlan.Write plan =
        write(CreationPolicy.OWNER, live(List.of(former), Map.of(), Set.of(), false), "new");
    assertThat(plan.staleOwners()).containsExactly("uid-before");
  }

  @Test
  void orphanLetsGoOfASecretItOwned() {
    WritePlan.Write plan =
        write(CreationPolicy.ORPHAN, live(List.of(SELF), Map.of(), Set.of(), false), "new");
    assertThat(plan.staleOwners()).containsExactly("uid-1");
    assertThat(plan.desired().owner()).isEmpty();
  }

  @Test
  void anImmutableSecretIsRefusedOnlyIfItsDataDiffers() {
    Optional<LiveSecret> same = live(List.of(SELF), Map.of("new", "v-new"), Set.of("new"), true);
    Optional<LiveSecret> other = live(List.of(SELF), Map.of("new", "x"), Set.of("new"), true);

    assertThat(write(CreationPolicy.OWNER, same, "new").desired().immutable()).isTrue();
    assertThat(plan(CreationPolicy.OWNER, other, "new"))
        .isInstanceOfSatisfying(
            WritePlan.Refuse.class,
            refused -> assertThat(refused.message()).endsWith("target is immutable"));
  }

  @Test
  void aTypeThatCannotChangeIsRefusedWithBothTypes() {
    Content content = new Content("kubernetes.io/tls", Map.of(), Map.of(), List.of(), Map.of());

    WritePlan plan =
        WritePlanner.write(
            SOURCE,
            target(CreationPolicy.OWNER, DeletionPolicy.RETAIN),
            live(List.of(SELF), Map.of(), Set.of(), false),
            content,
            Map.of());
    assertThat(plan)
        .isInstanceOfSatisfying(
            WritePlan.Refuse.class,
            refused -> assertThat(refused.cause()).contains("kubernetes.io/tls", "Opaque"));
  }

  @Test
  void whatTheProviderLostGoesOnlyWhereThatWasAskedFor() {
    Optional<LiveSecret> live = live(List.of(SELF), Map.of("a", "1"), Set.of("a"), false);

    assertThat(nothing(CreationPolicy.OWNER, DeletionPolicy.RETAIN, live))
        .isEqualTo(new WritePlan.Keep(WritePlan.Why.RETAINED));
    assertThat(nothing(CreationPolicy.OWNER, DeletionPolicy.DELETE, live))
        .isEqualTo(new WritePlan.Delete("uid-s", "7"));
    assertThat(nothing(CreationPolicy.OWNER, DeletionPolicy.DELETE, Optional.empty()))
        .isEqualTo(new WritePlan.Keep(WritePlan.Why.ALREADY_DELETED));
    assertThat(nothing(CreationPolicy.ORPHAN, DeletionPolicy.DELETE, live))
        .isInstanceOf(WritePlan.Refuse.class);
    var other = owner("external-secrets.io/v1", "ExternalSecret", "other", "uid-9");
    assertThat(
            nothing(
                CreationPolicy.OWNER,
                DeletionPolicy.DELETE,
                live(List.of(other), Map.of(), Set.of(), false)))
        .isInstanceOf(WritePlan.Refuse.class);
  }

  @Test
  void emptinessIsWrittenOnlyWithDeletionPolicyMerge() {
    for (DeletionPolicy policy : DeletionPolicy.values()) {
      assertThat(WritePlanner.leavesNothing(target(CreationPolicy.OWNER, policy), Map.of()))
          .isEqualTo(policy != DeletionPolicy.MERGE);
    }
  }

  @Test
  void aDeletedSourceTakesOnlyItsOwnSecretAlong() {
    Target delete = target(CreationPolicy.OWNER, DeletionPolicy.DELETE);
    Target retain = target(CreationPolicy.OWNER, DeletionPolicy.RETAIN);
    Optional<LiveSecret> ours = live(List.of(SELF), Map.of(), Set.of(), false);
    Optional<LiveSecret> nobodys = live(List.of(), Map.of(), Set.of(), false);

    assertThat(WritePlanner.sourceDeleted(SOURCE, delete, ours))
        .isEqualTo(new WritePlan.Delete("uid-s", "7"));
    assertThat(WritePlanner.sourceDeleted(SOURCE, delete, nobodys))
        .isInstanceOf(WritePlan.Keep.class);
    assertThat(WritePlanner.sourceDeleted(SOURCE, delete, Optional.empty()))
        .isInstanceOf(WritePlan.Keep.class);
    assertThat(WritePlanner.sourceDeleted(SOURCE, retain, ours)).isInstanceOf(WritePlan.Keep.class);
  }

  @Test
  void aTargetIsValidOnlyAsItWasLeft() {
    Target owner = target(CreationPolicy.OWNER, DeletionPolicy.RETAIN);
    LiveSecret untouched = marked(Map.of("a", "1"), Map.of("a", "1"));
    LiveSecret edited = marked(Map.of("a", "2"), Map.of("a", "1"));

    assertThat(WritePlanner.isValid(owner, Optional.of(untouched))).isTrue();
    assertThat(WritePlanner.isValid(owner, Optional.of(edited))).isFalse();
    assertThat(WritePlanner.isValid(owner, Optional.empty())).isFalse();
    Target orphan = target(CreationPolicy.ORPHAN, DeletionPolicy.RETAIN);
    assertThat(WritePlanner.isValid(orphan, Optional.of(edited))).isTrue();
    Target merge = target(CreationPolicy.MERGE, DeletionPolicy.RETAIN);
    assertThat(WritePlanner.isValid(merge, Optional.empty())).isTrue();
    assertThat(WritePlanner.isValid(merge, Optional.of(edited))).isFalse();
  }

  private static LiveSecret marked(Map<String, String> data, Map<String, String> hashed) {
    return new LiveSecret(
        "uid-s",
        "7",
        "Opaque",
        false,
        Map.of(Owned.MANAGED_LABEL, "true"),
        Map.of(Owned.DATA_HASH_ANNOTATION, PeerHash.ofData(secrets(hashed))),
        List.of(SELF),
        secrets(data),
        new LiveSecret.OwnedKeys(data.keySet(), Map.of()));
  }

  private static Optional<LiveSecret> live(
      List<LiveSecret.Owner> owners,
      Map<String, String> data,
      Set<String> ours,
      boolean immutable) {
    return Optional.of(
        new LiveSecret(
            "uid-s",
            "7",
            "Opaque",
            immutable,
            Map.of(),
            Map.of(),
            owners,
            secrets(data),
            new LiveSecret.OwnedKeys(ours, Map.of())));
  }

  private static LiveSecret.Owner owner(String apiVersion, String kind, String name, String uid) {
    return new LiveSecret.Owner(apiVersion, kind, name, uid, true);
  }

  private static Target target(CreationPolicy creation, DeletionPolicy deletion) {
    return new Target("target", creation, deletion, false, Optional.empty());
  }

  private static WritePlan plan(CreationPolicy policy, Optional<LiveSecret> live, String... keys) {
    Map<String, String> data = new HashMap<>();
    for (String key : keys) {
      data.put(key, "v-" + key);
    }
    return WritePlanner.write(
        SOURCE,
        target(policy, DeletionPolicy.RETAIN),
        live,
        Content.untemplated(SOURCE, secrets(data)),
        Map.of());
  }

  private static WritePlan.Write write(
      CreationPolicy policy, Optional<LiveSecret> live, String... keys) {
    return (WritePlan.Write) plan(policy, live, keys);
  }

  private static WritePlan nothing(
      CreationPolicy creation, DeletionPolicy deletion, Optional<LiveSecret> live) {
    return WritePlanner.nothingFetched(SOURCE, target(creation, deletion), live);
  }

  private static Map<String, SecretBytes> secrets(Map<String, String> texts) {
    Map<String, SecretBytes> secrets = new HashMap<>();
    texts.forEach((k, v) -> secrets.put(k, SecretBytes.ofUtf8(v)));
    return secrets;
  }
}
