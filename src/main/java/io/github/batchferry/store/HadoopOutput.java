package io.github.batchferry.store;

import java.io.IOException;
import java.util.EnumSet;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * A new file on a Hadoop file system. Closing returns once its bytes are on the disks of the data nodes; an object store
 * has them safe as soon as it has taken the object.
 */
final class HadoopOutput extends ForcingOutput {
    private final FSDataOutputStream file;

    private HadoopOutput(FSDataOutputStream file) {
        super(file);
        this.file = file;
    }

    /** HDFS forces each block as it is full, and the last one as the file is closed. */
    static HadoopOutput create(FileSystem files, Path file) throws IOException {
        boolean inBlocks = "hdfs".equalsIgnoreCase(files.getUri().getScheme());
        return new HadoopOutput(inBlocks ? createInBlocks(files, file) : files.create(file, false));
    }

    private static FSDataOutputStream createInBlocks(FileSystem files, Path file) throws IOException {
        return files.create(
                file,
                FsPermission.getFileDefault().applyUMask(FsPermission.getUMask(files.getConf())),
                EnumSet.of(CreateFlag.CREATE, CreateFlag.SYNC_BLOCK),
                files.getConf().getInt("io.file.buffer.size", 4096),
                files.getDefaultReplication(file),
                files.getDefaultBlockSize(file),
                null);
    }

    static void force(FSDataOutputStream file) throws IOException {
        if (file.hasCapability(StreamCapabilities.HSYNC)) {
            file.hsync();
        }
    }

    @Override
    void force() throws IOException {
        force(file);
    }
}
