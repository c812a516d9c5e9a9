/** How a host, the Spark face or the command line, opens a job and the line to the server that it names. */
@NullMarked
package io.github.batchferry.connect;

import org.jspecify.annotations.NullMarked;
