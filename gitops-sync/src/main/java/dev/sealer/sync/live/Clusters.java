package dev.sealer.sync.live;

import dev.sealer.crds.argoproj.Destination;
import java.util.List;
import java.util.Optional;

/** The clusters that Applications can be deployed to: today the one that Sealer runs in. */
public final class Clusters implements AutoCloseable {

  private final Cluster home;

  /** Knows one cluster. */
  public Clusters(Cluster home) {
    this.home = home;
  }

  /** Returns the cluster that Sealer runs in. */
  public Cluster home() {
    return home;
  }

  /** Returns all clusters. */
  public List<Cluster> all() {
    return List.of(home);
  }

  /** Returns the cluster that a destination names; empty if there is none. */
  public Optional<Cluster> find(Destination destination) {
    return all().stream()
        .filter(one ->
            one.id().server().equals(destination.server())
                || one.id().name().equals(destination.name()))
        .findFirst();
  }

  @Override
  public void close() {
    all().forEach(Cluster::close);
  }
}
