package dev.sealer.sync.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.yaml.KubeYaml;
import org.junit.jupiter.api.Test;

class MergePatchTest {

  @Test
  void equalTreesNeedNoPatch() {
    assertThat(MergePatch.between(tree("{a: {b: 1}}"), tree("{a: {b: 1}}"))).isEmpty();
  }

  @Test
  void onlyWhatChangedIsSentAndWhatIsGoneIsNulled() {
    assertThat(
            MergePatch.between(
                tree("{a: {b: 1, c: 2}, l: [1], gone: x}"), tree("{a: {b: 1, c: 3}, l: [1, 2]}")))
        .contains(tree("{a: {c: 3}, l: [1, 2], gone: null}"));
  }

  private static ObjectNode tree(String yaml) {
    return (ObjectNode) KubeYaml.readDocument(yaml, "test").content();
  }
}
