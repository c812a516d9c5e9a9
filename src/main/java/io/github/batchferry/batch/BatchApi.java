package io.github.batchferry.batch;

import io.github.batchferry.ExternalException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The port to a Files and Batches API, for one project's key. Every call blocks, ends in finite time, and repeats itself
 * only where that is safe. Only {@link #download} and {@link #video} follow redirects, with nothing of ours in what they send there. Words of
 * the server are clean: without the key that was sent, what looks like one, and control characters, and short; metadata
 * values are as they came. All but {@link #create} throw {@link ExternalException}; an
 * interrupt ends a call with an {@link ExternalException} and leaves the thread's interrupt flag set. Safe for use by
 * several threads. The owner closes it.
 */
public interface BatchApi extends AutoCloseable {
    /**
     * Uploads, streaming. Repeatable: each try is a new file at the provider, with a name of its own ({@code name.jsonl},
     * {@code name-2.jsonl}, …).
     */
    RemoteFile upload(InputFile file);

    /** Empty where the server says 404 for this key. */
    Optional<RemoteFile> file(String fileId);

    /**
     * Streams the content into the sink, unpacked where it comes compressed. The caller closes the sink. Not repeated here
     * once a byte has reached it.
     *
     * @return the number of bytes written, empty where the server says 404
     * @throws ExternalException also where the stream ended short of the announced length
     */
    Optional<Long> download(String fileId, OutputStream sink);

    /** As {@link #download}, of the content of a video. */
    Optional<Long> video(String videoId, OutputStream sink);

    /**
     * A file that is gone already counts as deleted.
     *
     * @throws ExternalException also where the server cannot delete (405) or says that it did not
     */
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
     * Asks to cancel. A 400, 405 or 409, which say that the batch cannot be cancelled any more, is no error.
     *
     * @return the batch as it stands, empty where the server says 404
     */
    Optional<Batch> cancel(String batchId);

    /** {@code GET /models/{id}}. Empty where the server says 404, which a server without models says as well. */
    Optional<Model> model(String id);

    @Override
    void close();
}
