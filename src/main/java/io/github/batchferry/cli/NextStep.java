package io.github.batchferry.cli;

import io.github.batchferry.job.BatchState;
import io.github.batchferry.job.Job;
import io.github.batchferry.job.Recollect;
import io.github.batchferry.job.Resolve;
import io.github.batchferry.job.Tally;
import java.util.ArrayList;
import java.util.List;

/**
 * What a person does next.
 *
 * @param held one text for each batch that is held in doubt, with the command that settles it
 */
record NextStep(String state, List<String> held, List<String> commands) {
    static NextStep of(Job job) {
        String place = "'" + job.store().location() + "'";
        List<String> held = job.state().batches().stream()
                .filter(batch -> batch.doubt() != null)
                .map((BatchState batch) -> Resolve.heldText(job, batch))
                .toList();
        String read = "spark.read.format(\"openai-batch\").load(\""
                + job.store().location().replace("\"", "\\\"") + "\")";
        return switch (ExitCode.of(job.state())) {
            case ExitCode.RUNNING -> new NextStep("running", held, List.of(Main.CALL + " await " + place));
            case ExitCode.IN_DOUBT -> new NextStep("in doubt", held, List.of(Main.CALL + " resolve " + place + " …"));
            default ->
                job.state().cancelAsked()
                        ? new NextStep("cancelled", held, List.of(read, Main.CALL + " resume " + place))
                        : new NextStep("ended", held, ended(job, read, place));
        };
    }

    /** Nothing moves by itself any more: what could move it still. */
    private static List<String> ended(Job job, String read, String place) {
        List<String> commands = new ArrayList<>();
        commands.add(read);
        Tally tally = Tally.of(job.state());
        if (job.state().batches().stream().anyMatch(Recollect::isIncomplete)) {
            commands.add(Main.CALL + " recollect " + place);
        }
        if (tally.failed() + tally.expired() + tally.missing() > 0) {
            commands.add(Main.CALL + " retry " + place + " --dry-run");
        }
        return commands;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        held.forEach(doubt -> text.append("HELD: ").append(doubt).append('\n'));
        commands.forEach(command -> text.append("next: ").append(command).append('\n'));
        return text.toString();
    }
}
