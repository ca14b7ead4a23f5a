package dev.sealer.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.io.CommandFailure;
import dev.sealer.cli.io.FileText;
import dev.sealer.yaml.KubeYaml;
import dev.sealer.yaml.read.Document;
import dev.sealer.yaml.read.YamlException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The kubeconfig that kubectl would use: an explicit file, or the files of {@code KUBECONFIG}, or
 * {@code ~/.kube/config}. Of several files the first that sets a thing wins.
 */
public final class ClientKubeconfig {
  /** The message if there is neither a kubeconfig nor a service account. */
  public static final String NONE =
      "invalid configuration: no configuration has been provided, try setting KUBERNETES_MASTER"
          + " environment variable";

  private static final Map<String, String> SECTIONS =
      Map.of("clusters", "cluster", "contexts", "context", "users", "user");
  private static final String AUTHORITY = "certificate-authority";
  private static final String INSECURE = "insecure-skip-tls-verify";
  private static final List<String> PATHS =
      List.of(AUTHORITY, "client-certificate", "client-key", "tokenFile");

  private final ConnectionFlags connection;
  private final ObjectNode merged;

  private ClientKubeconfig(ConnectionFlags connection, ObjectNode merged) {
    this.connection = connection;
    this.merged = merged;
  }

  /** Reads what there is. Without any file the result {@link #isEmpty is empty}. */
  public static ClientKubeconfig load(ConnectionFlags connection, Map<String, String> environment) {
    ObjectNode merged = JsonNodeFactory.instance.objectNode();
    if (!connection.kubeconfig().isEmpty()) {
      if (!Files.exists(Path.of(connection.kubeconfig()))) {
        throw new CommandFailure("stat " + connection.kubeconfig() + ": no such file or directory");
      }
      merge(merged, connection.kubeconfig());
    } else {
      for (String file : files(environment)) {
        if (Files.isRegularFile(Path.of(file))) {
          merge(merged, file);
        }
      }
    }
    return new ClientKubeconfig(connection, merged);
  }

  private static List<String> files(Map<String, String> environment) {
    String listed = environment.getOrDefault("KUBECONFIG", "");
    if (listed.isEmpty()) {
      return List.of(environment.getOrDefault("HOME", "") + "/.kube/config");
    }
    return List.of(listed.split(File.pathSeparator)).stream().filter(f -> !f.isEmpty()).toList();
  }

  private static void merge(ObjectNode merged, String file) {
    try {
      for (Document document : KubeYaml.readDocuments(FileText.read(file), file)) {
        JsonNode content = document.content();
        String current = content.path("current-context").asText("");
        if (!current.isEmpty() && merged.path("current-context").asText("").isEmpty()) {
          merged.put("current-context", current);
        }
        SECTIONS.forEach((section, entry) -> mergeSection(merged, content, section, entry, file));
      }
    } catch (YamlException e) {
      throw new CommandFailure("error loading config file \"" + file + "\": " + e.getMessage(), e);
    }
  }

  private static void mergeSection(
      ObjectNode merged, JsonNode content, String section, String entry, String file) {
    ArrayNode into = merged.withArrayProperty(section);
    for (JsonNode item : content.path(section)) {
      String name = item.path("name").asText("");
      if (find(into, name) == null && item.path(entry).isObject()) {
        ObjectNode copy = into.addObject();
        copy.put("name", name);
        copy.set(entry, withAbsolutePaths((ObjectNode) item.path(entry).deepCopy(), file));
      }
    }
  }

  private static ObjectNode withAbsolutePaths(ObjectNode fields, String file) {
    for (String field : PATHS) {
      String path = fields.path(field).asText("");
      if (!path.isEmpty()) {
        fields.put(field, relativeTo(file, path));
      }
    }
    String program = fields.path("exec").path("command").asText("");
    if (program.contains(File.separator)) {
      fields.withObject("/exec").put("command", relativeTo(file, program));
    }
    return fields;
  }

  private static String relativeTo(String file, String path) {
    return Path.of(file).toAbsolutePath().resolveSibling(path).toString();
  }

  private static @Nullable JsonNode find(JsonNode section, String name) {
    for (JsonNode item : section) {
      if (item.path("name").asText("").equals(name)) {
        return item;
      }
    }
    return null;
  }

  /** Returns whether nothing says where a cluster is. */
  public boolean isEmpty() {
    boolean nothing = merged.path("clusters").isEmpty() && merged.path("contexts").isEmpty();
    boolean named = !connection.cluster().isEmpty() || !contextExists();
    boolean known = find(merged.path("clusters"), name("cluster", connection.cluster())) != null;
    return !known && (nothing || !named) && cluster().isEmpty();
  }

