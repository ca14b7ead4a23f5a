/**
 * Applications, their objects and their past, as {@code sealer app} reads them from the API server.
 */
@NullMarked
package dev.sealer.cli.app.model;

import org.jspecify.annotations.NullMarked;
