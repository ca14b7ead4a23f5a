package dev.sealer.cli.certificates;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.sealing.SealingCertificate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A certificate that the user decided to trust for a cluster.
 *
 * @param name of the kubeconfig's context, or any other that the user chose
 * @param server address of the cluster it was fetched from; empty for one that was given as a file
 * @param controller namespace and name of the controller's service, with a slash
 * @param pinned when it was pinned
 */
public record CertificatePin(
    String name, String server, String controller, Instant pinned, SealingCertificate certificate) {

  /** Returns the pin as it is kept. */
  ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", name)
        .put("server", server)
        .put("controller", controller)
        .put("pinned", pinned.toString())
        .put("certificate", certificate.toPem());
  }

  /**
   * Reads a pin.
   *
   * @throws RuntimeException of several kinds when it is none
   */
  static CertificatePin ofJson(JsonNode json) {
    return new CertificatePin(
        json.path("name").asText(""),
        json.path("server").asText(""),
        json.path("controller").asText(""),
        Instant.parse(json.path("pinned").asText("")),
        SealingCertificate.parse(
            json.path("certificate").asText("").getBytes(StandardCharsets.UTF_8)));
  }
}
