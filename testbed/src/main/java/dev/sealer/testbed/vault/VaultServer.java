package dev.sealer.testbed.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sealer.testbed.http.ProxiedCall;
import dev.sealer.testbed.http.ProxyFault;
import dev.sealer.testbed.http.RecordingProxy;
import dev.sealer.testbed.tools.Docker;
import dev.sealer.testbed.tools.MissingToolException;
import dev.sealer.testbed.tools.ToolResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * A Vault API on loopback, unsealed, in memory: an OpenBao or Vault binary, else a container where
 * Docker runs; behind a proxy that records and fails calls. KV version 2 is mounted at {@code
 * secret/}.
 */
public final class VaultServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final VaultBackend backend;
  private final String rootToken;
  private final RecordingProxy proxy;
  private final HttpClient direct = HttpClient.newHttpClient();

  private VaultServer(VaultBackend backend, String rootToken) {
    this.backend = backend;
    this.rootToken = rootToken;
    this.proxy = new RecordingProxy(backend.uri());
  }

  /** Returns whether a server can be started here. */
  public static ToolResult available() {
    return switch (VaultBinary.find()) {
      case ToolResult.Found binary -> binary;
      case ToolResult.Missing missing ->
          switch (Docker.find()) {
            case ToolResult.Found docker -> docker;
            case ToolResult.Missing _ -> missing;
          };
    };
  }

  /**
   * Starts a server whose log goes to the folder.
   *
   * @throws dev.sealer.testbed.tools.MissingToolException when there is neither a binary nor Docker
   */
  public static VaultServer start(Path folder) {
    String token = "root-" + UUID.randomUUID();
    return switch (VaultBinary.find()) {
      case ToolResult.Found binary ->
          new VaultServer(VaultProcess.start(binary.path(), folder.toAbsolutePath(), token), token);
      case ToolResult.Missing missing ->
          switch (Docker.find()) {
            case ToolResult.Found _ -> new VaultServer(VaultInDocker.start(token), token);
            case ToolResult.Missing _ -> throw new MissingToolException(missing);
          };
    };
  }

  /** The address to give to a Vault client. */
  public URI uri() {
    return proxy.uri();
  }

  /** A token with all rights. */
  public String rootToken() {
    return rootToken;
  }

  /** The calls so far, failed ones included; targets start with {@code /v1/}. */
  public List<ProxiedCall> calls() {
    return proxy.calls();
  }

  /** Forgets the calls so far. */
  public void forgetCalls() {
    proxy.forgetCalls();
  }

  /** Fails the next calls that match. */
  public void fail(Predicate<ProxiedCall> calls, ProxyFault fault, long times) {
    proxy.fail(calls, _ -> fault, times);
  }

  /** Ends all faults; calls that hang are answered. */
  public void clearFaults() {
    proxy.clearFaults();
  }

  /**
   * Calls the API with all rights, past the proxy: {@code direct("POST", "secret/data/app", json)}.
   *
   * @param path below {@code /v1/}
   * @param request JSON text; empty for none
   * @return the answer; a missing node when it has no body
   */
  public JsonNode direct(String method, String path, String request) {
    HttpRequest http =
        HttpRequest.newBuilder(URI.create(backend.uri() + "/v1/" + path))
            .header("X-Vault-Token", rootToken)
            .method(method, HttpRequest.BodyPublishers.ofString(request))
            .build();
    try {
      HttpResponse<String> answer = direct.send(http, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(method + " " + path + " was refused: " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path + " got no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    proxy.close();
    direct.shutdownNow();
    backend.close();
  }
}
