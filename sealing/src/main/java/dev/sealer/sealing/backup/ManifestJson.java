package dev.sealer.sealing.backup;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sealer.sealing.KeyFingerprint;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The manifest, and what is not secret of a key Secret, to and from JSON. */
final class ManifestJson {

  private ManifestJson() {}

  static void write(JsonGenerator json, BackupManifest manifest) throws IOException {
    json.writeStartObject();
    json.writeNumberField("formatVersion", BackupManifest.FORMAT_VERSION);
    json.writeStringField("created", manifest.created().toString());
    json.writeObjectFieldStart("cluster");
    json.writeStringField("uid", manifest.cluster().uid());
    json.writeStringField("server", manifest.cluster().server());
    json.writeStringField("namespace", manifest.cluster().namespace());
    json.writeEndObject();
    json.writeStringField("checksum", manifest.checksum());
    json.writeArrayFieldStart("keys");
    for (BackupManifest.Key key : manifest.keys()) {
      json.writeStartObject();
      json.writeStringField("secret", key.secret());
      json.writeStringField("fingerprint", key.fingerprint().value());
      json.writeStringField("status", key.status());
      json.writeNumberField("bits", key.bits());
      json.writeStringField("notBefore", key.notBefore().toString());
      json.writeStringField("notAfter", key.notAfter().toString());
      json.writeStringField("secretCreated", key.secretCreated().toString());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  static BackupManifest read(Map<?, ?> tree) {
    Map<?, ?> cluster = map(tree, "cluster");
    return new BackupManifest(
        time(tree, "created"),
        new ClusterIdentity(
            text(cluster, "uid"), text(cluster, "server"), text(cluster, "namespace")),
        list(tree, "keys").stream().map(ManifestJson::key).toList(),
        text(tree, "checksum"));
  }

  private static BackupManifest.Key key(Object entry) {
    if (!(entry instanceof Map<?, ?> tree)) {
      throw new BackupFormatException("an entry of backup.keys is not an object");
    }
    return new BackupManifest.Key(
        text(tree, "secret"),
        new KeyFingerprint(text(tree, "fingerprint")),
        text(tree, "status"),
        number(tree, "bits"),
        time(tree, "notBefore"),
        time(tree, "notAfter"),
        time(tree, "secretCreated"));
  }

  static void writeShape(JsonGenerator json, BackedUpKey.Shape shape, String namespace)
      throws IOException {
    json.writeObjectFieldStart("metadata");
    json.writeStringField("name", shape.name());
    json.writeStringField("namespace", namespace);
    writeTexts(json, "labels", shape.labels());
    writeTexts(json, "annotations", shape.annotations());
    json.writeEndObject();
    json.writeStringField("type", shape.type());
    if (shape.immutable()) {
      json.writeBooleanField("immutable", true);
    }
  }

  private static void writeTexts(JsonGenerator json, String field, Map<String, String> texts)
      throws IOException {
    if (!texts.isEmpty()) {
      json.writeObjectFieldStart(field);
      for (Map.Entry<String, String> text : new TreeMap<>(texts).entrySet()) {
        json.writeStringField(text.getKey(), text.getValue());
      }
      json.writeEndObject();
    }
  }

  static BackedUpKey.Shape readShape(Map<?, ?> secret, Instant created) {
    Map<?, ?> metadata = map(secret, "metadata");
    return new BackedUpKey.Shape(
        text(metadata, "name"),
        text(secret, "type"),
        Boolean.TRUE.equals(secret.get("immutable")),
        created,
        texts(metadata, "labels"),
        texts(metadata, "annotations"));
  }

  static int number(Map<?, ?> tree, String field) {
    if (tree.get(field) instanceof Integer number) {
      return number;
    }
    throw new BackupFormatException(field + " is missing or not a number");
  }

  private static String text(Map<?, ?> tree, String field) {
    if (tree.get(field) instanceof String text) {
      return text;
    }
    throw new BackupFormatException(field + " is missing or not a string");
  }

  private static Instant time(Map<?, ?> tree, String field) {
    try {
      return Instant.parse(text(tree, field));
    } catch (DateTimeException e) {
      throw new BackupFormatException(field + " is not a time");
    }
  }

  static Map<?, ?> map(Map<?, ?> tree, String field) {
    if (tree.get(field) instanceof Map<?, ?> map) {
      return map;
    }
    throw new BackupFormatException(field + " is missing or not an object");
  }

  private static List<?> list(Map<?, ?> tree, String field) {
    if (tree.get(field) instanceof List<?> list) {
      return list;
    }
    throw new BackupFormatException(field + " is missing or not a list");
  }

  private static Map<String, String> texts(Map<?, ?> tree, String field) {
    Map<String, String> texts = new TreeMap<>();
    if (tree.get(field) instanceof Map<?, ?> map) {
      map.keySet().forEach(key -> texts.put(String.valueOf(key), text(map, String.valueOf(key))));
    }
    return texts;
  }
}
