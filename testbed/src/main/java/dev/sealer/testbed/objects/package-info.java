/** Objects that a control plane needs before a test can use it. */
@NullMarked
package dev.sealer.testbed.objects;

import org.jspecify.annotations.NullMarked;
