package dev.sealer.kube.client;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a kubeconfig that the client library silently drops: the server's TLS name,
 * the id to act as, and that a login program failed.
 *
 * @param options for the client
 * @param loginProgram that the user has to sign in with; empty for none
 */
record KubeconfigFacts(TransportOptions options, String loginProgram) {

  static final KubeconfigFacts NONE = new KubeconfigFacts(TransportOptions.NONE, "");

  /**
   * Reads files; of several the first that has an entry wins.
   *
   * @param context null for the current one
   */
  static KubeconfigFacts of(List<Path> files, @Nullable String context) {
    List<Config> configs = new ArrayList<>();
    for (Path file : files) {
      try {
        configs.add(Serialization.unmarshal(Files.readString(file), Config.class));
      } catch (IOException e) {
        throw new UncheckedIOException("the kubeconfig " + file + " cannot be read", e);
      }
    }
    String current =
        context != null
            ? context
            : first(configs, config -> Optional.ofNullable(config.getCurrentContext())).orElse("");
    Context used = first(configs, config -> context(config, current)).orElseGet(Context::new);
    Cluster cluster =
        first(configs, config -> cluster(config, used.getCluster())).orElseGet(Cluster::new);
    AuthInfo user = first(configs, config -> user(config, used.getUser())).orElseGet(AuthInfo::new);
    return new KubeconfigFacts(
        new TransportOptions(text(cluster.getTlsServerName()), identity(user), java.util.Map.of()),
        user.getExec() == null ? "" : text(user.getExec().getCommand()));
  }

  private static List<java.util.Map.Entry<String, String>> identity(AuthInfo user) {
    return TransportOptions.impersonation(
        text(user.getAs()), text(user.getAsUid()), user.getAsGroups(), user.getAsUserExtra());
  }

  private static String text(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  private static <T> Optional<T> first(List<Config> configs, Function<Config, Optional<T>> found) {
    return configs.stream().flatMap(config -> found.apply(config).stream()).findFirst();
  }

  private static Optional<Context> context(Config config, String name) {
    return config.getContexts().stream()
        .filter(named -> name.equals(named.getName()))
        .map(NamedContext::getContext)
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static Optional<Cluster> cluster(Config config, @Nullable String name) {
    return config.getClusters().stream()
        .filter(named -> Objects.equals(name, named.getName()))
        .map(NamedCluster::getCluster)
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static Optional<AuthInfo> user(Config config, @Nullable String name) {
    return config.getUsers().stream()
        .filter(named -> Objects.equals(name, named.getName()))
        .map(NamedAuthInfo::getUser)
        .filter(Objects::nonNull)
        .findFirst();
  }
}
