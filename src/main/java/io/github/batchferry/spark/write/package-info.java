/** Writing: all four save modes lead into one internal DataSource V2 write, whose tasks stage and whose driver seals. */
@NullMarked
package io.github.batchferry.spark.write;

import org.jspecify.annotations.NullMarked;
