package dev.sealer.sync.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ApiServerObjects;
import dev.sealer.kube.apply.ApplyOptions;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.DeleteOptions;
import dev.sealer.kube.apply.DeleteResult;
import dev.sealer.kube.apply.ManagedFields;
import dev.sealer.kube.apply.ObjectReadResult;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.StatusWrite;
import dev.sealer.kube.apply.WriteResult;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.ApiClient;
import dev.sealer.kube.client.ApiRequest;
import dev.sealer.kube.client.Lines;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * The objects of Applications: read as the operator, written, tried and deleted with the {@link
 * WriteIdentity} of the work that is being done.
 */
public final class ApplicationObjects implements ClusterObjects {

  private final ApiClient calls;
  private final ClusterObjects own;

  /** Reads and writes over {@code calls}. */
  public ApplicationObjects(ApiClient calls) {
    this.calls = calls;
    this.own = new ApiServerObjects(calls);
  }

  private ClusterObjects writing() {
    return WriteIdentity.required()
        .user()
        .<ClusterObjects>map(user -> new ApiServerObjects(new ImpersonatingCalls(calls, user)))
        .orElse(own);
  }

  @Override
  public ObjectReadResult read(ObjectRef target) {
    return own.read(target);
  }

  @Override
  public ObjectReadResult readMetadata(ObjectRef target) {
    return own.readMetadata(target);
  }

  @Override
  public WriteResult apply(ObjectRef target, ObjectNode desired, ApplyOptions options) {
    return writing().apply(target, desired, options);
  }

  @Override
  public WriteResult create(
      ResourceType type, String namespace, ObjectNode object, String fieldManager) {
    return writing().create(type, namespace, object, fieldManager);
  }

  @Override
  public WriteResult removeKeys(
      ObjectRef target, String resourceVersion, List<List<String>> fields, String fieldManager) {
    return writing().removeKeys(target, resourceVersion, fields, fieldManager);
  }

  @Override
  public WriteResult adopt(
      ObjectRef target,
      String resourceVersion,
      ManagedFields.Adoption adoption,
      String fieldManager) {
    return writing().adopt(target, resourceVersion, adoption, fieldManager);
  }

  @Override
  public DeleteResult delete(ObjectRef target, DeleteOptions options) {
    return writing().delete(target, options);
  }

  @Override
  public WriteResult writeStatus(ObjectRef target, JsonNode status, StatusWrite how) {
    return writing().writeStatus(target, status, how);
  }

  @Override
  public WriteResult mergePatch(ObjectRef target, ObjectNode patch, String fieldManager) {
    return writing().mergePatch(target, patch, fieldManager);
  }

  /** Sends each request as one user. */
  private record ImpersonatingCalls(ApiClient calls, String user) implements ApiClient {

    @Override
    public ApiAnswer send(ApiRequest request) throws IOException {
      return calls.send(request.actingAs(user));
    }

    @Override
    public ApiAnswer list(ApiRequest request, Consumer<ObjectNode> item) throws IOException {
      return calls.list(request.actingAs(user), item);
    }

    @Override
    public Lines open(ApiRequest request) throws IOException {
      return calls.open(request.actingAs(user));
    }
  }
}
