@NullMarked
package dev.sealer.sync.plan.jq;

import org.jspecify.annotations.NullMarked;
