package io.github.batchferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.Syncable;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.junit.jupiter.api.Test;

class HadoopOutputTest {
    private final List<String> calls = new ArrayList<>();

    @Test
    void aStreamThatCanIsForcedBeforeItIsClosedAndEachBlockAsItIsFull() throws IOException {
        try (OutputStream out = HadoopOutput.create(files(new Stream(true)), new Path("/a"))) {
            out.write(new byte[] {1, 2});
        }
        assertThat(calls).containsExactly("create SYNC_BLOCK", "write 2", "hsync", "close");
    }

    @Test
    void aStreamThatCannotIsClosed() throws IOException {
        HadoopOutput.create(files(new Stream(false)), new Path("/a")).close();
        assertThat(calls).containsExactly("create SYNC_BLOCK", "close");
    }

    @Test
    void whatCouldNotBeForcedIsNotTakenForWritten() throws IOException {
        Stream failing = new Stream(true) {
            @Override
            public void hsync() throws IOException {
                super.hsync();
                throw new IOException("the disk is gone");
            }
        };
        OutputStream out = HadoopOutput.create(files(failing), new Path("/a"));
        assertThatThrownBy(out::close).hasMessage("the disk is gone");
        assertThat(calls).containsExactly("create SYNC_BLOCK", "hsync", "close");
    }

    private FilterFileSystem files(OutputStream stream) throws IOException {
        FilterFileSystem files = new FilterFileSystem(new RawLocalFileSystem()) {
            @Override
            public URI getUri() {
                return URI.create("hdfs://name");
            }

            @Override
            protected void checkPath(Path path) {}

            @Override
            public FSDataOutputStream create(
                    Path file,
                    FsPermission permission,
                    EnumSet<CreateFlag> flags,
                    int bufferSize,
                    short replication,
                    long blockSize,
                    Progressable progress)
                    throws IOException {
                calls.add("create" + (flags.contains(CreateFlag.SYNC_BLOCK) ? " SYNC_BLOCK" : ""));
                return new FSDataOutputStream(stream, null);
            }
        };
        files.initialize(URI.create("file:///"), new Configuration(false));
        return files;
    }

    private class Stream extends ByteArrayOutputStream implements Syncable, StreamCapabilities {
        private final boolean durable;

        Stream(boolean durable) {
            this.durable = durable;
        }

        @Override
        public boolean hasCapability(String capability) {
            return durable && capability.equals(HSYNC);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            calls.add("write " + length);
        }

        @Override
        public void hflush() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void hsync() throws IOException {
            calls.add("hsync");
        }

        @Override
        public void close() {
            calls.add("close");
        }
    }
}
