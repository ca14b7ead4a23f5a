package dev.sealer.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.cli.io.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Checks a configuration as kubectl does before its first call; problems are in its words.
 *
 * @param known problems that were found before
 */
record KubeconfigValidation(List<String> known, Named cluster, Named user) {
  private static final Set<String> INTERACTIVE_MODES = Set.of("Never", "IfAvailable", "Always");

  /** An entry of a kubeconfig after the flags were applied. */
  record Named(String name, JsonNode fields) {
    private boolean has(String field) {
      return !fields.path(field).asText("").isEmpty();
    }
  }

  /** Fails with all problems at once. */
  void require() {
    List<String> problems = new ArrayList<>(known);
    checkCluster(problems);
    checkUser(problems);
    if (!problems.isEmpty()) {
      throw new CommandFailure(
          "invalid configuration: "
              + (problems.size() == 1 ? problems.getFirst() : String.valueOf(problems)));
    }
  }

  /** Fails when a server's certificate should be checked and not be checked. */
  void requireOneWayToTrust() {
    boolean authority =
        cluster.has("certificate-authority") || cluster.has("certificate-authority-data");
    if (authority && cluster.fields().path("insecure-skip-tls-verify").asBoolean()) {
      throw new CommandFailure(
          "specifying a root certificates file with the insecure flag is not allowed");
    }
  }

  private void checkCluster(List<String> problems) {
    if (!cluster.has("server")) {
      problems.add(
          cluster.name().isEmpty()
              ? "cluster has no server defined"
              : "no server found for cluster \"" + cluster.name() + "\"");
    }
    if (!cluster.has("certificate-authority-data")) {
      checkFile(cluster, "certificate-authority", "certificate-authority", problems);
    }
  }

  private void checkUser(List<String> problems) {
    List<String> methods = new ArrayList<>();
    if (user.has("token")) {
      methods.add("token");
    }
    if (user.has("username") || user.has("password")) {
      methods.add("basicAuth");
    }
    if (user.has("client-certificate") || user.has("client-certificate-data")) {
      checkClientCertificate(problems);
    }
    if (methods.size() > 1) {
      problems.add(
          "more than one authentication method found for %s; found %s, only one is allowed"
              .formatted(user.name(), "[" + String.join(" ", methods) + "]"));
    }
    if (user.fields().has("exec")) {
      checkLoginProgram(user.fields().path("exec"), problems);
    }
    checkIdentity(problems);
  }

  private void checkIdentity(List<String> problems) {
    boolean more =
        user.has("as-uid")
            || !user.fields().path("as-groups").isEmpty()
            || !user.fields().path("as-user-extra").isEmpty();
    if (more && !user.has("as")) {
      problems.add(
          "requesting uid, groups or user-extra for %s without impersonating a user"
              .formatted(user.name()));
    }
  }

  private void checkLoginProgram(JsonNode exec, List<String> problems) {
    if (user.fields().has("auth-provider")) {
      problems.add(
          "authProvider cannot be provided in combination with an exec plugin to use for "
              + user.name());
    }
    String tail = " must be specified for " + user.name() + " to use exec authentication plugin";
    if (exec.path("command").asText("").isEmpty()) {
      problems.add("command" + tail);
    }
    String version = exec.path("apiVersion").asText("");
    if (version.isEmpty()) {
      problems.add("apiVersion" + tail);
    }
    for (JsonNode variable : exec.path("env")) {
      if (variable.path("name").asText("").isEmpty()) {
        problems.add("env variable name" + tail);
      }
    }
    String mode = exec.path("interactiveMode").asText("");
    if (mode.isEmpty() && version.endsWith("/v1")) {
      problems.add("interactiveMode" + tail);
    } else if (!mode.isEmpty() && !INTERACTIVE_MODES.contains(mode)) {
      problems.add(
          "invalid interactiveMode for %s to use exec authentication plugin: \"%s\""
              .formatted(user.name(), mode));
    }
  }

  private void checkClientCertificate(List<String> problems) {
    if (!user.has("client-key") && !user.has("client-key-data")) {
      problems.add(
          "client-key-data or client-key must be specified for %s to use the clientCert"
                  .formatted(user.name())
              + " authentication method.");
    }
    if (!user.has("client-certificate-data")) {
      checkFile(user, "client-certificate", "client-cert", problems);
    }
    if (!user.has("client-key-data")) {
      checkFile(user, "client-key", "client-key", problems);
    }
  }

  private static void checkFile(Named entry, String field, String shown, List<String> problems) {
    String file = entry.fields().path(field).asText("");
    if (!file.isEmpty() && !Files.isReadable(Path.of(file))) {
      String cause =
          Files.exists(Path.of(file)) ? "permission denied" : "no such file or directory";
      problems.add(
          "unable to read %s %s for %s due to open %s: %s"
              .formatted(shown, file, entry.name(), file, cause));
    }
  }
}
