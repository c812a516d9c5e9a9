/** How tables look to people, on the command line and in the demo. */
@NullMarked
package io.github.batchferry.terminal;

import org.jspecify.annotations.NullMarked;
