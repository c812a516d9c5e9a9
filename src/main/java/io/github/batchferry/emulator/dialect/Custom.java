package io.github.batchferry.emulator.dialect;

/** What a server does otherwise than OpenAI, beyond its words. */
public enum Custom {
    /** An input file is {@code pending} for a while, and no batch is made of it meanwhile. */
    PROCESSED_FIRST,
    /** A batch that ran has an error file, which is empty where no line failed. */
    ERROR_FILE_ALWAYS,
    /** Batches run on beyond their window. */
    NEVER_EXPIRES
}
