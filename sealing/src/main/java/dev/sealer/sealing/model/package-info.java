/** The model of a SealedSecret and of a key Secret, shared by all that read or write them. Pure. */
@NullMarked
package dev.sealer.sealing.model;

import org.jspecify.annotations.NullMarked;
