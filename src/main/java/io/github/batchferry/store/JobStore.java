package io.github.batchferry.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * One job directory. Paths are relative to it, with {@code /} between their names; parents are made as needed. Safe for
 * use by several threads.
 */
public interface JobStore {
    /**
     * Creates a file whole: a reader sees all of it or nothing, and of several callers, in any process, exactly one
     * gets true. After a failure in between, an identical file that is already there counts as ours.
     *
     * @return false where the path is taken by other content
     */
    boolean createIfAbsent(String path, byte[] content) throws IOException;

    /**
     * A new file to stream into; throws {@link java.nio.file.FileAlreadyExistsException} where the path is taken. Closing
     * returns once its bytes and its name are forced to storage, as far as the store can.
     */
    OutputStream create(String path) throws IOException;

    /** Puts a derived file in place of what was there, whole where the store can. */
    void replace(String path, byte[] content) throws IOException;

    /** Throws {@link java.nio.file.NoSuchFileException} where there is none. */
    InputStream open(String path) throws IOException;

    /** Throws {@link java.nio.file.NoSuchFileException} where there is none. */
    PositionedInput openPositioned(String path) throws IOException;

    /** The files, not the directories, right under this directory, in no order; empty where there is none. */
    List<StoredFile> list(String directory) throws IOException;

    /** A file that is not there counts as deleted. */
    void delete(String path) throws IOException;

    /** Whether {@link #createIfAbsent} excludes other processes on this kind of store. */
    boolean atomicCreate();

    /** Where the job directory is, for people: a path or a URI. */
    String location();

    /** A file of the job as Spark and Hadoop open it from anywhere: with its scheme, and not encoded. */
    default String qualified(String path) {
        return location() + "/" + path;
    }
}
