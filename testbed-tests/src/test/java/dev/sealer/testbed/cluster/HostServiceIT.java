package dev.sealer.testbed.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.sealer.testbed.tools.Prerequisites;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@KubernetesCluster
final class HostServiceIT {
  @Test
  void theServiceProxyReachesAServerOfThisMachine(
      KubernetesClient client, @FreshNamespace String namespace) throws IOException {
    InetAddress address =
        HostService.address()
            .orElseThrow(() ->
                Prerequisites.unavailable(
                    HostServiceIT.class.getName(), "this machine has no network address"));
    HttpServer server = HttpServer.create(new InetSocketAddress(address, 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "hello".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      int port = server.getAddress().getPort();
      HostService.publish(client, namespace, "hello", "http", port);
      String path = "/api/v1/namespaces/" + namespace + "/services/http:hello:http/proxy/";
      await()
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(client.raw(path)).isEqualTo("hello"));
    } finally {
      server.stop(0);
    }
  }
}
