package dev.sealer.crds.generators;

import dev.sealer.crds.schema.Copies;
import dev.sealer.crds.schema.KubeModel;
import dev.sealer.crds.schema.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The characters of a password, their number, and the keys that get one. */
@KubeModel("The characters of a password, their number, and the keys that get one.")
public record PasswordSpec(
    @Schema("Number of characters before encoding. Absent means 24.") @Nullable Long length,
    @Schema("Number of digits. Absent means a quarter of the length.") @Nullable Long digits,
    @Schema("Number of symbols. Absent means a quarter of the length.") @Nullable Long symbols,
    @Schema("The symbols to choose from. Absent means those of a US keyboard.")
        @Nullable String symbolCharacters,
    @Schema("Whether to leave out uppercase letters.") @Nullable Boolean noUpper,
    @Schema("Whether a character may occur more than once.") @Nullable Boolean allowRepeat,
    @Schema(value = "Keys that get a password each. Absent means password.", minItems = 1)
        List<String> secretKeys,
    @Schema(
            value = "How the password is encoded. Absent means raw.",
            oneOf = {"base64", "base64url", "base32", "hex", "raw"})
        @Nullable String encoding) {

  public PasswordSpec {
    secretKeys = Copies.list(secretKeys);
  }
}
