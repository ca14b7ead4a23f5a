package dev.sealer.externalsecrets;

import dev.sealer.externalsecrets.cluster.ClusterExternalSecretIndex;
import dev.sealer.externalsecrets.cluster.ClusterExternalSecretObject;
import dev.sealer.externalsecrets.generator.GeneratorObject;
import dev.sealer.externalsecrets.plan.Source;
import dev.sealer.externalsecrets.reconcile.ExternalSecretIndex;
import dev.sealer.externalsecrets.reconcile.ExternalSecretObject;
import dev.sealer.externalsecrets.store.StoreIdentity;
import dev.sealer.externalsecrets.store.StoreKind;
import dev.sealer.externalsecrets.stores.StoreClients;
import dev.sealer.externalsecrets.stores.StoreObject;
import dev.sealer.externalsecrets.stores.UpstreamDeployment;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.watch.ObjectMetadata;
import dev.sealer.kube.watch.WatchHandler;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Turns what the watches see into wakes: for the objects themselves and for those who need them.
 */
final class Wakes {

  private final ExternalSecretIndex index;
  private final ClusterExternalSecretIndex clusterIndex = new ClusterExternalSecretIndex();
  private final StoreClients clients;
  private final Queues queues;

  /**
   * Where wakes go.
   *
   * @param externalSecrets those that should be looked at
   * @param stores SecretStores that should be checked
   * @param clusterStores ClusterSecretStores that should be checked
   * @param clusterExternalSecrets ClusterExternalSecrets that should be looked at
   */
  record Queues(
      Consumer<Collection<ObjectKey>> externalSecrets,
      Consumer<Collection<ObjectKey>> stores,
      Consumer<Collection<ObjectKey>> clusterStores,
      Consumer<Collection<ObjectKey>> clusterExternalSecrets) {

    void wake(StoreKind kind, ObjectKey key) {
      (kind == StoreKind.SECRET_STORE ? stores : clusterStores).accept(List.of(key));
    }
  }

  Wakes(ExternalSecretIndex index, StoreClients clients, Queues queues) {
    this.index = index;
    this.clients = clients;
    this.queues = queues;
  }

  WatchHandler<ExternalSecretObject> externalSecrets() {
    return new WatchHandler<>() {
      @Override
      public void added(ExternalSecretObject object) {
        index.put(object);
        queues.externalSecrets().accept(List.of(object.key()));
        queues.clusterExternalSecrets().accept(clusterIndex.of(object));
      }

      @Override
      public void changed(ExternalSecretObject old, ExternalSecretObject object) {
        if (object.differsFrom(old)) {
          queues.clusterExternalSecrets().accept(clusterIndex.of(old));
          added(object);
        } else if (!object.last().sources().equals(old.last().sources())) {
          index.put(object);
        }
        wakeStoresOfMissing(old, object);
      }

      @Override
      public void removed(ExternalSecretObject last) {
        index.remove(last.key());
        queues.externalSecrets().accept(List.of(last.key()));
        queues.clusterExternalSecrets().accept(clusterIndex.of(last));
      }
    };
  }

  WatchHandler<ClusterExternalSecretObject> clusterExternalSecrets() {
    return new WatchHandler<>() {
      @Override
      public void added(ClusterExternalSecretObject object) {
        clusterIndex.put(object);
        queues.clusterExternalSecrets().accept(List.of(object.key()));
      }

      @Override
      public void changed(ClusterExternalSecretObject old, ClusterExternalSecretObject object) {
        if (object.differsFrom(old)) {
          added(object);
        }
      }

      @Override
      public void removed(ClusterExternalSecretObject last) {
        clusterIndex.remove(last.key());
      }
    };
  }

  WatchHandler<StoreObject> stores() {
    return new WatchHandler<>() {
      @Override
      public void added(StoreObject store) {
        queues.wake(store.ref().kind(), store.key());
        wakeUsers(store);
      }

      @Override
      public void changed(StoreObject old, StoreObject store) {
        if (!old.version().equals(store.version())) {
          added(store);
        } else if (old.knownNotReady() != store.knownNotReady()
            || !old.hold().equals(store.hold())) {
          queues.wake(store.ref().kind(), store.key());
          wakeUsers(store);
        }
      }

      @Override
      public void removed(StoreObject last) {
        clients.storeRemoved(last);
        queues.wake(last.ref().kind(), last.key());
        wakeUsers(last);
      }
    };
  }

  private void wakeUsers(StoreObject store) {
    Set<ObjectKey> users = index.ofStore(store.ref(), store.namespace());
    index.nudge(users);
    queues.externalSecrets().accept(users);
  }

