package io.github.batchferry.result.answer;

import io.github.batchferry.request.endpoint.OutputSpec.ToolCalls;
import io.github.batchferry.schema.SchemaCheck;
import org.jspecify.annotations.Nullable;

/** Says what a body that was walked comes to, once for each body. */
final class Judge {
    private final AnswerRules rules;
    private final AnswerWalk walk;
    private @Nullable SchemaCheck check;
    private @Nullable Verdict verdict;
    private String problem = "";
    private byte[] text = {};

    Judge(AnswerRules rules, AnswerWalk walk) {
        this.rules = rules;
        this.walk = walk;
    }

    void forget() {
        verdict = null;
        problem = "";
    }

    Verdict verdict() {
        Verdict told = verdict;
        if (told == null) {
            told = walk.verdict();
            if (told == Verdict.ANSWER && rules.failsWhatWasCut() && walk.cut() != null) {
                told = Verdict.INCOMPLETE;
            } else if (told == Verdict.ANSWER) {
                told = walk.found.answersByCalls() ? ofCalls() : ofText();
            }
            verdict = told;
        }
        return told;
    }

    String problem() {
        return problem;
    }

    /** Calls have no place in a struct, and need a column of their own beside it. */
    private Verdict ofCalls() {
        boolean shown = rules.output().struct() == null || rules.output().toolCalls() == ToolCalls.IN_COLUMN;
        problem = shown ? "" : "it calls tools and says nothing";
        return shown ? Verdict.ANSWER : Verdict.INVALID_OUTPUT;
    }

    private Verdict ofText() {
        if (rules.output().struct() == null) {
            return Verdict.ANSWER;
        }
        if (check == null) {
            check = rules.check();
        }
        int most = walk.found.outputs.length();
        if (text.length < most) {
            text = new byte[most];
        }
        int length = walk.found.outputs.unescape(walk.bytes, text);
        problem = check == null ? "" : check.problem(text, 0, length).orElse("");
        if (!problem.isEmpty() && walk.found.calls.count > 0 && rules.output().toolCalls() == ToolCalls.IN_COLUMN) {
            walk.found.outputs.count = 0;
            return Verdict.ANSWER;
        }
        return problem.isEmpty()
                ? Verdict.ANSWER
                : walk.ended(Found.Ending.CUT) ? Verdict.INCOMPLETE : Verdict.INVALID_OUTPUT;
    }
}
