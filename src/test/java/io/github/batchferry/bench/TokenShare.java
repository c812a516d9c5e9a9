package io.github.batchferry.bench;

import io.github.batchferry.cost.BodySample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The processor time that the token estimates of staged shards take, by doing nothing else over their bodies again. */
final class TokenShare {
    private static final byte[] BODY = "\"body\":".getBytes(StandardCharsets.UTF_8);
    private static final int ROUNDS = 5;

    private TokenShare() {}

    /** Median of some rounds, after one that loads the vocabulary. */
    static double seconds(Path job) {
        List<Path> shards = Trees.files(job, ".jsonl");
        round(shards);
        double[] rounds = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            rounds[i] = round(shards);
        }
        Arrays.sort(rounds);
        return rounds[ROUNDS / 2];
    }

    private static double round(List<Path> shards) {
        long nanos = 0;
        for (Path shard : shards) {
            try {
                nanos += estimate(Files.readAllBytes(shard));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return nanos / 1e9;
    }

    private static long estimate(byte[] lines) {
        int[] bodies = new int[1024];
        int count = 0;
        for (int start = 0, end; start < lines.length; start = end + 1) {
            for (end = start; lines[end] != '\n'; ) {
                end++;
            }
            if (count + 2 > bodies.length) {
                bodies = Arrays.copyOf(bodies, 2 * bodies.length);
            }
            bodies[count++] = bodyOf(lines, start);
            bodies[count++] = end - 1;
        }
        long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        BodySample sample = new BodySample();
        for (int i = 0; i < count; i += 2) {
            sample.add(lines, bodies[i], bodies[i + 1] - bodies[i]);
        }
        if (sample.tokens(Source.MODEL) == 0) {
            throw new IllegalStateException("no tokens");
        }
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun;
    }

    private static int bodyOf(byte[] lines, int start) {
        for (int at = start; ; at++) {
            if (Arrays.equals(lines, at, at + BODY.length, BODY, 0, BODY.length)) {
                return at + BODY.length;
            }
        }
    }
}
