package io.github.batchferry.result;

import io.github.batchferry.request.endpoint.Endpoint;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.result.answer.AnswerRules;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.PositionedInput;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/** Not a test: prints how fast lines are indexed and read, in CPU time of one thread. Arguments: number of lines, endpoint, {@code shuffled}. */
final class ResultTiming {
    private final Path directory;
    private final List<String> ids;
    private final Endpoint endpoint;

    private ResultTiming(Path directory, int lines, Endpoint endpoint) {
        this.directory = directory;
        this.ids =
                IntStream.range(0, lines).mapToObj(i -> "row-%08d".formatted(i)).toList();
        this.endpoint = endpoint;
    }

    public static void main(String[] args) throws IOException {
        int lines = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        Endpoint endpoint =
                Endpoints.of(args.length > 1 ? args[1] : "/v1/chat/completions").orElseThrow();
        Path directory = Files.createTempDirectory("timing");
        ResultTiming timing = new ResultTiming(directory, lines, endpoint);
        timing.write(args.length > 2);
        for (int round = 0; round < 4; round++) {
            timing.index();
            timing.read("status", Extent.OUTPUT, AnswerReader::httpStatus);
            timing.read("output + usage", Extent.OUTPUT, timing::output);
            timing.read(
                    "output + usage + response",
                    Extent.LINE,
                    reader -> timing.output(reader) + reader.response().length());
            timing.read(
                    "output + id check",
                    Extent.LINE,
                    reader -> timing.output(reader) + (reader.customIdMatches(new byte[12], 0, 12) ? 1 : 0));
            timing.read(
                    "finish reason",
                    Extent.LINE,
                    reader -> String.valueOf(reader.finishReason()).length());
        }
        for (String name : List.of("out", "copy", "index")) {
            Files.deleteIfExists(directory.resolve(name));
        }
        Files.delete(directory);
    }

    private long output(AnswerReader reader) throws IOException {
        long usage = reader.usage().totalTokens();
        return usage
                + (endpoint.equals(Endpoints.EMBEDDINGS)
                        ? reader.vector().length
                        : reader.text().length());
    }

    private void write(boolean shuffled) throws IOException {
        Random random = new Random(1);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, ids.size()).boxed().toList());
        if (shuffled) {
            Collections.shuffle(order, random);
        }
        String prose = "The answer is a sentence of some length. ".repeat(5);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(directory.resolve("out")), 1 << 20)) {
            for (int i : order) {
                String line = endpoint.equals(Endpoints.EMBEDDINGS)
                        ? Collected.body(
                                ids.get(i),
                                "{\"data\":[{\"index\":0,\"embedding\":" + vector(random)
                                        + "}],\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}")
                        : Collected.chat(ids.get(i), '"' + prose + (i % 2 == 0 ? "\\n" : "") + i + '"');
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static String vector(Random random) {
        float[] vector = new float[1536];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian() / 40;
        }
        return Arrays.toString(vector).replace(" ", "");
    }

    private void index() throws IOException {
        long start = cpuTime();
        IdTable table = Collected.tableOf(ids);
        long built = cpuTime();
        ResultIndexer indexer = new ResultIndexer(AnswerRules.of(endpoint), table);
        byte[] chunk = new byte[8192];
        try (var in = Files.newInputStream(directory.resolve("out"));
                OutputStream sink = indexer.sink(ResultFile.OUTPUT, OutputStream.nullOutputStream())) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                sink.write(chunk, 0, read);
            }
        }
        IndexedResults results = indexer.finish();
        try (OutputStream out = Files.newOutputStream(directory.resolve("index"))) {
            results.index().writeTo(out);
        }
        double seconds = (cpuTime() - built) / 1e9;
        double megabytes = Files.size(directory.resolve("out")) / 1e6;
        System.out.printf(
                Locale.ROOT,
                "table %.2f s; index %.2f s, %.0f MB/s, %.0f lines/s; %d succeeded%n",
                (built - start) / 1e9,
                seconds,
                megabytes / seconds,
                ids.size() / seconds,
                results.counts().succeeded());
    }

    private void read(String what, Extent extent, Column column) throws IOException {
        long start = cpuTime();
        long sum = 0;
        try (AnswerReader reader =
                AnswerReader.open(files(), file("index"), file("out"), null, AnswerRules.of(endpoint), extent)) {
            for (int from = 0; from < reader.size(); from += 50_000) {
                int to = Math.min(reader.size(), from + 50_000);
                reader.load(from, to);
                for (int i = from; i < to; i++) {
                    reader.seek(i);
                    sum += column.of(reader);
                }
            }
        }
        double seconds = (cpuTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT, "  read %-26s %.3f s, %.0f rows/s (%d)%n", what, seconds, ids.size() / seconds, sum);
    }

    /** Not the clock's, which others on the machine bend. */
    private static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private RecordedFile file(String name) throws IOException {
        return new RecordedFile(name, Files.size(directory.resolve(name)));
    }

    private JobStore files() {
        InvocationHandler handler =
                (proxy, method, arguments) -> new FileInput(directory.resolve((String) arguments[0]));
        return (JobStore)
                Proxy.newProxyInstance(JobStore.class.getClassLoader(), new Class<?>[] {JobStore.class}, handler);
    }

    private interface Column {
        long of(AnswerReader reader) throws IOException;
    }

    private static final class FileInput implements PositionedInput {
        private final FileChannel channel;

        FileInput(Path path) {
            try {
                channel = FileChannel.open(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void readFully(long position, byte[] buffer, int offset, int length) throws IOException {
            ByteBuffer into = ByteBuffer.wrap(buffer, offset, length);
            long at = position;
            while (into.hasRemaining()) {
                int read = channel.read(into, at);
                if (read < 0) {
                    throw new EOFException();
                }
                at += read;
            }
        }

        @Override
        public long length() {
            try {
                return channel.size();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
