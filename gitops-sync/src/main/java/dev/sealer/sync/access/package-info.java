/** Reads what Applications may use: credentials of repositories, and projects. */
@NullMarked
package dev.sealer.sync.access;

import org.jspecify.annotations.NullMarked;
