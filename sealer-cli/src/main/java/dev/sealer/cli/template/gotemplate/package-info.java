/** Go templates with Sprig; packed with the libraries that are loaded later. */
@NullMarked
package dev.sealer.cli.template.gotemplate;

import org.jspecify.annotations.NullMarked;
