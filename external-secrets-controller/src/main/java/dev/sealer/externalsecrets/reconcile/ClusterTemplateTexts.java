package dev.sealer.externalsecrets.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.externalsecrets.render.TemplateTexts;
import dev.sealer.kube.ObjectKey;
import dev.sealer.kube.ResourceType;
import dev.sealer.kube.apply.ClusterObjects;
import dev.sealer.kube.apply.ObjectReadResult;
import dev.sealer.kube.apply.ObjectRef;
import dev.sealer.kube.apply.WriteResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads templates straight from the API server. */
public final class ClusterTemplateTexts implements TemplateTexts {

  private final ClusterObjects objects;

  /** Reads through these. */
  public ClusterTemplateTexts(ClusterObjects objects) {
    this.objects = objects;
  }

  @Override
  public Text read(String namespace, boolean secret, String name, String key) {
    ResourceType type = secret ? ResourceType.SECRET : ResourceType.CONFIG_MAP;
    ObjectRef target = new ObjectRef(type, new ObjectKey(namespace, name));
    return switch (objects.read(target)) {
      case ObjectReadResult.Found found -> text(found.object(), target, key);
      case ObjectReadResult.Missing _ -> new Text.Missing(target + " does not exist");
      case WriteResult.Refused refused ->
          new Text.Missing(target + " cannot be read: " + refused.message());
      case WriteResult.Unreachable unreachable ->
          new Text.Missing(target + " cannot be read: " + unreachable.message());
    };
  }

  private static Text text(JsonNode object, ObjectRef target, String key) {
    JsonNode value = object.path("data").path(key);
    if (!value.isTextual()) {
      return new Text.Missing(target + " has no key \"" + key + "\"");
    }
    if (target.type().equals(ResourceType.CONFIG_MAP)) {
      return new Text.Found(value.textValue());
    }
    try {
      return new Text.Found(new String(value.binaryValue(), StandardCharsets.UTF_8));
    } catch (IOException notBase64) {
      return new Text.Missing(target + ", key \"" + key + "\" is not base64");
    }
  }
}
