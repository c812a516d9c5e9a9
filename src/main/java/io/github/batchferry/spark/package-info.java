/** The Spark face: the public provider; {@code write} and {@code read} hold one small class for each DataSource V2 interface. */
@NullMarked
package io.github.batchferry.spark;

import org.jspecify.annotations.NullMarked;
