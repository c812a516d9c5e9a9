/** Batchferry: rows of a DataFrame to the OpenAI Batch API and back. The two families of exceptions live here. */
@NullMarked
package io.github.batchferry;

import org.jspecify.annotations.NullMarked;
