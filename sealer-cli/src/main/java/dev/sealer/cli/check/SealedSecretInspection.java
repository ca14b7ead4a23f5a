package dev.sealer.cli.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.cli.manifest.KnownKeys;
import dev.sealer.cli.manifest.KnownKeys.ItemKey;
import dev.sealer.cli.manifest.SealedDocument;
import dev.sealer.cli.manifest.SealedValue;
import dev.sealer.sealing.KeyFingerprint;
import dev.sealer.sealing.ParsedItem;
import dev.sealer.sealing.SealedItem;
import dev.sealer.sealing.SealingLabel;
import dev.sealer.sealing.model.InvalidManifestException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Describes a SealedSecret, as far as the keys at hand allow, as JSON. Of values it tells the
 * length, which the format does not hide, and nothing else.
 */
public final class SealedSecretInspection {
  private static final int OVERHEAD = 18;
  private static final String UNKNOWN = "unknown";

  private final KnownKeys keys;

  /** Looks with these keys. */
  public SealedSecretInspection(KnownKeys keys) {
    this.keys = keys;
  }

  /** Looks at one object. */
  public ObjectNode of(SealedDocument object, String file) {
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
    } catch (InvalidManifestException e) {
      // Named among the problems.
      tree.put("scope", tree.path("scope").asText(UNKNOWN));
    }
    tree.set("items", items);
    List<ValidationFinding> findings = ObjectChecks.of(object);
    put(tree.putArray("problems"), findings, ValidationFinding.Level.ERROR);
    put(tree.putArray("warnings"), findings, ValidationFinding.Level.WARNING);
    return tree;
  }

  private static void put(
      ArrayNode to, List<ValidationFinding> findings, ValidationFinding.Level level) {
    findings.stream()
        .filter(finding -> finding.level() == level)
        .forEach(finding -> to.add(finding.message()));
  }

  private ObjectNode item(SealedValue value, SealedDocument object) {
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

  private static Optional<SealingLabel> label(SealedDocument object) {
    try {
      return Optional.of(object.label());
    } catch (InvalidManifestException e) {
      return Optional.empty();
    }
  }
}
