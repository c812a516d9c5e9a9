package io.github.batchferry.provider;

/**
 * Where input files go.
 *
 * @param path below the base URL, without a slash in front
 * @param purpose the word that says what such a file is for
 */
public record UploadPlace(String path, String purpose) {}
