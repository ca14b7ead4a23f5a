package dev.sealer.simulation.kit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.platform.Platform;
import dev.sealer.kube.watch.ObjectWatch;
import dev.sealer.simulation.apiserver.SimApiServer;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/**
 * A watch that is never behind: each question is answered from the server. It tells nobody of
 * changes.
 *
 * @param <T> what is shown of each object
 */
public final class CurrentObjects<T> implements ObjectWatch<T> {

  private final SimApiServer server;
  private final ResourceType type;
  private final Function<ObjectNode, T> view;

  CurrentObjects(SimApiServer server, ResourceType type, Function<ObjectNode, T> view) {
    this.server = server;
    this.type = type;
    this.view = view;
  }

  @Override
  public void start(Platform platform) {
    // There is nothing to follow.
  }

  @Override
  public boolean synced() {
    return true;
  }

  @Override
  public boolean awaitSynced(Duration patience) {
    return true;
  }

  @Override
  public Optional<String> problem() {
    return Optional.empty();
  }

  @Override
  public String seenVersion(String namespace) {
    return Long.toString(server.version());
  }

  @Override
  public Optional<T> get(ObjectKey key) {
    return server.get(type, key).map(view);
  }

  @Override
  public Collection<T> list() {
    return server.list(type, "").stream().map(view).toList();
  }

  @Override
  public void close() {
    // There is nothing to end.
  }
}
