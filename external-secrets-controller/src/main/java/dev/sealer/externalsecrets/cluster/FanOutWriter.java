package dev.sealer.externalsecrets.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.crds.externalsecrets.ExternalSecret;
import dev.sealer.externalsecrets.reconcile.ExternalSecretObject;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ApplyOptions;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.DeleteOptions;
import dev.sealer.kube.apply.DeleteResult;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes the ExternalSecrets of ClusterExternalSecrets. Remembers what it wrote, so that an
 * ExternalSecret that is as it should be costs no call.
 */
final class FanOutWriter {

  private static final String FIELD_MANAGER = "cluster-external-secret-controller";
  private static final ResourceType TYPE = ResourceType.of(ExternalSecret.class);

  private final ClusterObjects objects;
  private final Map<ObjectKey, Written> written = new ConcurrentHashMap<>();

  /** The manifest that was applied, and the state of the ExternalSecret after it. */
  private record Written(JsonNode manifest, String state) {}

  FanOutWriter(ClusterObjects objects) {
    this.objects = objects;
  }

  /**
   * Makes an ExternalSecret be as the manifest says.
   *
   * @param there the one that is there; empty to create it
   * @return empty if it is so; else what kept it from being so
   */
  Optional<WriteResult> apply(
      ObjectKey key, ObjectNode manifest, Optional<ExternalSecretObject> there) {
    Written before = written.get(key);
    if (before != null
        && before.manifest().equals(manifest)
        && there.map(FanOutWriter::state).filter(before.state()::equals).isPresent()) {
      return Optional.empty();
    }
    ObjectRef target = new ObjectRef(TYPE, key);
    ApplyOptions options = ApplyOptions.by(FIELD_MANAGER).forced();
    WriteResult result =
        objects.apply(
            target,
            manifest.deepCopy(),
            there.map(child -> options.onlyUid(child.source().uid())).orElseGet(options::onlyNew));
    if (result instanceof WriteResult.Applied applied) {
      result = prune(target, manifest, applied);
    }
    if (result instanceof WriteResult.Applied applied) {
      ExternalSecretObject now =
          ExternalSecretObject.of(Json.typed(applied.object(), ExternalSecret.class));
      written.put(key, new Written(manifest, state(now)));
      return Optional.empty();
    }
    return Optional.of(result);
  }

  private static String state(ExternalSecretObject child) {
    return child.source().uid() + "/" + child.source().version();
  }

  /** Removes what others put into the spec: all of it is stated by the ClusterExternalSecret. */
  private WriteResult prune(ObjectRef target, JsonNode manifest, WriteResult.Applied applied) {
    List<List<String>> foreign = new ArrayList<>();
    collect(manifest.path("spec"), applied.object().path("spec"), List.of("spec"), foreign);
    return foreign.isEmpty()
        ? applied
        : objects.removeKeys(target, applied.resourceVersion(), foreign, FIELD_MANAGER);
  }

  private static void collect(
      JsonNode wanted, JsonNode live, List<String> path, List<List<String>> foreign) {
    for (Map.Entry<String, JsonNode> field : live.properties()) {
      List<String> at = new ArrayList<>(path);
      at.add(field.getKey());
      JsonNode same = wanted.get(field.getKey());
      if (same == null) {
        foreign.add(at);
      } else if (same.isObject() && field.getValue().isObject()) {
        collect(same, field.getValue(), at, foreign);
      }
    }
  }

  /**
   * Deletes an ExternalSecret.
   *
   * @return what kept it from being deleted
   */
  Optional<String> delete(ExternalSecretObject child) {
    DeleteOptions options =
        DeleteOptions.with(DeleteOptions.Propagation.BACKGROUND).onlyUid(child.source().uid());
    return switch (objects.delete(new ObjectRef(TYPE, child.key()), options)) {
      case DeleteResult.Deleted _, DeleteResult.AlreadyGone _, WriteResult.Stale _ -> {
        written.remove(child.key());
        yield Optional.empty();
      }
      case WriteResult.Refused refused -> Optional.of(refused.message());
      case WriteResult.Unreachable unreachable -> Optional.of(unreachable.message());
    };
  }
}
