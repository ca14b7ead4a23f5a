package dev.sealer.crds.generators;

import dev.sealer.crds.schema.Copies;
import dev.sealer.crds.schema.KubeModel;
import dev.sealer.crds.schema.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fixed values. */
@KubeModel("The fixed values.")
public record FakeSpec(
    @Schema("The class of controller that serves this generator; none for any.")
        @Nullable String controller,
    @Schema("Key to value.") Map<String, String> data) {

  public FakeSpec {
    data = Copies.map(data);
  }
}
