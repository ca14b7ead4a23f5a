/** The functions that External Secrets Operator and Argo CD's ApplicationSet add to Sprig. */
@NullMarked
package dev.sealer.template.upstream;

import org.jspecify.annotations.NullMarked;
