package io.github.batchferry.cli;

import io.github.batchferry.job.RecoveryVerbs;
import io.github.batchferry.job.Resolve;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.Job;
import java.util.ArrayList;
import java.util.List;

/**
 * What a person does next.
 *
 * @param held one text for each batch that is held in doubt, with the command that settles it
 */
record NextStep(String state, List<String> held, List<String> commands) {
    private static final String DRY_RUN = "dry run";

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
            case ExitCode.NEEDS_A_PERSON ->
                held.isEmpty()
                        ? new NextStep(DRY_RUN, held, ended(job, read))
                        : new NextStep("in doubt", held, List.of(Main.CALL + " resolve " + place + " …"));
            default -> new NextStep(job.state().cancelAsked() ? "cancelled" : "ended", held, ended(job, read));
        };
    }

    /** Nothing moves by itself any more: what could move it still. */
    private static List<String> ended(Job job, String read) {
        List<String> commands = new ArrayList<>();
        commands.add(read);
        RecoveryVerbs.verbs(job).forEach(verb -> commands.add(Main.CALL + " " + verb));
        return commands;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        if (state.equals(DRY_RUN)) {
            text.append("Nothing is bought: this is a dry run, which waits for 'resume'.\n");
        }
        held.forEach(doubt -> text.append("HELD: ").append(doubt).append('\n'));
        commands.forEach(command -> text.append("next: ").append(command).append('\n'));
        return text.toString();
    }
}
