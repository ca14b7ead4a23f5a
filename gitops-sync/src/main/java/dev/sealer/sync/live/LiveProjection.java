package dev.sealer.sync.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.sync.live.LiveObject.HookMark;
import dev.sealer.sync.manifest.Manifest;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.sync.plan.ApplicationNamespaces;
import dev.sealer.sync.plan.LiveFacts;
import dev.sealer.sync.plan.PausedHook;
import dev.sealer.sync.plan.diff.OwnedContent;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Makes of an object what is kept of it. Has no state but the key of its hashes.
 *
 * @param namespaces tells which Application a tracking name is of
 */
record LiveProjection(KeyedHash hash, ApplicationNamespaces namespaces, LiveRules rules) {

  /**
   * Projects an object of a list or a watch, which may not say of which kind it is.
   *
   * @param object of a Secret its metadata only; changed
   */
  LiveObject of(ResourceType type, ObjectNode object) {
    object.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    JsonNode metadata = object.path("metadata");
    ResourceId id = ResourceId.of(object);
    Optional<ObjectKey> application = application(id, object);
    return new LiveObject(
        id,
        metadata.path("uid").asText(),
        metadata.path("resourceVersion").asText(),
        application,
        marks(object),
        application.map(_ -> summary(object)));
  }

  /** Returns the Application that an object says it belongs to; empty if it names none. */
  Optional<ObjectKey> application(ResourceId id, JsonNode object) {
    return rules.tracking().application(id, object, SyncNames.FIELD_MANAGER).map(namespaces::find);
  }

  /** Returns the facts that an object is planned by. */
  LiveFacts facts(JsonNode object) {
    return LiveFacts.of(object, rules.health());
  }

  /** Returns what an object is compared and planned by. */
  LiveObject.Summary summary(JsonNode object) {
    boolean secret = ResourceId.of(object).is("", "Secret");
    String owned =
        secret ? "" : OwnedContent.owned(object, SyncNames.FIELD_MANAGER).map(hash::of).orElse("");
    return new LiveObject.Summary(facts(object), content(object), owned);
  }

  /** Returns the {@link LiveObject.Summary#owned} of an object that is as Git states it. */
  String stated(JsonNode desired) {
    return hash.of(OwnedContent.stated(desired));
  }

  private static Set<HookMark> marks(JsonNode object) {
    Set<HookMark> marks = EnumSet.noneOf(HookMark.class);
    for (JsonNode finalizer : object.path("metadata").path("finalizers")) {
      if (finalizer.asText().equals(SyncNames.HOOK_FINALIZER)) {
        marks.add(HookMark.HAS_FINALIZER);
      }
    }
    if (Manifest.annotation(object, SyncNames.OPERATION).isPresent()) {
      marks.add(HookMark.NAMES_OPERATION);
    }
    if (!object.path("metadata").path("ownerReferences").isEmpty()) {
      marks.add(HookMark.HAS_OWNER);
    }
    if (PausedHook.isPaused(object)) {
      marks.add(HookMark.IS_PAUSED);
    }
    return marks;
  }

  /** Returns what a comparison depends on. A new status alone requires none. */
  private static String content(JsonNode live) {
    JsonNode metadata = live.path("metadata");
    long generation = metadata.path("generation").asLong();
    String state =
        generation > 0 ? Long.toString(generation) : metadata.path("resourceVersion").asText();
    return live.path("apiVersion").asText()
        + ' '
        + metadata.path("uid").asText()
        + ' '
        + state
        + ' '
        + metadata.path("labels").hashCode()
        + ' '
        + metadata.path("annotations").hashCode()
        + ' '
        + metadata.path("ownerReferences").hashCode();
  }
}
