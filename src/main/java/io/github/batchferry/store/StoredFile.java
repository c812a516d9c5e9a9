package io.github.batchferry.store;

/** A file of a listing: its name without directory, its length in bytes, its time of change in epoch milliseconds. */
public record StoredFile(String name, long bytes, long modifiedAt) {}
