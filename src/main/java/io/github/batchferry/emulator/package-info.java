/** A real server of the Files and Batches API with a billing ledger, for demos, tests and rehearsals. */
@NullMarked
package io.github.batchferry.emulator;

import org.jspecify.annotations.NullMarked;
