@NullMarked
package dev.sealer.sync.plan.settings;

import org.jspecify.annotations.NullMarked;
