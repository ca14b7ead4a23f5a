package dev.sealer.crds.generators;

import dev.sealer.crds.schema.KubeModel;

/** Nothing: every UUID is of version 4. */
@KubeModel("No fields: every UUID is of version 4.")
public record UuidSpec() {}
