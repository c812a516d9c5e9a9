/** Last step: result lines become outcomes, found by an index made at collection. {@code answer} reads one line. */
@NullMarked
package io.github.batchferry.result;

import org.jspecify.annotations.NullMarked;
