package dev.sealer.cli.inspect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.manifest.ManifestException;
import dev.sealer.cli.sealed.KnownKeys;
import dev.sealer.cli.sealed.KnownKeys.ItemKey;
import dev.sealer.cli.sealed.SealedObject;
import dev.sealer.cli.sealed.SealedValue;
import dev.sealer.cli.validate.Finding;
import dev.sealer.cli.validate.ObjectChecks;
import dev.sealer.sealing.KeyFingerprint;
import dev.sealer.sealing.ParsedItem;
import dev.sealer.sealing.SealedItem;
import dev.sealer.sealing.SealingLabel;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What can be known of a SealedSecret with the keys at hand, as a tree. Of values it tells the
 * length, which the format does not hide, and nothing else.
 */
public final class SealedInspection {
  private static final int OVERHEAD = 18;
  private static final String UNKNOWN = "unknown";

  private final KnownKeys keys;

  /** Looks with these keys. */
  public SealedInspection(KnownKeys keys) {
    this.keys = keys;
  }

  /** Looks at one object. */
  public ObjectNode of(SealedObject object, String file) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("where", file + ":" + object.line());
    tree.put("document", object.document() + 1);
    tree.put("name", object.name());
    tree.put("namespace", object.namespace());
    ObjectNode items = JsonNodeFactory.instance.objectNode();
    try {
      tree.put("scope", object.scope().flag());
      for (SealedValue value : object.values()) {
        items.set(value.key(), item(value, object));
      }
    } catch (ManifestException e) {
      // Named among the problems.
      tree.put("scope", tree.path("scope").asText(UNKNOWN));
    }
    tree.set("items", items);
    List<Finding> findings = ObjectChecks.of(object);
    put(tree.putArray("problems"), findings, Finding.Level.ERROR);
    put(tree.putArray("warnings"), findings, Finding.Level.WARNING);
    return tree;
  }

  private static void put(ArrayNode to, List<Finding> findings, Finding.Level level) {
    findings.stream()
        .filter(finding -> finding.level() == level)
        .forEach(finding -> to.add(finding.message()));
  }

  private ObjectNode item(SealedValue value, SealedObject object) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    switch (SealedItem.parseBase64(value.text())) {
      case ParsedItem.Malformed(var reason, String detail) -> tree.put("malformed", detail);
      case ParsedItem.Parsed(SealedItem item) -> {
        tree.put("keyBits", item.blockLength() * Byte.SIZE);
        tree.put("valueBytes", item.toBytes().length - item.blockLength() - OVERHEAD);
        Optional<ItemKey> key = label(object).map(label -> keys.of(item, label));
        tree.put(
            "sealedFor",
            key.flatMap(ItemKey::sealedFor).map(KeyFingerprint::value).orElse(UNKNOWN));
        tree.put(
            "stale",
            key.map(known -> known.stale().name().toLowerCase(Locale.ROOT)).orElse(UNKNOWN));
      }
    }
    return tree;
  }

  private static Optional<SealingLabel> label(SealedObject object) {
    try {
      return Optional.of(object.label());
    } catch (ManifestException e) {
      return Optional.empty();
    }
  }
}
