package io.github.batchferry.job.collect;

import io.github.batchferry.batch.Batch;
import io.github.batchferry.job.transfer.Transfers;
import io.github.batchferry.ledger.BatchState;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Looks in the order in which they were begun. The files of as many as are allowed are fetched at once; whoever has begun
 * that many ends the first one before it begins the next. Those that are not ended at the close leave nothing behind.
 */
public final class Looks implements AutoCloseable {
    /** The hash, the place and the outcome of a request, in tables that are not full. */
    private static final long BYTES_OF_A_REQUEST = 64;

    private static final long BYTES_OF_A_LOOK = 4 << 20;

    private final Collector collector;
    private final Transfers transfers;
    private final Deque<Look> begun = new ArrayDeque<>();

    /** @param transfers are ended at the close */
    public Looks(Collector collector, Transfers transfers) {
        this.collector = collector;
        this.transfers = transfers;
    }

    /**
     * As many transfers as the heap has room for.
     *
     * @param allowed how many files are fetched at once
     * @param requests of the largest batch
     */
    public static Transfers transfers(int allowed, int requests) {
        return new Transfers(Transfers.within(allowed, BYTES_OF_A_LOOK + BYTES_OF_A_REQUEST * requests));
    }

    public void begin(BatchState batch, Batch remote) {
        begun.add(collector.begin(batch, remote, transfers));
    }

    public boolean isEmpty() {
        return begun.isEmpty();
    }

    public boolean isFull() {
        return begun.size() >= transfers.atATime();
    }

    /** The first that was begun; {@link Collector#end} ends it. */
    public Look first() {
        return begun.remove();
    }

    @Override
    public void close() throws IOException {
        transfers.close();
        for (Look look : begun) {
            look.abandon();
        }
    }
}
