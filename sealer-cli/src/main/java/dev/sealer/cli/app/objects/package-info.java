/**
 * The commands of {@code sealer app} that show the content of an Application's objects, their logs,
 * or change them. They have the rights of the person who calls them, and never read the values of a
 * Secret.
 */
@NullMarked
package dev.sealer.cli.app.objects;

import org.jspecify.annotations.NullMarked;
