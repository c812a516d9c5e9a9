package io.github.batchferry.job;

/** A file that a collector wrote: its path in the job directory, its length and the CRC32C of its bytes. */
public record CollectedFile(String path, long bytes, long crc32c) {}
