/**
 * The operator: one process that runs the controllers that its flags name.
 *
 * <p>{@link dev.sealer.operator.OperatorMain} parses flags, {@link
 * dev.sealer.operator.OperatorCommand} builds the controllers, and {@link
 * dev.sealer.operator.Operator} runs them together with probes and leader election.
 */
@NullMarked
package dev.sealer.operator;

import org.jspecify.annotations.NullMarked;
