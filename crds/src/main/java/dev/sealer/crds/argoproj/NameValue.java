package dev.sealer.crds.argoproj;

import dev.sealer.crds.schema.KubeModel;
import dev.sealer.crds.schema.Schema;

/** A name and a value, both given. */
@KubeModel
public record NameValue(
    @Schema(required = true) String name, @Schema(required = true) String value) {}
