/** One declaration for each option, with its type, default, check and help. */
@NullMarked
package io.github.batchferry.option;

import org.jspecify.annotations.NullMarked;
