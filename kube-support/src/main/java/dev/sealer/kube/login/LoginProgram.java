package dev.sealer.kube.login;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The {@code exec} block of a kubeconfig's user. Whatever goes wrong ends in a {@link
 * LoginException}, in the words of client-go: a call must never go out without the login that the
 * kubeconfig asks for.
 */
public final class LoginProgram {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GROUP = "client.authentication.k8s.io/";
  private static final Set<String> VERSIONS = Set.of(GROUP + "v1", GROUP + "v1beta1");
  private static final String INFO = "KUBERNETES_EXEC_INFO";
  private static final List<String> CLUSTER_FIELDS =
      List.of(
          "server",
          "tls-server-name",
          "insecure-skip-tls-verify",
          "certificate-authority-data",
          "proxy-url",
          "disable-compression");

  private final JsonNode exec;
  private final JsonNode cluster;

  /**
   * Takes the block as it is in the kubeconfig.
   *
   * @param exec the block
   * @param cluster the cluster that is called; authorities from a file are in {@code
   *     certificate-authority-data} already
   */
  public LoginProgram(JsonNode exec, JsonNode cluster) {
    this.exec = exec;
    this.cluster = cluster;
  }

  /**
   * Runs the program and waits for its end.
   *
   * @param now decides whether the credential has expired already
   * @throws LoginException if the program does not exist, fails, or prints no usable credential
   */
  public LoginCredential run(LoginShell shell, Instant now) throws LoginException {
    String version = exec.path("apiVersion").asText("");
    if (!VERSIONS.contains(version)) {
      throw new LoginException("exec plugin: invalid apiVersion \"" + version + "\"");
    }
    boolean interactive = isInteractive(shell);
    List<String> argv = new ArrayList<>(List.of(exec.path("command").asText("")));
    exec.path("args").forEach(argument -> argv.add(argument.asText()));
    Map<String, String> environment = new HashMap<>(shell.environment());
    for (JsonNode variable : exec.path("env")) {
      environment.put(variable.path("name").asText(), variable.path("value").asText(""));
    }
    environment.put(INFO, info(version, interactive));
    byte[] printed =
        new LoginProcess(argv, environment, shell.errors(), interactive)
            .run(exec.path("installHint").asText(""));
    return credential(printed, version, now);
  }

  private boolean isInteractive(LoginShell shell) throws LoginException {
    String mode = exec.path("interactiveMode").asText("IfAvailable");
    if (mode.equals("Always") && !shell.terminal()) {
      throw new LoginException(
          "exec plugin cannot support interactive mode: standard input is not a terminal");
    }
    return shell.terminal() && !mode.equals("Never");
  }

  private String info(String version, boolean interactive) {
    ObjectNode info = JsonNodeFactory.instance.objectNode();
    info.put("kind", "ExecCredential").put("apiVersion", version);
    ObjectNode spec = info.putObject("spec");
    if (exec.path("provideClusterInfo").asBoolean()) {
      ObjectNode told = spec.putObject("cluster");
      for (String field : CLUSTER_FIELDS) {
        JsonNode value = cluster.path(field);
        if (!value.isMissingNode() && !value.asText().isEmpty()) {
          told.set(field, value);
        }
      }
      for (JsonNode extension : cluster.path("extensions")) {
        if (extension.path("name").asText().equals(GROUP + "exec")) {
          told.set("config", extension.path("extension"));
        }
      }
    }
    spec.put("interactive", interactive);
    return info.toString();
  }

  private static LoginCredential credential(byte[] printed, String version, Instant now)
      throws LoginException {
    JsonNode answer = parsed(printed);
    if (answer == null || !answer.path("kind").asText().equals("ExecCredential")) {
      throw new LoginException("decoding stdout: not an ExecCredential of " + version);
    }
    String returned = answer.path("apiVersion").asText("");
    if (!returned.equals(version)) {
      throw new LoginException(
          "exec plugin is configured to use API version %s, plugin returned version %s"
              .formatted(version, VERSIONS.contains(returned) ? returned : "another"));
    }
    JsonNode status = answer.path("status");
    if (!status.isObject()) {
      throw new LoginException("exec plugin didn't return a status field");
    }
    return ofStatus(status, now);
  }

  private static LoginCredential ofStatus(JsonNode status, Instant now) throws LoginException {
    String token = status.path("token").asText("");
    String certificate = status.path("clientCertificateData").asText("");
    String key = status.path("clientKeyData").asText("");
    if (Stream.of(token, certificate, key).allMatch(String::isEmpty)) {
      throw new LoginException("exec plugin didn't return a token or cert/key pair");
    }
    if (certificate.isEmpty() != key.isEmpty()) {
      throw new LoginException("exec plugin returned only certificate or key, not both");
    }
    Instant expiry = expiry(status.path("expirationTimestamp").asText(""));
    if (expiry != null && !expiry.isAfter(now)) {
      throw new LoginException("exec plugin returned a credential that expired at " + expiry);
    }
    return new LoginCredential(token, certificate, key, expiry);
  }

  private static @Nullable JsonNode parsed(byte[] printed) throws LoginException {
    try {
      return JSON.readTree(printed);
    } catch (JsonProcessingException e) {
      // Without the cause: it quotes what was printed, which may hold a token.
      throw new LoginException("decoding stdout: not JSON");
    } catch (IOException e) {
      throw new LoginException("decoding stdout: " + e.getMessage(), e);
    }
  }

  private static @Nullable Instant expiry(String timestamp) throws LoginException {
    try {
      return timestamp.isEmpty() ? null : Instant.parse(timestamp);
    } catch (DateTimeException e) {
      throw new LoginException("decoding stdout: expirationTimestamp is not a time", e);
    }
  }
}
