/**
 * A real server of the Files and Batches API with a billing ledger, for demos, tests and rehearsals. {@link
 * io.github.batchferry.emulator.Emulator} is the way in. A request comes in by {@code wire}, meets a {@code fault} or a
 * {@code world}, has its {@code line}s checked and each {@code answer} made, and leaves {@code file}s; it is heard and answered in a
 * {@code dialect}.
 */
@NullMarked
package io.github.batchferry.emulator;

import org.jspecify.annotations.NullMarked;
