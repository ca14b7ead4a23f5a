/** An Application as the API server holds it: how it is read, and the only way it is written. */
@NullMarked
package dev.sealer.sync.application;

import org.jspecify.annotations.NullMarked;
