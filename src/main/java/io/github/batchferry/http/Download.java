package io.github.batchferry.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import okhttp3.MediaType;
import okhttp3.Response;
import okio.BufferedSource;

/**
 * Copies one answer into a sink and holds it against the length that the server announced. What comes compressed, though
 * it was asked not to, is unpacked on the way; the length is then that of the compressed bytes.
 */
final class Download {
    private static final int BUFFER = 1 << 16;

    private final OutputStream sink;
    private boolean packed;
    private long bytes;

    Download(OutputStream sink) {
        this.sink = sink;
    }

    long copy(Response response) throws IOException {
        String encoding =
                response.header("Content-Encoding", "identity").strip().toLowerCase(Locale.ROOT);
        packed = encoding.equals("gzip") || encoding.equals("x-gzip");
        if (!packed && !encoding.equals("identity") && !encoding.isEmpty()) {
            throw FinalException.local(
                    "the server compressed the file as " + Wording.clean(encoding) + ", though it was asked not to",
                    new IOException("Content-Encoding"));
        }
        Received received = new Received(response.body().source());
        try {
            boolean empty = received.source.exhausted();
            transfer(packed && !empty ? new GZIPInputStream(received, BUFFER) : received, response);
        } catch (FinalException | UnreadableException e) {
            throw e;
        } catch (IOException e) {
            if (bytes > 0) {
                throw FinalException.begun(ended(response, e), e);
            }
            throw packed ? new UnreadableException(ended(response, e)) : e;
        }
        long announced = response.body().contentLength();
        if (announced >= 0 && announced != received.bytes) {
            throw FinalException.begun(
                    "the download ended after " + received.bytes + " of " + announced + " bytes",
                    new IOException("short answer"));
        }
        return bytes;
    }

    private void transfer(InputStream in, Response response) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            if (bytes == 0 && isPage(response, buffer, read)) {
                throw new UnreadableException("the answer is a page of markup in place of the file");
            }
            bytes += read;
            try {
                sink.write(buffer, 0, read);
            } catch (IOException e) {
                throw FinalException.local("its content could not be stored: " + e, e);
            }
        }
    }

    /** A file of JSON lines may be called HTML by mistake; it does not look like HTML as well. */
    private static boolean isPage(Response response, byte[] buffer, int length) {
        MediaType type = response.body().contentType();
        int first = 0;
        while (first < length && Character.isWhitespace(buffer[first])) {
            first++;
        }
        return type != null && type.subtype().contains("html") && first < length && buffer[first] == '<';
    }

    private String ended(Response response, IOException failure) {
        long announced = response.body().contentLength();
        String plain = packed
                ? "the download ended short, after " + bytes + " unpacked bytes"
                : "the download ended after " + bytes + " of " + (announced < 0 ? "unknown" : announced) + " bytes";
        return plain + ": " + Wording.clean(String.valueOf(failure.getMessage()));
    }

    /** Counts what came over the wire. Says that more is to come until the end, so that no later gzip member is lost. */
    private static final class Received extends InputStream {
        private final BufferedSource source;
        private final InputStream in;
        private long bytes;

        Received(BufferedSource source) {
            this.source = source;
            this.in = source.inputStream();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = in.read(buffer, offset, length);
            bytes += Math.max(0, read);
            return read;
        }

        @Override
        public int available() throws IOException {
            return source.exhausted() ? 0 : Math.max(1, in.available());
        }
    }
}
