package io.github.batchferry.batch;

import io.github.batchferry.ExternalException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The port to a Files and Batches API, for one project's key. Every call blocks, ends in finite time, follows no
 * redirect, and repeats itself only where that is safe. All but {@link #create} throw {@link ExternalException}; an
 * interrupt ends a call with an {@link ExternalException} and leaves the thread's interrupt flag set. Safe for use by
 * several threads. The owner closes it.
 */
public interface BatchApi extends AutoCloseable {
    /** Uploads with {@code purpose=batch}, streaming. Repeatable: each try is a new file at the provider. */
    RemoteFile upload(InputFile file);

    /** Empty where the server says 404 for this key. */
    Optional<RemoteFile> file(String fileId);

    /**
     * Streams the content into the sink, which the caller closes. Not repeated here once a byte has reached the sink.
     *
     * @return the number of bytes written, empty where the server says 404
     * @throws ExternalException also where the stream ended short of the announced length
     */
    Optional<Long> download(String fileId, OutputStream sink);

    /** A file that is gone already counts as deleted. */
    void deleteFile(String fileId);

    /** Sends {@code POST /batches} exactly once, whatever happens, and says how it ended. Does not throw for that. */
    Purchase create(CreateBatch request);

    /** The longest time that {@link #create} can take from its call to its end. */
    Duration createTimeout();

    /** Empty where the server says 404. */
    Optional<Batch> batch(String batchId);

    /**
     * @param after the cursor of the page before, or null for the first page; {@code limit} is 1 to 100
     * @throws ExternalException also where the server has no list (404, 405)
     */
    BatchPage list(@Nullable String after, int limit);

    /**
     * Asks to cancel. A 409, which says that the batch has ended, is no error.
     *
     * @return the batch as it stands, empty where the server says 404
     */
    Optional<Batch> cancel(String batchId);

    /** {@code GET /models/{id}}. Empty where the server says 404, which a server without models says as well. */
    Optional<Model> model(String id);

    @Override
    void close();
}
