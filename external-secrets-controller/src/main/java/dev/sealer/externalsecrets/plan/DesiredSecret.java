package dev.sealer.externalsecrets.plan;

import dev.sealer.secret.SecretBytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields that an ExternalSecret owns in its target.
 *
 * @param name of the Secret
 * @param type of the Secret
 * @param immutable whether to close it to change
 * @param labels with ours
 * @param annotations with ours
 * @param finalizers as they are
 * @param owner the ExternalSecret, where it owns the whole Secret
 * @param data key to value
 */
public record DesiredSecret(
    String name,
    String type,
    boolean immutable,
    Map<String, String> labels,
    Map<String, String> annotations,
    List<String> finalizers,
    Optional<Source> owner,
    Map<String, SecretBytes> data) {}