  /**
   * Returns the namespace of the context in use; {@code default} when it names none.
   *
   * @throws CommandFailure when kubectl would not use the configuration
   */
  public String namespace() {
    usable(contextExists() ? List.of() : List.of(missingContext())).require();
    String namespace = context().path("namespace").asText("");
    return namespace.isEmpty() ? "default" : namespace;
  }

  /**
   * The cluster to call, and the user to call it as, after all flags have been applied.
   *
   * @param cluster fields as in a kubeconfig
   * @param user fields as in a kubeconfig; groups to act for are in {@code as-groups}
   */
  public record Resolved(JsonNode cluster, JsonNode user) {}

  /**
   * Returns the cluster and the user.
   *
   * @throws CommandFailure when kubectl would not use the configuration
   */
  public Resolved resolved() {
    requireNamed("auth info", "users", connection.user());
    requireNamed("context", "contexts", connection.context());
    requireNamed("cluster", "clusters", connection.cluster());
    KubeconfigValidation usable = usable(contextExists() ? List.of() : List.of(missingContext()));
    usable.require();
    usable.requireOneWayToTrust();
    return new Resolved(cluster(), user());
  }

  /** Returns the proxy to the API server; empty when none is named. */
  public String proxy() {
    return cluster().path("proxy-url").asText("");
  }

  private KubeconfigValidation usable(List<String> problems) {
    return new KubeconfigValidation(
        problems,
        new KubeconfigValidation.Named(name("cluster", connection.cluster()), cluster()),
        new KubeconfigValidation.Named(name("user", connection.user()), user()));
  }

  private void requireNamed(String kind, String section, String name) {
    if (!name.isEmpty() && find(merged.path(section), name) == null) {
      throw new CommandFailure(kind + " \"" + name + "\" does not exist");
    }
  }

  private String name(String field, String asked) {
    return asked.isEmpty() ? context().path(field).asText("") : asked;
  }

  /** As in client-go, a flag takes the place of what the file says on the same matter. */
  private ObjectNode cluster() {
    ObjectNode cluster = entry("clusters", "cluster", name("cluster", connection.cluster()));
    Map<String, String> flags = new LinkedHashMap<>(connection.clusterFields());
    flags.values().removeIf(String::isEmpty);
    boolean insecure = "true".equals(flags.remove(INSECURE));
    if (insecure || flags.containsKey(AUTHORITY)) {
      cluster.remove(List.of(INSECURE, AUTHORITY, AUTHORITY + "-data"));
    }
    if (flags.containsKey("server")) {
      cluster.remove("tls-server-name");
    }
    flags.forEach((field, value) -> override(cluster, field, value));
    if (insecure || "true".equals(cluster.path(INSECURE).asText(""))) {
      cluster.put(INSECURE, true);
    }
    return cluster;
  }

  private ObjectNode user() {
    ObjectNode user = entry("users", "user", name("user", connection.user()));
    if (!connection.userFields().getOrDefault("token", "").isEmpty()) {
      user.remove("tokenFile");
    }
    connection.userFields().forEach((field, value) -> override(user, field, value));
    if (!connection.groups().isEmpty()) {
      ArrayNode groups = user.putArray("as-groups");
      connection.groups().forEach(groups::add);
    }
    return user;
  }

  /** Address of the cluster in use; empty when none is named. */
  public String server() {
    return cluster().path("server").asText("");
  }

  /** Returns the name of the context in use; empty when there is none. */
  public String contextName() {
    return connection.context().isEmpty()
        ? merged.path("current-context").asText("")
        : connection.context();
  }

  private boolean contextExists() {
    String name = contextName();
    return name.isEmpty() || find(merged.path("contexts"), name) != null;
  }

  private String missingContext() {
    return "context was not found for specified context: " + contextName();
  }

  private ObjectNode context() {
    return entry("contexts", "context", contextName());
  }

  private ObjectNode entry(String section, String field, String name) {
    JsonNode found = find(merged.path(section), name);
    return found == null
        ? JsonNodeFactory.instance.objectNode()
        : (ObjectNode) found.path(field).deepCopy();
  }

  private static void override(ObjectNode entry, String field, String value) {
    if (!value.isEmpty()) {
      List<String> instead = new ArrayList<>(List.of(field, field + "-data"));
      entry.remove(instead);
      entry.put(field, value);
    }
  }
}
