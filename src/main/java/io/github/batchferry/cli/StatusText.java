package io.github.batchferry.cli;

import io.github.batchferry.ledger.Tally;
import io.github.batchferry.price.BatchBill;
import io.github.batchferry.result.answer.RowStatus;
import io.github.batchferry.terminal.TextTable;
import io.github.batchferry.terminal.TextTable.Column;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job for people. */
final class StatusText {
    private static final int SHOWN = 100;

    private StatusText() {}

    static String of(JobReport report) {
        return "job " + report.location() + ": " + report.next().state() + "\nserver " + report.baseUrl()
                + (report.madeUp() ? " (built in: the answers are made up)" : "") + "\n\n"
                + writes(report) + "\n" + batches(report) + "\n" + rows(report.tally()) + "\n\n"
                + cost(report)
                + report.next().text();
    }

    private static String writes(JobReport report) {
        TextTable table = new TextTable(
                Column.text("write", 12),
                Column.text("writeId", 24),
                Column.text("endpoint", 28),
                Column.number("rows"),
                Column.number("requests"),
                Column.number("refused"),
                Column.text("sealed", 20));
        report.writes()
                .forEach(write -> table.row(
                        write.write(),
                        write.writeId() == null ? "-" : write.writeId(),
                        write.endpoint(),
                        write.rows(),
                        write.requests(),
                        write.refused(),
                        time(write.sealedAt())));
        return table.text("");
    }

    private static String batches(JobReport report) {
        List<JobReport.BatchLine> lines = new ArrayList<>(report.batches());
        if (lines.isEmpty()) {
            return "no batch yet\n";
        }
        TextTable table = new TextTable(
                Column.number("batch"),
                Column.text("id", 48),
                Column.text("status", 28),
                Column.text("model", 32),
                Column.number("requests"),
                Column.number("completed"),
                Column.number("failed"),
                Column.text("since", 20),
                Column.number("USD"),
                Column.text("prices of", 10));
        Map<Integer, BatchBill> bills = report.cost().batches();
        boolean all = lines.size() <= SHOWN;
        if (!all) {
            lines.removeIf(line -> line.phase().equals("collected"));
        }
        for (JobReport.BatchLine line : lines.subList(0, Math.min(SHOWN, lines.size()))) {
            table.row(
                    line.number(),
                    line.id() == null ? "-" : line.id(),
                    line.phase().equals("collected") ? line.status() + ", collected" : line.status(),
                    line.model(),
                    line.requests(),
                    line.completed(),
                    line.failed(),
                    time(line.since()),
                    CostReport.usd(bills.get(line.number())),
                    CostReport.date(bills.get(line.number())));
        }
        int left = report.batches().size() - Math.min(SHOWN, lines.size());
        return table.text("") + (left > 0 ? "and " + left + " more, see --json\n" : "");
    }

    private static String cost(JobReport report) {
        String text = report.cost().text();
        return text.isEmpty() ? "" : (report.madeUp() ? "had a real server answered:\n" : "") + text + "\n";
    }

    private static String rows(Tally tally) {
        StringBuilder text = new StringBuilder(tally.rows() + " rows:");
        for (RowStatus status : RowStatus.values()) {
            if (tally.count(status) > 0) {
                text.append(text.charAt(text.length() - 1) == ':' ? " " : ", ")
                        .append(tally.count(status))
                        .append(' ')
                        .append(status.word());
            }
        }
        return text.toString();
    }

    private static String time(@Nullable Instant at) {
        return at == null ? "-" : at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
