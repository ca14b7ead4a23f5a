package dev.sealer.kube.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealer.kube.ResourceType;
import java.util.function.Function;

/**
 * The requested representation of objects, and the part of each that is kept.
 *
 * @param type the kind
 * @param listAccept media type of a list
 * @param watchAccept media type of the objects in a watch
 * @param decode what is kept; throws on content it cannot take
 */
record View<T>(
    ResourceType type, String listAccept, String watchAccept, Function<ObjectNode, T> decode) {}
