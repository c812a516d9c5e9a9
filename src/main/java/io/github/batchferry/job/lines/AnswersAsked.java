package io.github.batchferry.job.lines;

import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.JobState;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.result.answer.AnswerRules;

/** What counts as an answer in a batch. All writes of a job have one output. */
public final class AnswersAsked {
    private AnswersAsked() {}

    public static AnswerRules of(JobState state, BatchState batch) {
        return AnswerRules.of(
                Endpoints.of(batch.planned().endpoint()).orElseThrow(),
                state.writes().iterator().next().output());
    }
}
