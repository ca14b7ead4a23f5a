/** Ways to bring Java data into a template. */
@NullMarked
package dev.sealer.template.data;

import org.jspecify.annotations.NullMarked;
