package io.github.batchferry.shard;

import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.PositionedInput;
import io.github.batchferry.store.SealedOutput;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** Merges sorted files of hashes to prove custom ids unique over a job, in memory that does not grow with the rows. */
public final class IdMerge {
    private static final int MEMORY = 32 << 20;
    private static final int MIN_BUFFER = 4 << 10;
    private static final int MAX_BUFFER = 256 << 10;
    private static final int NAMED = 10;

    private final JobStore store;

    public IdMerge(JobStore store) {
        this.store = store;
    }

    /** Writes the merged hashes of this write to a new file and says which hashes occur more than once in any write. */
    public RepeatedIds merge(List<SortedIds> sources, String mergedPath) throws IOException {
        int buffer = Math.max(MIN_BUFFER, Math.min(MAX_BUFFER, MEMORY / Math.max(1, sources.size()) & ~7));
        List<Cursor> cursors = new ArrayList<>();
        try (OutputStream merged = new BufferedOutputStream(new SealedOutput(store.create(mergedPath)), MAX_BUFFER)) {
            PriorityQueue<Cursor> queue = new PriorityQueue<>(Math.max(1, sources.size()));
            for (SortedIds source : sources) {
                Cursor cursor = new Cursor(IdsFile.open(store, source.path()), source, buffer);
                cursors.add(cursor);
                if (cursor.advance()) {
                    queue.add(cursor);
                }
            }
            return drain(queue, merged);
        } finally {
            for (Cursor cursor : cursors) {
                cursor.close();
            }
        }
    }

    private static RepeatedIds drain(PriorityQueue<Cursor> queue, OutputStream merged) throws IOException {
        ByteBuffer value = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        List<Long> first = new ArrayList<>();
        long count = 0;
        long last = 0;
        int run = 0;
        boolean ownInRun = false;
        while (!queue.isEmpty()) {
            Cursor cursor = queue.poll();
            if (run > 0 && cursor.hash == last) {
                run++;
            } else {
                last = cursor.hash;
                run = 1;
                ownInRun = false;
            }
            ownInRun |= cursor.own;
            if (run == 2 && ownInRun) {
                count++;
                if (first.size() < NAMED) {
                    first.add(last);
                }
            }
            if (cursor.own) {
                merged.write(value.putLong(0, cursor.hash).array());
            }
            if (cursor.advance()) {
                queue.add(cursor);
            }
        }
        return new RepeatedIds(first, count);
    }

    private static final class Cursor implements Comparable<Cursor>, Closeable {
        private final PositionedInput file;
        private final boolean own;
        private final byte[] bytes;
        private final ByteBuffer view;
        private long position;
        private long left;
        private int at;
        private int filled;
        private long hash;

        Cursor(PositionedInput file, SortedIds source, int buffer) {
            this.file = file;
            own = source.origin() == SortedIds.Origin.THIS_WRITE;
            position = source.offset();
            left = source.count();
            bytes = new byte[(int) Math.min(buffer, Math.max(Long.BYTES, left * Long.BYTES))];
            view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }

        boolean advance() throws IOException {
            if (at == filled) {
                if (left == 0) {
                    return false;
                }
                filled = (int) Math.min(bytes.length & ~7, left * Long.BYTES);
                file.readFully(position, bytes, 0, filled);
                position += filled;
                left -= filled / Long.BYTES;
                at = 0;
            }
            hash = view.getLong(at);
            at += Long.BYTES;
            return true;
        }

        @Override
        public int compareTo(Cursor other) {
            int order = Long.compare(hash, other.hash);
            return order != 0 ? order : Boolean.compare(other.own, own);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
