package dev.sealer.crds.generators;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.crds.schema.KubeModel;
import dev.sealer.crds.schema.Schema;
import org.jspecify.annotations.Nullable;

/** The registry, and the identity that logs in. */
@KubeModel("The registry, and the identity that logs in.")
public record EcrAuthorizationTokenSpec(
    @Schema(value = "AWS region of the registry.", required = true) String region,
    @Schema(
            value = "Credentials: secretRef. Absent means the identity of the operator.",
            keepUnknown = true)
        @Nullable JsonNode auth,
    @Schema("ARN of the role to assume before logging in.") @Nullable String role,
    @Schema("private or public. Absent means private.") @Nullable String scope) {}
