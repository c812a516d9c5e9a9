package io.github.batchferry.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.batchferry.ExternalException;
import io.github.batchferry.request.endpoint.OutputSpec.ToolCalls;
import io.github.batchferry.result.answer.AnswerParts;
import io.github.batchferry.result.answer.AnswerRules;
import io.github.batchferry.result.answer.Json;
import io.github.batchferry.result.answer.LineDetails;
import io.github.batchferry.result.answer.Outcome;
import io.github.batchferry.result.answer.RowError;
import io.github.batchferry.result.answer.Slice;
import io.github.batchferry.result.answer.Usage;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.PositionedInput;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Brings back the answers of one batch by position: first {@link #load} a range, then {@link #seek} a position in it, then
 * ask. Every {@link Slice} holds until the next seek. Results files are opened when something is first asked of them.
 * For one thread.
 */
public final class AnswerReader implements Closeable {
    private static final int SEEN_OF_INVALID = 64 * 1024;

    private final PositionedInput index;
    private final String indexPath;
    private final int size;
    private final ResultSource outputs;
    private final ResultSource errors;
    private final Extent extent;
    private final AnswerParts parts;
    private final LineDetails details;
    private Entries entries = new Entries(new byte[0]);
    private int from;
    private int at = -1;
    private boolean detailed;

    private AnswerReader(
            PositionedInput index,
            String indexPath,
            int size,
            ResultSource outputs,
            ResultSource errors,
            AnswerRules rules,
            Extent extent) {
        this.index = index;
        this.indexPath = indexPath;
        this.size = size;
        this.outputs = outputs;
        this.errors = errors;
        this.extent = extent;
        this.parts = new AnswerParts(rules);
        this.details = new LineDetails(rules.shape());
    }

    /** Opens the index only. Where a file is damaged or has not its length, this or the first read of it throws {@link ExternalException}. */
    public static AnswerReader open(
            JobStore store,
            RecordedFile indexFile,
            @Nullable RecordedFile outputFile,
            @Nullable RecordedFile errorsFile,
            AnswerRules rules,
            Extent extent)
            throws IOException {
        PositionedInput index = indexFile.open(store);
        try {
            byte[] header = new byte[IndexHeader.SIZE];
            index.readFully(0, header, 0, (int) Math.min(header.length, index.length()));
            ResultSums sums =
                    new ResultSums(index, IndexHeader.of(header, index.length(), indexFile.path()), indexFile.path());
            return new AnswerReader(
                    index,
                    indexFile.path(),
                    sums.header().count(),
                    new ResultSource(store, outputFile, ResultFile.OUTPUT, sums),
                    new ResultSource(store, errorsFile, ResultFile.ERRORS, sums),
                    rules,
                    extent);
        } catch (IOException | RuntimeException e) {
            index.close();
            throw e;
        }
    }

    /** The number of requests of the batch. */
    public int size() {
        return size;
    }

    /**
     * Reads the entries of [from, to) in one read and verifies them; forgets those of the range before. A wide range
     * tells the reader most about how to go on.
     */
    public void load(int from, int to) throws IOException {
        Objects.checkFromToIndex(from, to, size);
        byte[] bytes = new byte[Math.multiplyExact(to - from, Entries.SIZE)];
        index.readFully(IndexHeader.SIZE + (long) from * Entries.SIZE, bytes, 0, bytes.length);
        Entries loaded = new Entries(bytes);
        int damaged = loaded.damaged();
        if (damaged >= 0) {
            throw IndexHeader.damaged(indexPath, "entry " + (from + damaged) + " does not match its checksum");
        }
        this.entries = loaded;
        this.from = from;
        this.at = -1;
        outputs.expect(loaded.lineBytes(ResultFile.OUTPUT));
        errors.expect(loaded.lineBytes(ResultFile.ERRORS));
    }

    /** Reads the results files whole and throws {@link ExternalException} where a block of them is damaged. */
    public void verify() throws IOException {
        outputs.verify();
        errors.verify();
    }

    /** Goes to a position of the loaded range, in any order; reads nothing. */
    public void seek(int position) {
        at = Objects.checkIndex(position - from, entries.count());
        detailed = false;
    }

    public Outcome outcome() {
        return entries.outcome(at);
    }

    /** 0 where the request had no HTTP answer. */
    public int httpStatus() {
        return entries.httpStatus(at);
    }

    /** What the model said when it refused; null where it did not. */
    public @Nullable Slice refusal() throws IOException {
        return entries.has(at, Entries.REFUSED) ? parts.refusal(line()) : null;
    }

    /** Null where the answer says nothing of usage. */
    public @Nullable Usage usage() {
        Usage usage = entries.usage(at);
        return usage.equals(Usage.UNKNOWN) ? null : usage;
    }

    /** Whether the line that the index found has this custom id, read again from the line itself. */
    public boolean customIdMatches(byte[] id, int offset, int length) throws IOException {
        if (outcome() == Outcome.MISSING) {
            return false;
        }
        int seen = outcome() == Outcome.INVALID ? SEEN_OF_INVALID : Integer.MAX_VALUE;
        Slice line = source().line(entries.lineOffset(at), Math.min(seen, entries.lineLength(at)));
        return parts.hasId(line, id, offset, length);
    }

    /**
     * The answer as UTF-8; null where there is none, or where it is no text. Of an answer that calls tools and has no
     * text: the calls as JSON.
     */
    public @Nullable Slice text() throws IOException {
        if (entries.outputLength(at) < 0 || entries.has(at, Entries.VALUE)) {
            return null;
        }
        if (entries.has(at, Entries.COMPOSITE)) {
            return parts.text(body());
        }
        return entries.has(at, Entries.ESCAPED) ? parts.unescaped(output()) : output();
    }

    /** As {@link #text}, but null for an answer that calls tools and has no text. */
    public @Nullable Slice textAlone() throws IOException {
        return entries.has(at, Entries.CALLS) ? null : text();
    }

    /**
     * The texts of all choices in their order, null for one without; null where the answer has no choices.
     *
     * @param calls whether they stand, as JSON, for the text of a choice that has none
     */
    public @Nullable List<@Nullable String> texts(ToolCalls calls) throws IOException {
        return entries.outputLength(at) < 0 ? null : parts.texts(body(), calls);
    }

    /** The calls of tools, of all choices in their order where the output shows all; empty where the answer calls none. */
    public List<JsonNode> toolCalls() throws IOException {
        return entries.outputLength(at) < 0 ? List.of() : parts.toolCalls(body());
    }

    /** The answer's vector, the first one of several; null where there is none that can be read. Holds until the next. */
    public float @Nullable [] vector() throws IOException {
        if (entries.outputLength(at) < 0) {
            return null;
        }
        if (entries.has(at, Entries.COMPOSITE)) {
            float[][] all = parts.vectors(body());
            return all == null ? null : all[0];
        }
        return entries.has(at, Entries.VALUE) ? parts.array(output()) : parts.base64(output());
    }

    /** The answer's vectors in the order of the inputs; null where there are none, or any of them cannot be read. */
    public float @Nullable [][] vectors() throws IOException {
        if (entries.outputLength(at) >= 0 && entries.has(at, Entries.COMPOSITE)) {
            return parts.vectors(body());
        }
        float[] one = vector();
        return one == null ? null : new float[][] {one.clone()};
    }

    /** The body as it came, of a failure too, and unescaped where it came as a text; null where there is none. */
    public @Nullable Slice response() throws IOException {
        return entries.bodyLength(at) < 0 ? null : body();
    }

    /** As {@link #response}, as a tree: for answers that are few or small. Missing where there is none. */
    public JsonNode responseTree() throws IOException {
        Slice body = response();
        return body == null ? MissingNode.getInstance() : Json.tree(body);
    }

    /** Null where the request succeeded or has no line. */
    public @Nullable RowError error() throws IOException {
        return switch (outcome()) {
            case MISSING, SUCCEEDED -> null;
            case INVALID -> new RowError("invalid_result_line", invalidLine(), null, null, httpStatus());
            case FAILED, EXPIRED, CANCELLED -> parts.error(line());
        };
    }

    public @Nullable String requestId() throws IOException {
        return readable() ? details().requestId : null;
    }

    public @Nullable String finishReason() throws IOException {
        return readable() ? details().finishReason : null;
    }

    public @Nullable String model() throws IOException {
        return readable() ? details().model : null;
    }

    @Override
    public void close() throws IOException {
        try (index;
                outputs;
                errors) {
            entries = new Entries(new byte[0]);
        }
    }

    private boolean readable() {
        return outcome() != Outcome.MISSING && outcome() != Outcome.INVALID;
    }

    private String invalidLine() {
        return "the line at byte " + entries.lineOffset(at) + " of " + source().name()
                + " has the id of this request and is not a result line";
    }

    private LineDetails details() throws IOException {
        if (!detailed) {
            details.read(line());
            detailed = true;
        }
        return details;
    }

    private ResultSource source() {
        return entries.has(at, Entries.IN_ERRORS) ? errors : outputs;
    }

    private Slice line() throws IOException {
        return source().line(entries.lineOffset(at), entries.lineLength(at));
    }

    private Slice body() throws IOException {
        int start = entries.bodyStart(at);
        int length = entries.bodyLength(at);
        return entries.has(at, Entries.BODY_IS_TEXT)
                ? parts.unescapedBody(inLine(start + 1, length - 2))
                : inLine(start, length);
    }

    private Slice output() throws IOException {
        int start = entries.outputStart(at);
        int length = entries.outputLength(at);
        return extent == Extent.LINE ? inLine(start, length) : source().output(entries.lineOffset(at) + start, length);
    }

    private Slice inLine(int start, int length) throws IOException {
        Slice line = line();
        return new Slice(line.array(), line.offset() + start, length);
    }
}
