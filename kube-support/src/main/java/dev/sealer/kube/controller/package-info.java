/**
 * The life cycle that all controllers share. A process creates {@link
 * dev.sealer.kube.controller.ControllerContexts}, builds each {@link
 * dev.sealer.kube.controller.Controller} from its settings and its context, and runs them as a
 * {@link dev.sealer.kube.controller.ControllerGroup}, which the leader election tells when to
 * write.
 */
@NullMarked
package dev.sealer.kube.controller;

import org.jspecify.annotations.NullMarked;
