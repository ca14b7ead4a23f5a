package dev.sealer.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** The Secrets of a cluster, as the API server gives and takes them. */
public interface ClusterSecrets {

  /** Those of a namespace that have a label, whatever its value. */
  List<JsonNode> labelled(String namespace, String label);

  /** One by name. */
  Optional<JsonNode> find(String namespace, String name);

  /** Makes one; the answer has its name and no data. */
  JsonNode create(String namespace, JsonNode secret);
}
