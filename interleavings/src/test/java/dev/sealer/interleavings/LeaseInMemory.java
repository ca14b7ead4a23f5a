package dev.sealer.interleavings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ApplyOptions;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.DeleteOptions;
import dev.sealer.kube.apply.DeleteResult;
import dev.sealer.kube.apply.ManagedFields;
import dev.sealer.kube.apply.ObjectReadResult;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.StatusWrite;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One Lease, and a log of what happens to it and to whoever holds it. */
final class LeaseInMemory implements ClusterObjects {

  private final ReentrantLock lock = new ReentrantLock();
  private final List<String> log = new ArrayList<>();
  private @Nullable ObjectNode lease;
  private boolean away;
  private int version;

  void note(String step) {
    locked(() -> log.add(step));
  }

  List<String> log() {
    return locked(() -> List.copyOf(log));
  }

  String holder() {
    return locked(() -> lease == null ? "" : lease.at("/spec/holderIdentity").asText());
  }

  /** Makes another hold the Lease, whatever it says. */
  void take(String holder) {
    locked(() -> {
      ObjectNode spec = Json.object().put("holderIdentity", holder).put("leaseDurationSeconds", 1);
      return store(spec.put("renewTime", holder + version));
    });
  }

  /** Makes every call fail from now on, or none. */
  void away(boolean now) {
    locked(() -> away = now);
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  private WriteResult store(JsonNode spec) {
    version++;
    ObjectNode next = Json.object();
    next.putObject("metadata").put("resourceVersion", String.valueOf(version));
    next.set("spec", spec);
    lease = next;
    return new WriteResult.Applied(next.deepCopy(), WriteResult.Change.UPDATED);
  }

  @Override
  public ObjectReadResult readMetadata(ObjectRef target) {
    return read(target);
  }

  @Override
  public ObjectReadResult read(ObjectRef target) {
    return locked(() ->
        away
            ? new WriteResult.Unreachable("away")
            : lease == null
                ? new ObjectReadResult.Missing()
                : new ObjectReadResult.Found(lease.deepCopy()));
  }

  @Override
  public WriteResult create(
      ResourceType type, String namespace, ObjectNode object, String fieldManager) {
    return locked(() ->
        away
            ? new WriteResult.Unreachable("away")
            : lease != null
                ? new WriteResult.Refused(409, "AlreadyExists", "there is one")
                : store(object.path("spec")));
  }

  @Override
  public WriteResult mergePatch(ObjectRef target, ObjectNode patch, String fieldManager) {
    return locked(() -> {
      if (away) {
        return new WriteResult.Unreachable("away");
      }
      if (!patch.at("/metadata/resourceVersion").asText().equals(String.valueOf(version))) {
        return new WriteResult.Stale("changed");
      }
      if (patch.at("/spec/holderIdentity").asText().isEmpty()) {
        log.add("given back");
      }
      return store(patch.path("spec"));
    });
  }

  @Override
  public WriteResult apply(ObjectRef target, ObjectNode desired, ApplyOptions options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public WriteResult removeKeys(
      ObjectRef target, String resourceVersion, List<List<String>> fields, String fieldManager) {
    throw new UnsupportedOperationException();
  }

  @Override
  public WriteResult adopt(
      ObjectRef target,
      String resourceVersion,
      ManagedFields.Adoption adoption,
      String fieldManager) {
    throw new UnsupportedOperationException();
  }

  @Override
  public DeleteResult delete(ObjectRef target, DeleteOptions options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public WriteResult writeStatus(ObjectRef target, JsonNode status, StatusWrite how) {
    throw new UnsupportedOperationException();
  }
}
