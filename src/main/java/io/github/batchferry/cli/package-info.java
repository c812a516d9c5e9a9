/**
 * The commands {@code emulator}, {@code status}, {@code advance}, {@code await} and {@code resolve}, on the same domain
 * as the Spark face, without Spark on the class path.
 */
@NullMarked
package io.github.batchferry.cli;

import org.jspecify.annotations.NullMarked;
