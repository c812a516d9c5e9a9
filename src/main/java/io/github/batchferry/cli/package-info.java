/** The commands, on the same domain as the Spark face, without Spark on the class path. */
@NullMarked
package io.github.batchferry.cli;

import org.jspecify.annotations.NullMarked;
