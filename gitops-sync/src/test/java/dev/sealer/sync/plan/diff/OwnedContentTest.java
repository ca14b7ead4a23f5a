package dev.sealer.sync.plan.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.client.Json;
import dev.sealer.sync.manifest.ResourceId;
import dev.sealer.yaml.KubeYaml;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Git states and what Sealer owns have equal bytes exactly when an apply changes nothing. */
final class OwnedContentTest {

  private static final ResourceId ID = new ResourceId("example.com", "Widget", "ns", "w");
  private static final String OURS = "sealer-sync";

  private static JsonNode yaml(String text) {
    return KubeYaml.readDocument(text, "test").content();
  }

  private static boolean isEqual(JsonNode desired, JsonNode live) {
    return OwnedContent.owned(live, OURS)
        .filter(owned -> Arrays.equals(owned, OwnedContent.stated(desired)))
        .isPresent();
  }

  private static boolean isEqual(String spec, String live, String fields) {
    return isEqual(
        yaml("{apiVersion: v1, kind: Widget, metadata: {name: w}, spec: " + spec + "}"),
        yaml(
            "{apiVersion: v1, kind: Widget, metadata: {name: w, uid: u, managedFields: [{manager:"
                + " sealer-sync, operation: Apply, apiVersion: v1, fieldsV1: {'f:spec': "
                + fields
                + "}}]}, spec: "
                + live
                + "}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // Numbers and nulls, however they are spelled.
        "{a: 1} | {a: 1.0, b: 2} | {'f:a': {}} | true",
        "{a: 1, b: null} | {a: 1} | {'f:a': {}} | true",
        "{a: '1'} | {a: 1} | {'f:a': {}} | false",
        // The key of a list item may be a default that Git does not state.
        "{ports: [{port: 80}]} | {ports: [{port: 80, protocol: TCP}]}"
            + " | {'f:ports': {'k:{\"port\":80,\"protocol\":\"TCP\"}': {.: {}, 'f:port': {}}}} | true",
        // An item of another owner does not count; the order of our own does.
        "{c: [{name: a}]} | {c: [{name: x}, {name: a}]}"
            + " | {'f:c': {'k:{\"name\":\"a\"}': {.: {}, 'f:name': {}}}} | true",
        "{c: [{name: a}, {name: b}]} | {c: [{name: b}, {name: a}]}"
            + " | {'f:c': {'k:{\"name\":\"a\"}': {'f:name': {}}, 'k:{\"name\":\"b\"}': {'f:name': {}}}}"
            + " | false",
        // A map or list that is owned as a whole is compared as a whole.
        "{selector: {app: a}} | {selector: {app: a, tier: b}} | {'f:selector': {}} | false",
        "{selector: {}} | {selector: {app: a}} | {'f:selector': {}} | false",
        "{selector: {app: a}} | {selector: {app: a}} | {'f:selector': {}} | true",
        "{args: [a, b]} | {args: [b, a]} | {'f:args': {}} | false",
        "{empty: {}} | {empty: {}} | {'f:empty': {}} | true",
        // What Git states must be owned, and what is owned must be stated.
        "{a: 1, b: 2} | {a: 1, b: 2} | {'f:a': {}} | false",
        "{a: 1} | {a: 1, b: 2} | {'f:a': {}, 'f:b': {}} | false",
      })
  void comparesTheFieldsThatSealerOwns(
      String desired, String live, String fields, boolean expected) {
    assertThat(isEqual(desired, live, fields)).isEqualTo(expected);
  }

  @Test
  void fieldsOfAnotherVersionOrManagerAreNotCompared() {
    String live =
        """
        apiVersion: v1
        metadata:
          managedFields:
          - {manager: sealer-sync, operation: %s, apiVersion: %s, fieldsV1: {'f:a': {}}}
        a: 1
        """;

    assertThat(OwnedContent.owned(yaml(live.formatted("Apply", "v1")), OURS)).isPresent();
    assertThat(OwnedContent.owned(yaml(live.formatted("Apply", "v2")), OURS)).isEmpty();
    assertThat(OwnedContent.owned(yaml(live.formatted("Update", "v1")), OURS)).isEmpty();
    assertThat(OwnedContent.owned(yaml(live.formatted("Apply", "v1")), "other")).isEmpty();
  }

  @Property(tries = 300)
  void anObjectIsSettledUntilWhatGitStatesChanges(@ForAll long seed) {
    RandomObject object = new RandomObject(seed);
    JsonNode live = object.live();

    assertThat(isEqual(object.desired(), live)).isTrue();
    assertThat(isSettled(object.desired(), live)).isTrue();
    ObjectNode changed = object.desired().deepCopy();
    object.change(changed);
    assertThat(isEqual(changed, live)).isFalse();
    assertThat(isSettled(changed, live)).isFalse();
  }

  @Property(tries = 300)
  void anObjectIsSettledUntilWhatSealerOwnsChanges(@ForAll long seed) {
    RandomObject object = new RandomObject(seed);
    JsonNode drifted = object.liveOf(object.changedCopy());

    assertThat(isEqual(object.desired(), drifted)).isFalse();
    assertThat(isSettled(object.desired(), drifted)).isFalse();
  }

  private static boolean isSettled(JsonNode desired, JsonNode live) {
    return SettledFields.isSettled(ID, desired, live, IgnoreRules.of(List.of(), List.of()), OURS);
  }

  /**
   * An object of random fields, as Git states it and as it is: with fields of others, in lists by
   * key and in lists and maps that are owned as a whole.
   */
  private static final class RandomObject {
    private final Random random;
    private final ObjectNode desired = Json.object();
    private final ObjectNode fields = Json.object();

    RandomObject(long seed) {
      this.random = new Random(seed);
      desired.put("apiVersion", "example.com/v1").put("kind", "Widget");
      grow(desired.putObject("spec"), fields.putObject("f:spec"), 3);
    }

    ObjectNode desired() {
      return desired;
    }

    ObjectNode live() {
      return liveOf(desired);
    }

    ObjectNode changedCopy() {
      ObjectNode copy = desired.deepCopy();
      change(copy);
      return copy;
    }

    private void grow(ObjectNode object, ObjectNode owned, int depth) {
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        String name = "x" + i;
        ObjectNode below = owned.putObject("f:" + name);
        switch (depth == 0 ? 0 : random.nextInt(4)) {
          case 0 -> object.put(name, random.nextInt(100));
          case 1 -> grow(object.putObject(name), below, depth - 1);
          case 2 -> growList(object.putArray(name), below, depth - 1);
          default -> grow(object.putObject(name), Json.object(), depth - 1);
        }
      }
    }

    private void growList(ArrayNode list, ObjectNode owned, int depth) {
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        ObjectNode item = list.addObject().put("name", "n" + i);
        ObjectNode below = owned.putObject("k:{\"name\":\"n" + i + "\"}");
        below.putObject(".");
        below.putObject("f:name");
        grow(item, below, depth);
      }
    }

