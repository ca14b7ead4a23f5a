package dev.sealer.sealing.backup;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sealer.sealing.InvalidKeyMaterialException;
import dev.sealer.secret.SecretBytes;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one backup document; what it does not know it passes over. */
final class BackupReader {

  private final JsonParser json;
  private final List<Item> items = new ArrayList<>();
  private @Nullable Map<?, ?> backup;

  /** One Secret as read. */
  private record Item(Map<String, Object> tree, Map<String, SecretBytes> data) {}

  BackupReader(JsonParser json) {
    this.json = json;
  }

  /** Reads the backup. The caller must wipe the parser's bytes. */
  KeyBackup.Reading read() throws IOException {
    boolean kept = false;
    try {
      readTop();
      KeyBackup read = checked();
      kept = true;
      return new KeyBackup.Whole(read);
    } catch (BackupFormatException | InvalidKeyMaterialException e) {
      return new KeyBackup.Unusable(String.valueOf(e.getMessage()));
    } finally {
      if (!kept) {
        items.forEach(item -> item.data().values().forEach(SecretBytes::close));
      }
    }
  }

  private void readTop() throws IOException {
    expect(JsonToken.START_OBJECT, "the content");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "backup" -> backup = value() instanceof Map<?, ?> map ? map : null;
        case "items" -> readItems();
        default -> json.skipChildren();
      }
    }
    if (json.nextToken() != null) {
      throw new BackupFormatException("something follows the content");
    }
  }

  private void readItems() throws IOException {
    current(JsonToken.START_ARRAY, "items");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      current(JsonToken.START_OBJECT, "an item");
      Item item = new Item(new HashMap<>(), new HashMap<>());
      items.add(item);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        if (field.equals("data")) {
          readData(item.data());
        } else {
          item.tree().put(field, value());
        }
      }
    }
  }

  private void readData(Map<String, SecretBytes> data) throws IOException {
    current(JsonToken.START_OBJECT, "data");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      json.nextToken();
      current(JsonToken.VALUE_STRING, "data." + key);
      data.put(key, SecretBytes.takeOver(json.getBinaryValue()));
    }
  }

  private void expect(JsonToken token, String what) throws IOException {
    json.nextToken();
    current(token, what);
  }

  private void current(JsonToken token, String what) {
    if (json.currentToken() != token) {
      throw new BackupFormatException(what + " does not have the expected form");
    }
  }

  /** Returns a value that is not secret, as maps, lists, texts, whole numbers and booleans. */
  private Object value() throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String field = json.currentName();
          json.nextToken();
          map.put(field, value());
        }
        yield map;
      }
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          list.add(value());
        }
        yield list;
      }
      case VALUE_NUMBER_INT -> json.getIntValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> json.getText();
    };
  }

  private KeyBackup checked() {
    Map<?, ?> tree = backup;
    if (tree == null) {
      throw new BackupFormatException("not a backup of sealing keys: it has no manifest");
    }
    int version = ManifestJson.number(tree, "formatVersion");
    if (version != BackupManifest.FORMAT_VERSION) {
      throw new BackupFormatException(
          "it has format version %d, and this program reads version %d: use a newer sealer"
              .formatted(version, BackupManifest.FORMAT_VERSION));
    }
    BackupManifest manifest = ManifestJson.read(tree);
    if (manifest.keys().size() != items.size()) {
      throw new BackupFormatException(
          "the manifest lists %d keys, and there are %d"
              .formatted(manifest.keys().size(), items.size()));
    }
    List<BackedUpKey> keys = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      keys.add(key(items.get(i), manifest.keys().get(i)));
    }
    if (!BackupDocument.checksum(keys).equals(manifest.checksum())) {
      throw new BackupFormatException("the checksum of the manifest is not that of the keys");
    }
    return new KeyBackup(manifest, keys);
  }

  private static BackedUpKey key(Item item, BackupManifest.Key listed) {
    Instant created = listed.secretCreated();
    BackedUpKey key;
    try {
      key = BackedUpKey.parse(ManifestJson.readShape(item.tree(), created), item.data());
    } catch (InvalidKeyMaterialException e) {
      throw new BackupFormatException("key " + listed.secret() + ": " + e.getMessage());
    }
    if (!BackupManifest.Key.of(key).equals(listed)) {
      throw new BackupFormatException(
          "the manifest says something else of key %s than what is there"
              .formatted(listed.secret()));
    }
    return key;
  }
}
