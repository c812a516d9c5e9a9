package io.github.batchferry.emulator;

import io.github.batchferry.emulator.file.KeptFile;
import io.github.batchferry.emulator.line.Counts;
import io.github.batchferry.emulator.line.Usage;
import org.jspecify.annotations.Nullable;

/** What an execution left: its files are complete on disk, and its lines stand in the ledger. */
record Results(
        Counts counts,
        Usage usage,
        @Nullable KeptFile output,
        @Nullable KeptFile errorFile) {}
