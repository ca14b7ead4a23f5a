package dev.sealer.externalsecrets.spec;

import java.util.Optional;

/**
 * {@code spec.target}.
 *
 * @param name name of the Secret
 * @param creation whose Secret it is
 * @param deletion what happens when the provider no longer has the values
 * @param immutable whether the Secret is made immutable
 * @param template how the Secret is made of the values; empty to take them as they are
 */
public record Target(
    String name,
    CreationPolicy creation,
    DeletionPolicy deletion,
    boolean immutable,
    Optional<TemplateSpec> template) {}
