/** The lines of an input file: counted, checked as the server checks them, found again. */
@NullMarked
package io.github.batchferry.emulator.line;

import org.jspecify.annotations.NullMarked;
