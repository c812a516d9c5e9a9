package io.github.batchferry.http;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** A small body that OkHttp may write once only: the one complete gate against its silent resends. */
final class OneShot extends RequestBody {
    private final byte[] content;
    private final @Nullable MediaType type;

    private OneShot(byte[] content, @Nullable MediaType type) {
        this.content = content;
        this.type = type;
    }

    static OneShot json(byte[] content) {
        return new OneShot(content, MediaType.get("application/json"));
    }

    static OneShot empty() {
        return new OneShot(new byte[0], null);
    }

    @Override
    public @Nullable MediaType contentType() {
        return type;
    }

    @Override
    public long contentLength() {
        return content.length;
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        sink.write(content);
    }
}
