package dev.sealer.externalsecrets.generator;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A login for a registry.
 *
 * @param kind of the generator, such as {@code ECRAuthorizationToken}
 * @param generator name of the object, for messages
 * @param cluster whether it serves all namespaces
 * @param spec as its object states it
 */
public record RegistryRequest(String kind, String generator, boolean cluster, JsonNode spec)
    implements Generator {}