    /** Changes one value. */
    void change(ObjectNode object) {
      List<ObjectNode> all = new ArrayList<>();
      collect(object.get("spec"), all);
      ObjectNode parent = all.get(random.nextInt(all.size()));
      List<String> numbers = new ArrayList<>();
      for (Map.Entry<String, JsonNode> field : parent.properties()) {
        if (field.getValue().isNumber()) {
          numbers.add(field.getKey());
        }
      }
      if (numbers.isEmpty()) {
        parent.put("added", 1);
      } else {
        String name = numbers.get(random.nextInt(numbers.size()));
        parent.put(name, 100 + random.nextInt(100));
      }
    }

    private static void collect(JsonNode node, List<ObjectNode> found) {
      if (node instanceof ObjectNode object) {
        found.add(object);
      }
      node.forEach(child -> collect(child, found));
    }

    /** Returns an object as it is in the cluster: with fields and list items of others. */
    ObjectNode liveOf(ObjectNode stated) {
      ObjectNode live = stated.deepCopy();
      addForeign(live.get("spec"), fields.get("f:spec"));
      ObjectNode metadata = live.putObject("metadata").put("uid", "u");
      ArrayNode entries = metadata.putArray("managedFields");
      entry(entries, "someone").put("operation", "Update");
      entry(entries, OURS).put("operation", "Apply").set("fieldsV1", owned(live));
      return live;
    }

    /** Returns the fields; one that was added by a change is owned like those around it. */
    private ObjectNode owned(ObjectNode live) {
      ObjectNode all = fields.deepCopy();
      own(live.get("spec"), all.get("f:spec"));
      return all;
    }

    private static void own(JsonNode value, JsonNode owned) {
      if (!(owned instanceof ObjectNode members) || owned.isEmpty()) {
        return;
      }
      if (value.has("added")) {
        members.putObject("f:added");
      }
      for (Map.Entry<String, JsonNode> member : owned.properties()) {
        String key = member.getKey();
        if (key.startsWith("f:")) {
          own(value.path(key.substring(2)), member.getValue());
        } else if (key.startsWith("k:")) {
          value.forEach(item -> {
            if (key.contains('"' + item.path("name").asText() + '"')) {
              own(item, member.getValue());
            }
          });
        }
      }
    }

    private static ObjectNode entry(ArrayNode entries, String manager) {
      return entries.addObject().put("manager", manager).put("apiVersion", "example.com/v1");
    }

    private void addForeign(JsonNode value, JsonNode owned) {
      if (owned.isEmpty()) {
        return;
      }
      if (value instanceof ObjectNode object) {
        object
            .properties()
            .forEach(field -> addForeign(field.getValue(), owned.path("f:" + field.getKey())));
        object.put("theirs", random.nextInt());
      } else if (value instanceof ArrayNode list) {
        list.forEach(item ->
            addForeign(item, owned.path("k:{\"name\":\"" + item.path("name").asText() + "\"}")));
        list.insertObject(random.nextInt(list.size() + 1)).put("name", "theirs");
      }
    }
  }
}
