package dev.sealer.crds.argoproj;

import dev.sealer.crds.schema.KubeModel;
import dev.sealer.crds.schema.Schema;
import org.jspecify.annotations.Nullable;

/** A cluster, by address or by name, and a namespace for objects that have none. */
@KubeModel("Where to write.")
public record Destination(
    @Schema("Address of the cluster's API server.") @Nullable String server,
    @Schema("Name of the cluster; instead of its address.") @Nullable String name,
    @Schema("Namespace of namespaced objects that name none.") @Nullable String namespace) {}
