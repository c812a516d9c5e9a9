/** One line of a result file: what it says, what the answer in it is, and why there is none. */
@NullMarked
package io.github.batchferry.result.answer;

import org.jspecify.annotations.NullMarked;
