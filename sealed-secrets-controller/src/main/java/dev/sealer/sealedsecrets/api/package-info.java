/** The controller's HTTP API: certificate, verify and rotate. */
@NullMarked
package dev.sealer.sealedsecrets.api;

import org.jspecify.annotations.NullMarked;
