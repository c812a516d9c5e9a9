/**
 * A real server of the Files and Batches API with a billing ledger, for demos, tests and rehearsals. {@link
 * io.github.batchferry.emulator.Emulator} is the way in; {@code answer} holds what answers a line.
 */
@NullMarked
package io.github.batchferry.emulator;

import org.jspecify.annotations.NullMarked;
