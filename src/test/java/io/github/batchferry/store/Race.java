package io.github.batchferry.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several drivers that want the same ledger number at the same moment, again and again. */
final class Race {
    private Race() {}

    interface Opener {
        JobStore open(int thread) throws Exception;
    }

    static void assertOneWinnerEachRound(int rounds, int threads, Opener opener) throws Exception {
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<boolean[]>> runs = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            JobStore store = opener.open(thread);
            byte[] mine = content(thread);
            runs.add(pool.submit(() -> {
                boolean[] won = new boolean[rounds];
                for (int round = 0; round < rounds; round++) {
                    start.await();
                    won[round] = store.createIfAbsent(path(round), mine);
                    assertWhole(store, round);
                }
                return won;
            }));
        }
        int[] winner = new int[rounds];
        Arrays.fill(winner, -1);
        for (int thread = 0; thread < threads; thread++) {
            boolean[] won = runs.get(thread).get();
            for (int round = 0; round < rounds; round++) {
                if (won[round]) {
                    assertThat(winner[round]).as("winner of round " + round).isEqualTo(-1);
                    winner[round] = thread;
                }
            }
        }
        pool.shutdown();
        JobStore store = opener.open(0);
        for (int round = 0; round < rounds; round++) {
            assertThat(read(store, round)).isEqualTo(content(winner[round]));
        }
    }

    private static void assertWhole(JobStore store, int round) throws Exception {
        byte[] seen = read(store, round);
        assertThat(seen).isEqualTo(content(seen[0]));
    }

    private static byte[] read(JobStore store, int round) throws Exception {
        try (InputStream in = store.open(path(round))) {
            return in.readAllBytes();
        }
    }

    private static String path(int round) {
        return "ledger/" + round + ".json";
    }

    private static byte[] content(int thread) {
        byte[] content = new byte[20_000];
        Arrays.fill(content, (byte) thread);
        return content;
    }
}
