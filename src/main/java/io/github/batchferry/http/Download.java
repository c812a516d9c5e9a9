package io.github.batchferry.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import okhttp3.Response;

/** Copies one answer into a sink and holds it against the length that the server announced. */
final class Download {
    private static final int BUFFER = 1 << 16;

    private final OutputStream sink;
    private long bytes;

    Download(OutputStream sink) {
        this.sink = sink;
    }

    long copy(Response response) throws IOException {
        String encoding = response.header("Content-Encoding", "identity");
        if (!"identity".equalsIgnoreCase(encoding)) {
            throw FinalException.local(
                    "the server compressed the file as " + Wording.clean(encoding) + ", though it was asked not to",
                    new IOException("Content-Encoding"));
        }
        try {
            transfer(response.body().byteStream());
        } catch (FinalException e) {
            throw e;
        } catch (IOException e) {
            throw bytes == 0
                    ? e
                    : FinalException.begun(
                            "the download ended after " + bytes + " of " + length(response) + " bytes: "
                                    + Wording.clean(String.valueOf(e.getMessage())),
                            e);
        }
        long announced = response.body().contentLength();
        if (announced >= 0 && announced != bytes) {
            throw FinalException.begun(
                    "the download ended after " + bytes + " of " + announced + " bytes",
                    new IOException("short answer"));
        }
        return bytes;
    }

    private void transfer(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            bytes += read;
            try {
                sink.write(buffer, 0, read);
            } catch (IOException e) {
                throw FinalException.local("its content could not be stored: " + e, e);
            }
        }
    }

    private static String length(Response response) {
        long announced = response.body().contentLength();
        return announced < 0 ? "unknown" : String.valueOf(announced);
    }
}
