package io.github.batchferry.job;

import io.github.batchferry.ledger.BatchName;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells people how a job goes on while somebody waits for it: a line that is redrawn on a terminal; elsewhere a summary and a
 * line for each batch that has not ended, whenever something changed, and every minute.
 */
public final class JobProgress implements Consumer<AdvanceResult> {
    private static final Duration AT_LEAST = Duration.ofMinutes(1);
    private static final int LISTED = 20;

    private final String job;
    private final PrintStream out;
    private final Clock clock;
    private final Terminal terminal;
    private String last = "";
    private Instant lastAt = Instant.MIN;

    /** Where the lines go. */
    public enum Terminal {
        /** One line is redrawn. */
        LIVE,
        /** Lines are only added. */
        NONE;

        /** What this process was started on. */
        public static Terminal ofThisProcess() {
            String kind = System.getenv("TERM");
            return System.console() == null || kind == null || kind.equals("dumb") ? NONE : LIVE;
        }
    }

    public JobProgress(String job, PrintStream out, Clock clock, Terminal terminal) {
        this.job = job;
        this.out = out;
        this.clock = clock;
        this.terminal = terminal;
    }

    @Override
    public void accept(AdvanceResult advanced) {
        String summary = advanced.summary();
        if (terminal == Terminal.LIVE) {
            out.print("\r[openai-batch] " + bar(advanced) + " " + summary + "   ");
            if (!advanced.mayMove()) {
                out.println();
            }
            out.flush();
            return;
        }
        String details = details(advanced);
        Instant now = clock.instant();
        boolean changed = !(summary + details).equals(last);
        if (changed || lastAt.isBefore(now.minus(AT_LEAST))) {
            last = summary + details;
            lastAt = now;
            out.println("[openai-batch] " + job + ": " + summary + details);
            out.flush();
        }
    }

    private static String details(AdvanceResult advanced) {
        StringBuilder lines = new StringBuilder();
        int open = 0;
        for (BatchProgress batch : advanced.batches()) {
            if (!batch.collected() && ++open <= LISTED) {
                lines.append("\n[openai-batch]   ")
                        .append(BatchName.of(batch.number(), batch.batchId()))
                        .append(": ")
                        .append(batch.status())
                        .append(", ")
                        .append(batch.completed())
                        .append(" completed, ")
                        .append(batch.failed())
                        .append(" failed of ")
                        .append(batch.total())
                        .append(", since ")
                        .append(seconds(batch.since()));
            }
        }
        if (open > LISTED) {
            lines.append("\n[openai-batch]   and ").append(open - LISTED).append(" more");
        }
        return lines.toString();
    }

    private static String seconds(@Nullable Instant at) {
        return at == null ? "-" : at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String bar(AdvanceResult advanced) {
        long total = advanced.batches().stream().mapToLong(BatchProgress::total).sum();
        long done = advanced.batches().stream()
                .mapToLong(batch -> batch.collected() ? batch.total() : batch.completed() + batch.failed())
                .sum();
        int filled = total == 0 ? 20 : (int) (20 * done / total);
        return "[" + "=".repeat(filled) + " ".repeat(20 - filled) + "]";
    }
}
