package dev.sealer.testbed.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sealer.testbed.http.RecordingProxy;
import dev.sealer.testbed.tools.Docker;
import dev.sealer.testbed.tools.PythonTools;
import dev.sealer.testbed.tools.ToolResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * An AWS API on loopback: LocalStack where Docker runs, else moto, behind a proxy that counts calls
 * per operation and fails those it is told to fail.
 */
public final class AwsEndpoint implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AwsBackend backend;
  private final RecordingProxy proxy;
  private final HttpClient direct = HttpClient.newHttpClient();

  private AwsEndpoint(AwsBackend backend) {
    this.backend = backend;
    this.proxy = new RecordingProxy(backend.uri());
  }

  /** Returns whether an endpoint can be started here. */
  public static ToolResult available() {
    return switch (Docker.find()) {
      case ToolResult.Found docker -> docker;
      case ToolResult.Missing _ -> PythonTools.moto();
    };
  }

  /**
   * Starts an endpoint whose log goes to the folder.
   *
   * @throws dev.sealer.testbed.tools.MissingToolException when neither backend can be had
   */
  public static AwsEndpoint start(Path folder) {
    return switch (Docker.find()) {
      case ToolResult.Found _ -> new AwsEndpoint(LocalStackBackend.start());
      case ToolResult.Missing _ -> moto(folder);
    };
  }

  /** Starts an endpoint on moto, whether Docker runs or not. */
  public static AwsEndpoint moto(Path folder) {
    return new AwsEndpoint(MotoBackend.start(folder.toAbsolutePath()));
  }

  /** The endpoint to give to an AWS client. */
  public URI uri() {
    return proxy.uri();
  }

  /** The region. */
  public String region() {
    return "us-east-1";
  }

  /** An access key id; the backend takes any. */
  public String accessKeyId() {
    return "AKIDTESTBED000000000";
  }

  /** A secret access key; the backend takes any. */
  public String secretAccessKey() {
    return "testbed-secret-access-key";
  }

  /** Returns the name of the server behind the endpoint: moto or LocalStack. */
  public String backendName() {
    return backend.name();
  }

  /** The calls so far, failed ones included, in the order they arrived. */
  public List<AwsCall> calls() {
    return proxy.calls().stream().map(AwsCall::of).toList();
  }

  /** Returns how often an operation was called so far, including failed calls. */
  public int count(String operation) {
    return (int) calls().stream().filter(call -> call.operation().equals(operation)).count();
  }

  /** Forgets the calls so far. */
  public void forgetCalls() {
    proxy.forgetCalls();
  }

  /** Fails an operation until faults are cleared. */
  public void fail(String operation, AwsFault fault) {
    fail(operation, fault, Long.MAX_VALUE);
  }

  /** Fails an operation's next calls. */
  public void fail(String operation, AwsFault fault, long times) {
    failWhen(call -> call.operation().equals(operation), fault, times);
  }

  /** Fails the next calls that match, such as an AssumeRole without the external id. */
  public void failWhen(Predicate<AwsCall> calls, AwsFault fault, long times) {
    proxy.fail(
        call -> calls.test(AwsCall.of(call)), call -> fault.inProtocolOf(AwsCall.of(call)), times);
  }

  /** Ends all faults; calls that hang are answered. */
  public void clearFaults() {
    proxy.clearFaults();
  }

  /**
   * Calls an operation of a JSON service past the proxy, so that it is neither counted nor failed:
   * {@code direct("secretsmanager.CreateSecret", json)}.
   *
   * @param target service prefix and operation, such as {@code secretsmanager.CreateSecret} or
   *     {@code AmazonSSM.PutParameter}
   * @param request the request as JSON text
   * @return the answer
   */
  public JsonNode direct(String target, String request) {
    String service = target.startsWith("AmazonSSM") ? "ssm" : target.split("\\.", 2)[0];
    HttpRequest http =
        HttpRequest.newBuilder(backend.uri().resolve("/"))
            .header("X-Amz-Target", target)
            .header("Content-Type", "application/x-amz-json-1.1")
            .header("Authorization", unverifiedSignature(service))
            .POST(HttpRequest.BodyPublishers.ofString(request))
            .build();
    try {
      HttpResponse<String> answer = direct.send(http, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(target + " was refused: " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(target + " got no answer", e);
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

  /** Both backends read the scope to choose the service, and check no signature. */
  private String unverifiedSignature(String service) {
    return "AWS4-HMAC-SHA256 Credential=%s/20260101/%s/%s/aws4_request, SignedHeaders=host, Signature=none"
        .formatted(accessKeyId(), region(), service);
  }
}
