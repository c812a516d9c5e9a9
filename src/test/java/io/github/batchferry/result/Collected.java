package io.github.batchferry.result;

import io.github.batchferry.request.endpoint.Endpoint;
import io.github.batchferry.result.answer.AnswerRules;
import io.github.batchferry.shard.IdHash;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** One collection in memory: ids in, lines in, index and reader out. */
public final class Collected {
    final MemoryStore store = new MemoryStore();
    private final AnswerRules rules;
    final List<String> ids;
    final ResultIndexer indexer;

    public Collected(Endpoint endpoint, String... ids) {
        this(endpoint, ResultIndexer.LINE_LIMIT, List.of(ids));
    }

    Collected(Endpoint endpoint, int lineLimit, List<String> ids) {
        this(AnswerRules.of(endpoint), lineLimit, ids);
    }

    public Collected(AnswerRules rules, String... ids) {
        this(rules, ResultIndexer.LINE_LIMIT, List.of(ids));
    }

    private Collected(AnswerRules rules, int lineLimit, List<String> ids) {
        this.rules = rules;
        this.ids = ids;
        this.indexer = new ResultIndexer(rules, tableOf(ids), lineLimit);
    }

    static IdTable tableOf(List<String> ids) {
        long[] hashes = ids.stream().mapToLong(Collected::hash).toArray();
        try {
            return IdTable.of(hashes, position -> ids.get(position).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static long hash(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        return IdHash.of(bytes, 0, bytes.length);
    }

    public Collected output(String... lines) {
        return write(ResultFile.OUTPUT, bytes(lines), 1 << 16);
    }

    Collected errors(String... lines) {
        return write(ResultFile.ERRORS, bytes(lines), 1 << 16);
    }

    Collected write(ResultFile file, byte[] content, int chunk) {
        try (OutputStream sink = indexer.sink(file, store.create(file.name()))) {
            for (int at = 0; at < content.length; at += chunk) {
                sink.write(content, at, Math.min(chunk, content.length - at));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    OutcomeCounts counts() {
        return indexer.finish().counts();
    }

    /** A reader of all positions, standing on the first one. */
    public AnswerReader reader() throws IOException {
        return reader(Extent.OUTPUT);
    }

    public AnswerReader reader(Extent extent) throws IOException {
        try (OutputStream index = store.create("index")) {
            indexer.finish().index().writeTo(index);
        }
        AnswerReader reader = open(extent);
        reader.load(0, ids.size());
        reader.seek(0);
        return reader;
    }

    AnswerReader open(Extent extent) throws IOException {
        return AnswerReader.open(store, recorded("index"), recorded("OUTPUT"), recorded("ERRORS"), rules, extent);
    }

    /** As long as the file is now. */
    private RecordedFile recorded(String path) {
        return new RecordedFile(path, store.lengthOf(path));
    }

    static byte[] bytes(String... lines) {
        return Arrays.stream(lines).collect(Collectors.joining("\n", "", "\n")).getBytes(StandardCharsets.UTF_8);
    }

    static String chat(String id, String content) {
        return "{\"id\":\"batch_req_1\",\"custom_id\":\"" + id + "\",\"response\":{\"status_code\":200,"
                + "\"request_id\":\"req_" + id + "\",\"body\":{\"id\":\"chatcmpl-1\",\"model\":\"gpt-x\",\"choices\":"
                + "[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":" + content
                + ",\"refusal\":null},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":11,"
                + "\"completion_tokens\":7,\"total_tokens\":18,\"prompt_tokens_details\":{\"cached_tokens\":3},"
                + "\"completion_tokens_details\":{\"reasoning_tokens\":2}}}},\"error\":null}";
    }

    static String httpError(String id, int status, String code) {
        return "{\"id\":\"batch_req_2\",\"custom_id\":\"" + id + "\",\"response\":{\"status_code\":" + status
                + ",\"request_id\":\"req_2\",\"body\":{\"error\":{\"message\":\"no\",\"type\":\"t\",\"param\":\"p\","
                + "\"code\":\"" + code + "\"}}},\"error\":null}";
    }

    static String never(String id, String code) {
        return "{\"custom_id\":\"" + id + "\",\"response\":null,\"error\":{\"code\":\"" + code
                + "\",\"message\":\"because\"}}";
    }

    public static String body(String id, String body) {
        return "{\"custom_id\":\"" + id + "\",\"response\":{\"status_code\":200,\"request_id\":\"r\",\"body\":" + body
                + "},\"error\":null}";
    }
}
