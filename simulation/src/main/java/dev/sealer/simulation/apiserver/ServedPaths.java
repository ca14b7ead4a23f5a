package dev.sealer.simulation.apiserver;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.ApiAnswer;
import dev.sealer.kube.client.Json;
import dev.sealer.simulation.failure.Failures;
import dev.sealer.simulation.kind.KindCatalog;
import dev.sealer.simulation.kind.ServedKind;
import java.util.List;

/** Answers which versions a group has, and which kinds a group version has. */
final class ServedPaths {

  private ServedPaths() {}

  static ApiAnswer discovery(CallPath.Discovery path, KindCatalog catalog) {
    List<ServedKind> kinds =
        catalog.all().stream()
            .filter(kind -> kind.type().group().equals(path.group()))
            .filter(kind -> kind.type().version().equals(path.version()))
            .toList();
    if (kinds.isEmpty()) {
      throw Failures.noSuchPath();
    }
    ObjectNode list = Json.object();
    list.put("kind", "APIResourceList").put("apiVersion", "v1");
    list.put("groupVersion", kinds.getFirst().type().apiVersion());
    ArrayNode resources = list.putArray("resources");
    for (ServedKind kind : kinds) {
      resources.add(resource(kind, ""));
      if (kind.hasStatus()) {
        resources.add(resource(kind, "/status"));
      }
    }
    return new ApiAnswer(200, list);
  }

  static ApiAnswer group(CallPath.Group path, KindCatalog catalog) {
    List<String> versions =
        catalog.all().stream()
            .filter(kind -> kind.type().group().equals(path.name()))
            .map(kind -> kind.type().version())
            .distinct()
            .toList();
    if (versions.isEmpty()) {
      throw Failures.noSuchPath();
    }
    ObjectNode group = Json.object();
    group.put("kind", "APIGroup").put("apiVersion", "v1").put("name", path.name());
    ArrayNode all = group.putArray("versions");
    versions.forEach(version -> all.add(version(path.name(), version)));
    group.set("preferredVersion", version(path.name(), versions.getFirst()));
    return new ApiAnswer(200, group);
  }

  private static ObjectNode version(String group, String version) {
    return Json.object().put("groupVersion", group + "/" + version).put("version", version);
  }

  private static ObjectNode resource(ServedKind kind, String subresource) {
    return Json.object()
        .put("name", kind.type().plural() + subresource)
        .put("namespaced", kind.type().namespaced())
        .put("kind", kind.type().kind());
  }
}
