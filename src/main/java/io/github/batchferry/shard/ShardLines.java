package io.github.batchferry.shard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.PositionedInput;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Looks single lines up in staged shards, by reading up to them: for rare cases and messages. */
public final class ShardLines {
    private static final JsonFactory JSON = new JsonFactory();

    private final JobStore store;

    public ShardLines(JobStore store) {
        this.store = store;
    }

    /** The custom id of a line of a shard, counted from 0. */
    public byte[] customId(String shardFile, int line) throws IOException {
        try (JsonParser in = JSON.createParser(line(shardFile, line))) {
            in.nextToken();
            in.nextToken();
            in.nextToken();
            return in.getText().getBytes(StandardCharsets.UTF_8);
        }
    }

    /** The custom ids of a part whose hash is this one. */
    public List<String> customIds(StagedPart part, long hash) throws IOException {
        List<String> found = new ArrayList<>();
        for (StagedShard shard : part.shards()) {
            long[] hashes;
            try (PositionedInput ids = IdsFile.open(store, part.idsFile())) {
                hashes = IdsFile.hashes(ids, shard, 0, shard.requests());
            }
            for (int line = 0; line < hashes.length; line++) {
                if (hashes[line] == hash) {
                    found.add(new String(customId(part.shardFile(shard.ordinal()), line), StandardCharsets.UTF_8));
                }
            }
        }
        return found;
    }

    private byte[] line(String shardFile, int line) throws IOException {
        try (InputStream in = new BufferedInputStream(store.open(shardFile), 1 << 16)) {
            for (int skipped = 0; skipped < line; ) {
                int b = in.read();
                if (b < 0) {
                    throw new EOFException(shardFile + " ends before line " + line);
                }
                skipped += b == '\n' ? 1 : 0;
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
                bytes.write(b);
            }
            return bytes.toByteArray();
        }
    }
}
