package io.github.batchferry.result.answer;

import io.github.batchferry.request.endpoint.AnswerShape;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why a line is no answer, and whether another attempt may bring one. Reused from line to line. */
public final class Failure {
    private static final Set<String> PASSING = Set.of(
            "request_timeout",
            "timeout",
            "server_error",
            "internal_server_error",
            "internal_error",
            "service_unavailable",
            "rate_limit_exceeded",
            "rate_limit_error",
            "too_many_requests",
            "overloaded_error");
    private static final int TEXT_SHOWN = 200;

    private final LineDetails details;

    public Failure(AnswerShape shape) {
        this.details = new LineDetails(shape);
    }

    /** Of a line that has been parsed and is no answer. */
    public RowError of(LineParser line, Slice bytes) throws IOException {
        details.read(bytes);
        return switch (line.verdict()) {
            case REFUSED -> ours("refusal", ForeignText.clean(refusal(line).toString()), line);
            case FILTERED ->
                ours(
                        "content_filter",
                        "the server's content filter withheld the answer or ended it; what came stands in the response",
                        line);
            case INCOMPLETE -> ours("incomplete", incomplete(line.answer), line);
            case INVALID_OUTPUT ->
                ours(
                        "invalid_output",
                        "the answer does not fit responseSchema: " + ForeignText.clean(line.problem()),
                        line);
            case ANSWER, ERROR, NO_ANSWER -> said(line);
        };
    }

    /**
     * Whether the failure is one that passes by itself, such as a rate limit; never one of the model's own, and never what
     * stands in an answer of 200, which was executed and perhaps paid.
     */
    public static boolean forNow(LineParser line, RowError error) {
        int status = error.httpStatus();
        return line.goesAgain()
                || line.httpStatus / 100 != 2
                        && !line.verdict().ofTheModel()
                        && (status == 408
                                || status == 409
                                || status == 429
                                || status >= 500
                                || error.code() != null && PASSING.contains(error.code())
                                || error.code() == null && error.type() != null && PASSING.contains(error.type()));
    }

    /** What the model said when it refused. */
    static Slice refusal(LineParser line) {
        AnswerWalk answer = line.answer;
        int start = answer.found.refusals.starts[0];
        byte[] text = new byte[answer.found.refusals.length(0)];
        return new Slice(text, 0, Unescape.to(text, 0, answer.bytes, start, text.length));
    }

    private static String incomplete(AnswerWalk answer) {
        Found cut = Objects.requireNonNull(answer.cut(), "something is incomplete");
        return (answer.several() ? "choice " + cut.order + ", counted from 0," : "the answer")
                + " reached the limit of output tokens before there was "
                + (cut.outputs.hold() || cut.calls.count > 0 ? "all of it" : "any text") + "; ask for more tokens";
    }

    private RowError said(LineParser line) {
        ErrorWords said = details.error();
        if (said != null) {
            RowError told = said.told(line.httpStatus);
            return told.code() == null && line.holdsNoAnswer() ? ours("no_answer", told.message(), line) : told;
        }
        String text = ForeignText.clean(details.bodyText);
        if (!line.accepted()) {
            return new RowError(null, text, null, null, line.httpStatus);
        }
        String how = line.verdict() == Verdict.ERROR
                ? "the server says that the request failed, and not why"
                : text == null
                        ? "the server answered, and there is no answer in its body, which stands in the response"
                        : "the server answered with a text that is no answer: "
                                + ForeignText.beginning(text, TEXT_SHOWN);
        return ours("no_answer", how, line);
    }

    private static RowError ours(String code, @Nullable String message, LineParser line) {
        return new RowError(code, message, null, null, line.httpStatus);
    }
}
