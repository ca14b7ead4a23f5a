/** The kinds of the group external-secrets.io: what to fetch, and from which store. */
@NullMarked
package dev.sealer.crds.externalsecrets;

import org.jspecify.annotations.NullMarked;
