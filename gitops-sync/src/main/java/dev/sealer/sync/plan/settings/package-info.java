/** Reads the settings that an installation of Argo CD has. */
@NullMarked
package dev.sealer.sync.plan.settings;

import org.jspecify.annotations.NullMarked;
