package io.github.batchferry.emulator.fault;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.emulator.answer.Ending;
import io.github.batchferry.emulator.line.Counts;
import io.github.batchferry.emulator.line.LineError;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to go wrong, as it stands in the body of {@code POST /emulator/faults}. Every rule counts all that it
 * matches, and of those that fire the first one decides. Patterns match the whole text.
 */
public record FaultScript(
        @Nullable List<OnRequest> requests,
        @Nullable List<OnLine> lines,
        @Nullable List<OnBatch> batches) {
    /**
     * @param path pattern of the path, such as {@code /v1/batches/[^/]+}
     * @param times 1 where absent, below 0 for always
     * @param status answered in place of the true answer, with {@link #headers}, and {@link #body} as JSON or, where it
     *     is a string, as text
     * @param when {@code before} the effect, which then does not take place, or {@code after} it
     * @param drop {@code before} or {@code after} the effect the connection is closed without an answer
     * @param truncate the connection is closed after so many bytes of the true answer's body
     * @param slow the true answer's body comes in pieces
     */
    public record OnRequest(
            @Nullable String method,
            @Nullable String path,
            @Nullable Integer nth,
            @Nullable Integer times,
            @Nullable Long delayMillis,
            @Nullable Integer status,
            @Nullable Map<String, String> headers,
            @Nullable JsonNode body,
            @Nullable String bodyBase64,
            @Nullable String when,
            @Nullable String drop,
            @Nullable Long truncate,
            @Nullable Slow slow) {}

    public record Slow(int bytes, long everyMillis) {}

    /**
     * @param line the number of the line in its input file, from 1
     * @param every matches lines whose number is a multiple of it
     * @param times without end where absent
     * @param status with {@link #code}, {@link #message} and {@link #type}: the HTTP error that the line ends with
     * @param error the line is not executed, and ends with this error
     * @param missing the line stands in no file: {@code paid} and counted, or {@code unpaid} and not executed
     * @param duplicated the result line stands there twice, {@code same} or {@code different}
     * @param foreign a result line with this id stands there too
     * @param raw stands in place of the result line
     * @param alsoIn {@code error}: the line stands in the error file too
     * @param body the answer's body
     * @param outputChars length of the answer's text
     * @param ending of the answer, after {@link #outputChars}: {@code refusal}, {@code content_filter}, {@code length}
     *     with half of the text, or {@code invalid_output} with JSON that fits no strict schema
     */
    public record OnLine(
            @Nullable String customId,
            @Nullable String model,
            @Nullable Map<String, String> metadata,
            @Nullable Integer line,
            @Nullable Integer every,
            @Nullable Integer nth,
            @Nullable Integer times,
            @Nullable Integer status,
            @Nullable String code,
            @Nullable String message,
            @Nullable String type,
            @Nullable LineProblem error,
            @Nullable String missing,
            @Nullable String duplicated,
            @Nullable String foreign,
            @Nullable String raw,
            @Nullable String alsoIn,
            @Nullable JsonNode body,
            @Nullable Integer outputChars,
            @Nullable Ending ending) {
        public boolean isExecuted() {
            return error == null && status == null && !"unpaid".equals(missing);
        }
    }

    public record LineProblem(String code, String message) {}

    /** Matches by the batch's metadata (all patterns), the model of its first line, and its endpoint. */
    public record OnBatch(
            @Nullable Map<String, String> metadata,
            @Nullable String model,
            @Nullable String endpoint,
            @Nullable Integer nth,
            @Nullable Integer times,
            BatchFault.@Nullable Stay stay,
            @Nullable List<LineError> fail,
            @Nullable Double expire,
            @Nullable Double cancel,
            BatchFault.@Nullable Hide hide,
            @Nullable Counts counts,
            @Nullable String absentIds) {
        BatchFault fault() {
            return new BatchFault(stay, fail, expire, cancel, hide, counts, absentIds);
        }
    }
}
