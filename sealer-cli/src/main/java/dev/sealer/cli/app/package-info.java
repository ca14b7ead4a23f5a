/**
 * {@code sealer app}: shows, syncs and rolls back Applications. No content of an object is read: of
 * what an Application is made of, these commands ask the API server for metadata only. Those that
 * show or change content are in {@code objects}.
 */
@NullMarked
package dev.sealer.cli.app;

import org.jspecify.annotations.NullMarked;
