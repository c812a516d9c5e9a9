/** What comes in over HTTP and what goes out. */
@NullMarked
package io.github.batchferry.emulator.wire;

import org.jspecify.annotations.NullMarked;
