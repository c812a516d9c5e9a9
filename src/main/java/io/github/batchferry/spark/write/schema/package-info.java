/** {@code responseSchema}: DDL or JSON Schema as a strict schema and as a type of Spark. */
@NullMarked
package io.github.batchferry.spark.write.schema;

import org.jspecify.annotations.NullMarked;
