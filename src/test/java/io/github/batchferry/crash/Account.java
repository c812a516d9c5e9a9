package io.github.batchferry.crash;

import io.github.batchferry.emulator.world.World;
import io.github.batchferry.ledger.JobState;
import io.github.batchferry.store.JobStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Holds the provider's bill and the rows that went out against the rows that came back. */
final class Account {
    private final Rows written;
    private final boolean mayBeEmpty;
    private final List<Bill.Executed> lines;
    private final List<Bill.Bought> bought;
    private final JobState state;
    private final List<Row> read;
    private final List<String> wrong = new ArrayList<>();

    private Account(Rows written, World world, Bill bill, JobState state, JobStore store) throws IOException {
        this.written = written;
        mayBeEmpty = world.names().contains("answer=content-empty");
        this.state = state;
        lines = bill.lines();
        bought = bill.batches();
        read = new Reading(state, store).rows();
    }

    /** All that is wrong with a job that has ended, and all of whose batches have; empty where the promise was kept. */
    static List<String> wrong(Rows written, World world, Bill bill, JobState state, JobStore store, Promise promise)
            throws IOException {
        Account account = new Account(written, world, bill, state, store);
        account.checkRows(promise);
        if (promise != Promise.GAPS_NAMED) {
            account.checkPurchases();
            account.checkThatAllIsOurs();
        }
        if (promise == Promise.NOTHING_PAID_IS_LOST || promise == Promise.EACH_ANSWERED) {
            account.checkNothingPaidIsLost();
        }
        if (promise == Promise.EACH_ANSWERED) {
            account.checkAnswers();
        }
        return account.wrong;
    }

    /** What is kept, from the least on; each holds the one before. */
    enum Promise {
        /** Each row comes back once, with its answer or with the reason why there is none. */
        GAPS_NAMED,
        /** No request is paid twice, and the ledger knows what was paid. */
        NONE_TWICE,
        /** What was paid is answered. */
        NOTHING_PAID_IS_LOST,
        /** Each request is answered. */
        EACH_ANSWERED
    }

    private void checkPurchases() {
        count(Bill.Executed::isPaid).forEach((id, times) -> {
            if (times > 1) {
                wrong.add("request " + id + " was paid " + times + " times");
            }
        });
    }

    /** Whatever was paid is an attempt that the ledger names, or one that it holds in doubt and will find. */
    private void checkThatAllIsOurs() {
        Set<String> ours = new HashSet<>();
        state.batches().forEach(batch -> ours.add(String.valueOf(batch.batchId())));
        bought.stream().filter(batch -> isHeld(batch.inputFile())).forEach(batch -> ours.add(batch.id()));
        for (Bill.Executed line : lines) {
            if (line.isPaid() && !ours.contains(line.batch())) {
                wrong.add("request " + line.customId() + " was paid in batch " + line.batch()
                        + ", of which the ledger does not know");
            }
        }
    }

    private boolean isHeld(String inputFile) {
        return state.batches().stream().anyMatch(batch -> batch.doubt() != null && inputFile.equals(batch.fileId()));
    }

    private void checkRows(Promise promise) {
        if (!read.stream().map(Row::prompt).toList().equals(written.all())) {
            wrong.add("other rows came back than went out: " + read);
        }
        for (Row row : read) {
            if (row.status().equals("succeeded")) {
                if (!(mayBeEmpty && row.answer().isEmpty()) && !row.answer().contains(hash(row.prompt()))) {
                    wrong.add("the answer to another prompt: " + row);
                }
            } else if (row.status().equals("pending") && promise.compareTo(Promise.NONE_TWICE) > 0
                    || row.answer().isBlank()
                    || row.answer().equals("null")) {
                wrong.add("neither answer nor reason: " + row);
            }
        }
    }

    private void checkAnswers() {
        for (Row row : read) {
            if (!row.status().equals("succeeded") && !row.prompt().equals(Rows.NO_REQUEST)) {
                wrong.add("not answered: " + row);
            }
        }
    }

    private void checkNothingPaidIsLost() {
        Set<String> paid = count(Bill.Executed::isPaid).keySet();
        for (Row row : read) {
            boolean succeeded = row.status().equals("succeeded");
            if (succeeded != paid.contains(row.customId())) {
                wrong.add((succeeded ? "never paid: " : "paid and not answered: ") + row);
            }
        }
    }

    private Map<String, Integer> count(Predicate<Bill.Executed> wanted) {
        Map<String, Integer> times = new HashMap<>();
        lines.stream().filter(wanted).forEach(line -> times.merge(line.customId(), 1, Integer::sum));
        return times;
    }

    static String hash(String prompt) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(prompt.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
