/** The JSON Schema that answers keep to: made strict before it is sent, and held against each answer that comes back. */
@NullMarked
package io.github.batchferry.schema;

import org.jspecify.annotations.NullMarked;
