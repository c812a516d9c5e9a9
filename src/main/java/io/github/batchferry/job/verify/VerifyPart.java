package io.github.batchferry.job.verify;

import io.github.batchferry.ledger.Event;
import io.github.batchferry.request.Utf8;
import io.github.batchferry.shard.GeneratedIds;
import io.github.batchferry.shard.IdHash;
import io.github.batchferry.shard.IdsFile;
import io.github.batchferry.shard.RowSplit;
import io.github.batchferry.shard.RowsReader;
import io.github.batchferry.shard.StagedImages;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.shard.StagedShard;
import io.github.batchferry.store.PositionedInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** One staged part: each row has one request line or a reason, each line one row and the id that was noted for it. */
final class VerifyPart {
    private final VerifiedFiles files;
    private final Event.WriteSealed write;
    private final StagedPart part;
    private final Map<Integer, Lines> ofShards = new HashMap<>();
    private long idSum;

    /** What the rows say of the lines of one shard: how many there are, and with generated ids a sum over these. */
    private static final class Lines {
        private int lines;
        private long ids;

        void add(long idHash) {
            ids += idHash * (2L * lines + 1);
            lines++;
        }
    }

    VerifyPart(VerifiedFiles files, Event.WriteSealed write, StagedPart part) {
        this.files = files;
        this.write = write;
        this.part = part;
    }

    /** The wrapping sum of the hashes of the custom ids. */
    long verify() throws IOException {
        files.sealed(part.rowsFile(), part.rowsBytes(), part.rowsCrc32c());
        StagedImages images = part.images();
        if (images != null) {
            files.sealed(part.imagesFile(), images.fileBytes(), images.crc32c());
            files.sealed(part.imageListFile(), images.listBytes(), images.listCrc32c());
        }
        readRows();
        try (PositionedInput ids = files.sealed(part.idsFile())) {
            long requests = 0;
            for (StagedShard shard : part.shards()) {
                verify(shard, ids);
                requests += shard.requests();
            }
            long expected = requests * Long.BYTES * (idsAreFromColumn() ? 2 : 1);
            if (ids.length() != expected) {
                throw files.difference(
                        part.idsFile(), "it has hashes of " + ids.length() + " bytes instead of " + expected);
            }
        }
        return idSum;
    }

    private void readRows() throws IOException {
        GeneratedIds generated = new GeneratedIds(write.write(), part.part());
        Utf8 id = new Utf8();
        long failed = 0;
        int split = 0;
        try (RowsReader rows = RowsReader.open(files.store(), part.rowsFile(), part.rowsBytes())) {
            if (part.rows() > 0) {
                rows.seek(part.splits().get(0));
            }
            for (long row = 0; row < part.rows(); row++) {
                if (split < part.splits().size() && part.splits().get(split).row() == row) {
                    requireSplit(part.splits().get(split++), rows.position());
                }
                rows.next();
                if (rows.shard() < 0) {
                    failed++;
                    continue;
                }
                Lines lines = ofShards.computeIfAbsent(rows.shard(), shard -> new Lines());
                if (rows.line() != lines.lines) {
                    throw files.difference(
                            part.rowsFile(),
                            "row " + row + " names line " + rows.line() + " of shard " + rows.shard()
                                    + ", whose next line is " + lines.lines);
                }
                generated.point(row, id);
                lines.add(IdHash.of(id.bytes(), id.offset(), id.length()));
            }
            if (failed != part.failed()) {
                throw files.difference(part.rowsFile(), failed + " rows have no request instead of " + part.failed());
            }
            if (part.rows() > 0 && rows.position() != rows.end()) {
                throw files.difference(
                        part.rowsFile(),
                        "its " + part.rows() + " rows end at byte " + rows.position() + " instead of " + rows.end());
            }
        }
        if (ofShards.size() != part.shards().size()) {
            throw files.difference(
                    part.rowsFile(),
                    "its rows name " + ofShards.size() + " shards instead of "
                            + part.shards().size());
        }
    }

    private void requireSplit(RowSplit split, long position) {
        if (split.offset() != position) {
            throw files.difference(
                    part.rowsFile(),
                    "row " + split.row() + " begins at byte " + position + " instead of " + split.offset());
        }
    }

    private void verify(StagedShard shard, PositionedInput ids) throws IOException {
        String path = part.shardFile(shard.ordinal());
        files.whole(path, shard.bytes(), shard.crc32c());
        long[] hashes = IdsFile.hashes(ids, shard, 0, shard.requests());
        Lines found = new Lines();
        VerifiedIds lines = new VerifiedIds((line, id) -> {
            long hash = IdHash.of(id, 0, id.length);
            if (line >= hashes.length || hashes[line] != hash) {
                throw files.difference(
                        part.idsFile(),
                        "it has another custom id for line " + line + " of '" + path + "' than that line");
            }
            found.add(hash);
        });
        try (InputStream in = files.store().open(path)) {
            in.transferTo(lines);
        }
        Lines named = ofShards.getOrDefault(shard.ordinal(), new Lines());
        if (!lines.ended() || lines.lines() != shard.requests() || lines.lines() != named.lines) {
            throw files.difference(
                    path,
                    "it has " + lines.lines() + " lines; " + shard.requests() + " were sealed, and the rows name "
                            + named.lines);
        }
        if (!idsAreFromColumn() && found.ids != named.ids) {
            throw files.difference(path, "the custom ids of its lines are not those of the rows that name them");
        }
        idSum += Arrays.stream(hashes).sum();
        if (idsAreFromColumn()) {
            Arrays.sort(hashes);
            if (!Arrays.equals(hashes, IdsFile.hashes(ids, shard, shard.requests(), shard.requests()))) {
                throw files.difference(
                        part.idsFile(),
                        "the ascending hashes of shard " + shard.ordinal() + " are not those of its lines");
            }
        }
    }

    private boolean idsAreFromColumn() {
        return write.customIdColumn() != null;
    }
}
