/**
 * Go's text formats: base64 and base32, durations, numbers, string literals, PEM and JSON. Pure.
 *
 * <p>Kubernetes and the tools around it are written in Go, so what they accept and print is decided
 * by Go's standard library. Every module that reads or writes such text uses these classes. Where
 * Java has the same format with other rules, the class says how they differ.
 */
@NullMarked
package dev.sealer.gocompat;

import org.jspecify.annotations.NullMarked;
