package io.github.batchferry.http;

import io.github.batchferry.batch.InputFile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Supplier;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/** Streams an input file into a request, at its exact length. One-shot: an upload is repeated as a new file only. */
final class UploadBody extends RequestBody {
    private static final MediaType JSONL = MediaType.get("application/jsonl");
    private static final MediaType BYTES = MediaType.get("application/octet-stream");

    private final InputFile file;
    private final Supplier<Pace> pace;

    UploadBody(InputFile file, Supplier<Pace> pace) {
        this.file = file;
        this.pace = pace;
    }

    @Override
    public MediaType contentType() {
        return file.purpose() == InputFile.Purpose.BATCH ? JSONL : BYTES;
    }

    @Override
    public long contentLength() {
        return file.bytes();
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        Wire wire = new Wire(sink.outputStream(), pace.get());
        try {
            file.content().writeTo(wire);
        } catch (FinalException e) {
            throw e;
        } catch (IOException e) {
            throw wire.broken ? e : FinalException.local("the input file could not be read: " + e, e);
        }
        if (wire.pace.bytes() != file.bytes()) {
            throw wrongLength(wire.pace.bytes() + " bytes");
        }
    }

    private FinalException wrongLength(String found) {
        String message = "the input file " + file.filename() + " has " + found + ", not the " + file.bytes()
                + " that were recorded";
        return FinalException.local(message, new IOException(message));
    }

    /** Tells a failure of the connection from one of the content. */
    private final class Wire extends OutputStream {
        private final OutputStream out;
        private final Pace pace;
        private boolean broken;

        Wire(OutputStream out, Pace pace) {
            this.out = out;
            this.pace = pace;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            if (length > file.bytes() - pace.bytes()) {
                throw wrongLength("more bytes");
            }
            try {
                out.write(buffer, offset, length);
                pace.moved(length);
            } catch (IOException e) {
                broken = true;
                throw e;
            }
        }

        @Override
        public void flush() {}
    }
}
