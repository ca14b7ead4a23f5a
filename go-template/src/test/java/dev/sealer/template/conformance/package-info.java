/** Cases as data, with the results that real Go gave, and the runs that compare ours with them. */
@NullMarked
package dev.sealer.template.conformance;

import org.jspecify.annotations.NullMarked;
