package dev.sealer.template.exec;

import dev.sealer.template.ast.TemplateTree;
import dev.sealer.template.context.CallContext;
import dev.sealer.template.context.MissingKey;

/**
 * One rendering.
 *
 * @param tree what to render
 * @param missingKey what missing fields stand for
 * @param showValues true where messages may contain values of the data
 * @param context what functions get; its budget is {@code sandbox}
 * @param sandbox keeps the limits
 */
public record Job(
    TemplateTree tree,
    MissingKey missingKey,
    boolean showValues,
    CallContext context,
    Sandbox sandbox) {}
