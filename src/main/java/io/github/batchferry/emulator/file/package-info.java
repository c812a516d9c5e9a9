/** What the server keeps of files, and the result files that it writes. */
@NullMarked
package io.github.batchferry.emulator.file;

import org.jspecify.annotations.NullMarked;
