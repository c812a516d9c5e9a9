/** {@code dev/bench}: the connector against what a Spark user would write by hand, on the packaged jar. */
@NullMarked
package io.github.batchferry.bench;

import org.jspecify.annotations.NullMarked;
