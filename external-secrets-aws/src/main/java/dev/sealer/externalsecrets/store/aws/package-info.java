/** AWS Secrets Manager. */
@NullMarked
package dev.sealer.externalsecrets.store.aws;

import org.jspecify.annotations.NullMarked;
