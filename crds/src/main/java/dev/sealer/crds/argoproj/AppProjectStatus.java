package dev.sealer.crds.argoproj;

import dev.sealer.crds.schema.Copies;
import dev.sealer.crds.schema.KubeModel;
import dev.sealer.crds.schema.Schema;
import java.util.List;
import java.util.Map;

/** The tokens given out, by role. */
@KubeModel("The tokens given out, by role.")
public record AppProjectStatus(
    @Schema("Tokens by the name of their role.") Map<String, Tokens> jwtTokensByRole) {
  public AppProjectStatus {
    jwtTokensByRole = Copies.map(jwtTokensByRole);
  }

  /** The tokens of one role. */
  @KubeModel
  public record Tokens(List<AppProjectSpec.JwtToken> items) {
    public Tokens {
      items = Copies.list(items);
    }
  }
}
