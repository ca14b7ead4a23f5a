package dev.sealer.crds.generators;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealer.crds.schema.KubeModel;
import dev.sealer.crds.schema.Schema;

/** The kind of the generator, and its specification. */
@KubeModel("The kind of the generator, and its specification.")
public record ClusterGeneratorSpec(
    @Schema(
            value = "Kind of the generator.",
            required = true,
            oneOf = {
              "ACRAccessToken",
              "BeyondtrustWorkloadCredentialsDynamicSecret",
              "CloudsmithAccessToken",
              "ECRAuthorizationToken",
              "Fake",
              "GCRAccessToken",
              "GithubAccessToken",
              "GitlabDeployToken",
              "QuayAccessToken",
              "Password",
              "SSHKey",
              "STSSessionToken",
              "UUID",
              "VaultDynamicSecret",
              "Webhook",
              "Grafana",
              "MFA"
            })
        String kind,
    @Schema(
            value = "The specification, in the field of the kind, such as passwordSpec.",
            required = true,
            keepUnknown = true,
            minProperties = 1,
            maxProperties = 1)
        JsonNode generator) {}
