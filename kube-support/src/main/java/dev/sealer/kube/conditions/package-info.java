/** Status conditions as pure values, changed only when something flips. */
@NullMarked
package dev.sealer.kube.conditions;

import org.jspecify.annotations.NullMarked;