  /** A store says how much of it is missing. */
  private void wakeStoresOfMissing(ExternalSecretObject old, ExternalSecretObject object) {
    Stream.concat(old.last().sources().stream(), object.last().sources().stream())
        .filter(state -> state.absence().isPresent())
        .filter(_ -> !old.last().sources().equals(object.last().sources()))
        .map(state -> state.id().store())
        .distinct()
        .forEach(ref -> {
          boolean cluster = ref.kind() == StoreKind.CLUSTER_SECRET_STORE;
          String namespace = cluster ? "" : object.source().namespace();
          queues.wake(ref.kind(), new ObjectKey(namespace, ref.name()));
        });
  }

  /** Everything is looked at again when another operator comes, goes or changes its class. */
  WatchHandler<UpstreamDeployment> upstream(Supplier<Collection<ExternalSecretObject>> all) {
    return new WatchHandler<>() {
      @Override
      public void added(UpstreamDeployment deployment) {
        queues.externalSecrets().accept(all.get().stream().map(ExternalSecretObject::key).toList());
      }

      @Override
      public void changed(UpstreamDeployment old, UpstreamDeployment deployment) {
        if (!deployment.equals(old)) {
          added(deployment);
        }
      }

      @Override
      public void removed(UpstreamDeployment last) {
        added(last);
      }
    };
  }

  WatchHandler<ObjectMetadata> secrets() {
    return new WatchHandler<>() {
      @Override
      public void added(ObjectMetadata secret) {
        index.putSecret(secret);
        secretChanged(secret);
      }

      @Override
      public void changed(ObjectMetadata old, ObjectMetadata secret) {
        index.removeSecret(old);
        added(secret);
      }

      @Override
      public void removed(ObjectMetadata last) {
        index.removeSecret(last);
        secretChanged(last);
      }
    };
  }

  /**
   * Wakes its owner, too: a leader that was frozen may have made a Secret under a name that its
   * ExternalSecret no longer has.
   */
  private void secretChanged(ObjectMetadata secret) {
    Set<ObjectKey> concerned = index.ofSecret(secret.key());
    secret.owners().stream()
        .filter(owner -> owner.controller() && owner.kind().equals(Source.KIND))
        .forEach(owner -> concerned.add(new ObjectKey(secret.key().namespace(), owner.name())));
    queues.externalSecrets().accept(concerned);
    clients.secretChanged(secret.key()).forEach(this::credentialsChanged);
  }

  private void credentialsChanged(StoreIdentity identity) {
    ObjectKey store = new ObjectKey(identity.namespace(), identity.store().name());
    queues.wake(identity.store().kind(), store);
    String referent = identity.referentNamespace();
    List<ObjectKey> users =
        index.ofStore(identity.store(), identity.namespace()).stream()
            .filter(user -> referent.isEmpty() || user.namespace().equals(referent))
            .toList();
    index.nudge(users);
    queues.externalSecrets().accept(users);
  }

  WatchHandler<ObjectMetadata> configMaps() {
    return onAnyChange(
        configMap -> queues.externalSecrets().accept(index.ofConfigMap(configMap.key())));
  }

  /** A failure may be over. Values that were generated before stay until a refresh is due. */
  WatchHandler<GeneratorObject> generators() {
    return WatchHandler.onAnyChange(generator -> {
      Set<ObjectKey> users = index.ofGenerator(generator.ref(), generator.namespace());
      index.nudge(users);
      queues.externalSecrets().accept(users);
    });
  }

  /**
   * Labels of a namespace decide which ClusterSecretStores it may use, and which
   * ClusterExternalSecrets it gets.
   */
  WatchHandler<ObjectMetadata> namespaces() {
    return new WatchHandler<>() {
      @Override
      public void added(ObjectMetadata namespace) {
        // Its ExternalSecrets wake by themselves.
        queues.clusterExternalSecrets().accept(clusterIndex.all());
      }

      @Override
      public void changed(ObjectMetadata old, ObjectMetadata namespace) {
        if (!old.labels().equals(namespace.labels())) {
          queues.externalSecrets().accept(index.ofNamespace(namespace.key().name()));
          queues.clusterExternalSecrets().accept(clusterIndex.all());
        }
      }

      @Override
      public void removed(ObjectMetadata last) {
        // So are its ExternalSecrets.
        queues.clusterExternalSecrets().accept(clusterIndex.all());
      }
    };
  }

  private static WatchHandler<ObjectMetadata> onAnyChange(Consumer<ObjectMetadata> action) {
    return new WatchHandler<>() {
      @Override
      public void added(ObjectMetadata object) {
        action.accept(object);
      }

      @Override
      public void changed(ObjectMetadata old, ObjectMetadata object) {
        action.accept(object);
      }

      @Override
      public void removed(ObjectMetadata last) {
        action.accept(last);
      }
    };
  }
}
