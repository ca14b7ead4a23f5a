package dev.sealer.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OwnNamespaceTest {

  @Test
  void isTheFlagThenThePodsThenTheServiceAccountsThenDefault(@TempDir Path folder)
      throws IOException {
    Path mounted = Files.writeString(folder.resolve("namespace"), "mounted\n");
    Map<String, String> pod = Map.of("POD_NAMESPACE", "pod");

    assertThat(OwnNamespace.find("flag", pod, mounted)).isEqualTo("flag");
    assertThat(OwnNamespace.find(null, pod, mounted)).isEqualTo("pod");
    assertThat(OwnNamespace.find("", Map.of(), mounted)).isEqualTo("mounted");
    assertThat(OwnNamespace.find(null, Map.of(), folder.resolve("none"))).isEqualTo("default");
  }
}
