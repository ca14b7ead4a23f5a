package dev.sealer.simulation.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.simulation.failure.Failures;
import java.util.List;

/** Services of type ClusterIP with one address of IPv4. */
final class ServiceContent implements BuiltInContent {

  private static final String SPEC = "spec";
  private static final String TYPE = "type";
  private static final String CLUSTER_TYPE = "ClusterIP";
  private static final String CLUSTER_IP = "clusterIP";
  private static final String CLUSTER_IPS = "clusterIPs";

  @Override
  public void fillIn(ObjectNode object) {
    ObjectNode spec = object.withObject("/" + SPEC);
    standard(spec, "sessionAffinity", "None");
    standard(spec, TYPE, CLUSTER_TYPE);
    standard(spec, "internalTrafficPolicy", "Cluster");
    for (JsonNode port : spec.path("ports")) {
      if (port instanceof ObjectNode entry && !entry.has("targetPort")) {
        entry.set("targetPort", entry.path("port"));
      }
    }
    if (!spec.path(TYPE).asText().equals(CLUSTER_TYPE)) {
      throw Failures.notSimulated("a Service of type " + spec.path(TYPE).asText());
    }
  }

  private static void standard(ObjectNode object, String field, String value) {
    if (!object.has(field)) {
      object.put(field, value);
    }
  }

  /** Gives the Service an address that follows from its uid. */
  @Override
  public void beforeCreate(ObjectNode object) {
    ObjectNode spec = object.withObject("/" + SPEC);
    if (!spec.has(CLUSTER_IP)) {
      int number = object.path("metadata").path("uid").asText().hashCode();
      spec.put(CLUSTER_IP, "10.0." + (number >>> 8 & 0xff) + "." + (1 + (number & 0x7f)));
    }
    spec.putArray(CLUSTER_IPS).add(spec.path(CLUSTER_IP));
    spec.putArray("ipFamilies").add("IPv4");
    standard(spec, "ipFamilyPolicy", "SingleStack");
    object.putObject("status").putObject("loadBalancer");
  }

  @Override
  public void beforeUpdate(ObjectNode object, JsonNode old) {
    ObjectNode spec = object.withObject("/" + SPEC);
    for (String field : List.of(CLUSTER_IP, CLUSTER_IPS, "ipFamilies", "ipFamilyPolicy")) {
      if (!spec.has(field) && old.path(SPEC).has(field)) {
        spec.set(field, old.path(SPEC).path(field).deepCopy());
      }
    }
  }

  @Override
  public List<String> checkName(String name) {
    return NameRules.service(name);
  }
}
