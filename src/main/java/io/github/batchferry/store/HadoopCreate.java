package io.github.batchferry.store;

import java.io.IOException;
import java.util.Locale;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** How a file comes into being whole and once on each kind of Hadoop file system; a table, since no test can prove it. */
enum HadoopCreate {
    /** A file beside it is renamed where nothing is there: the name node or the service is the judge. */
    RENAME,
    /** The store takes the object on the condition that there is none, as it is closed. */
    CONDITIONAL,
    /** A plain create that the connector makes conditional by itself. */
    PRECONDITION,
    /** Looks, then puts: whole as it is closed, but a second writer in between wins. */
    LOOK_THEN_PUT,
    /** Looks, then renames: nothing is known about a second writer. */
    LOOK_THEN_RENAME;

    /** Since Hadoop 3.4.2; older ones do not have the constant. */
    static final String CONDITION = "fs.option.create.conditional.overwrite";

    static HadoopCreate of(FileSystem files, Path root) throws IOException {
        return switch (files.getUri().getScheme().toLowerCase(Locale.ROOT)) {
            case "hdfs", "abfs", "abfss" -> RENAME;
            case "s3a" -> files.hasPathCapability(root, CONDITION) ? CONDITIONAL : LOOK_THEN_PUT;
            case "gs" -> PRECONDITION;
            default -> LOOK_THEN_RENAME;
        };
    }

    boolean isAtomic() {
        return this == RENAME || this == CONDITIONAL || this == PRECONDITION;
    }

    /** Whether the store has directories with owners, and files that are seen before they are whole. */
    boolean isFileSystem() {
        return this == RENAME || this == LOOK_THEN_RENAME;
    }
}
