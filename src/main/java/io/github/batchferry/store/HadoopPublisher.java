package io.github.batchferry.store;

import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Puts small whole files in place. Whatever a store answers, the file itself says who won: an answer may be lost, and a
 * client that asks again is then refused because of its own file.
 */
final class HadoopPublisher {
    private final FileSystem files;
    private final Path root;
    private final Configuration configuration;
    private @Nullable FileContext context;

    HadoopPublisher(FileSystem files, Path root, Configuration configuration) {
        this.files = files;
        this.root = root;
        this.configuration = configuration;
    }

    boolean createIfAbsent(HadoopCreate way, Path file, byte[] content) throws IOException {
        if (way.isFileSystem() && files.exists(file)) {
            return isOurs(file, content);
        }
        try {
            switch (way) {
                case RENAME -> rename(file, content, Options.Rename.NONE);
                case CONDITIONAL -> write(conditional(file), content);
                case PRECONDITION -> Uninterrupted.run(() -> write(files.create(file, false), content));
                case LOOK_THEN_PUT -> write(files.create(file, false), content);
                case LOOK_THEN_RENAME -> move(file, content);
            }
            return true;
        } catch (IOException e) {
            return isOursAfter(e, file, content);
        }
    }

    void replace(HadoopCreate way, Path file, byte[] content) throws IOException {
        if (way == HadoopCreate.RENAME) {
            rename(file, content, Options.Rename.OVERWRITE);
        } else {
            Uninterrupted.run(() -> write(files.create(file, true), content));
        }
    }

    static Path path(Path root, String path) {
        return new Path(root.toUri().getScheme(), root.toUri().getAuthority(), path);
    }

    private FSDataOutputStream conditional(Path file) throws IOException {
        return (FSDataOutputStream) files.createFile(file)
                .recursive()
                .overwrite(false)
                .must(HadoopCreate.CONDITION, "true")
                .build();
    }

    private void rename(Path file, byte[] content, Options.Rename option) throws IOException {
        Path temporary = temporary(file);
        try {
            FSDataOutputStream out = files.create(temporary, false);
            out.write(content);
            HadoopOutput.force(out);
            out.close();
            context().rename(temporary, file, option);
        } finally {
            files.delete(temporary, false);
        }
    }

    private void move(Path file, byte[] content) throws IOException {
        Path temporary = temporary(file);
        try {
            write(files.create(temporary, false), content);
            if (!files.rename(temporary, file)) {
                throw new IOException("The store did not rename " + temporary + " to " + file);
            }
        } finally {
            files.delete(temporary, false);
        }
    }

    private Path temporary(Path file) {
        String name = Names.temporary(file.getName(), UUID.randomUUID().toString());
        return path(root, file.getParent().toUri().getPath() + "/" + name);
    }

    /** A stream whose write failed is left open on purpose: closing it could publish the beginning of the file. */
    private static void write(FSDataOutputStream out, byte[] content) throws IOException {
        out.write(content);
        HadoopOutput.force(out);
        out.close();
    }

    private boolean isOursAfter(IOException failure, Path file, byte[] content) throws IOException {
        try {
            return isOurs(file, content);
        } catch (IOException e) {
            failure.addSuppressed(e);
            throw new IOException("Could not create " + file + ": " + failure.getMessage(), failure);
        }
    }

    private boolean isOurs(Path file, byte[] content) throws IOException {
        if (files.getFileStatus(file).getLen() != content.length) {
            return false;
        }
        byte[] found = new byte[content.length];
        try (FSDataInputStream in = files.open(file)) {
            in.readFully(0, found);
        }
        return Arrays.equals(found, content);
    }

    private synchronized FileContext context() throws IOException {
        if (context == null) {
            context = FileContext.getFileContext(root.toUri(), configuration);
        }
        return context;
    }
}
