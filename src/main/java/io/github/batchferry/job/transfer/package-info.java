/** Several files on their way to and from the server at once, beside the one thread that writes the ledger. */
@NullMarked
package io.github.batchferry.job.transfer;

import org.jspecify.annotations.NullMarked;
