/** How a host, the Spark face or the command line, reaches the server that a job names. */
@NullMarked
package io.github.batchferry.connect;

import org.jspecify.annotations.NullMarked;
