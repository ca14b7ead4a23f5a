/** The platform of production: the JDK's clocks, virtual threads and random numbers. */
@NullMarked
package dev.sealer.kube.platform.jdk;

import org.jspecify.annotations.NullMarked;
