package io.github.batchferry.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.Refused;
import io.github.batchferry.provider.Provider;
import io.github.batchferry.provider.RefusalWords;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalKindTest {
    private static final RefusalWords WORDS = Provider.OPENAI_COMPATIBLE.refusals();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            nullValues = "-",
            value = {
                "QUEUE|400|token_limit_exceeded|-|Enqueued token limit reached for m",
                "QUEUE|429|-|-|Enqueued request limit reached for e. Limit: 1,000,000 enqueued requests.",
                "QUEUE|400|x|-|The number of enqueued tokens has surpassed the configured limit of 30K",
                "QUEUE|403|TOKEN_LIMIT_EXCEEDED|-|-",
                "BUSY|429|rate_limit_exceeded|-|Rate limit reached for model 'x' on line 3",
                "BUSY|503|-|-|Line 1: maintenance",
                "BUSY|408|-|-|-",
                "BUSY|500|invalid_value|endpoint|-",
                "FILE|400|invalid_request|file_id|Cannot find file file-1, or organization org-1 does not have access to it.",
                "FILE|400|-|-|The file has not been processed yet",
                "FILE|400|-|-|File file-1 is still being processed",
                "FILE|409|-|-|Input file is not ready",
                "FILE|400|-|-|The file must be processed before a batch can use it",
                "FILE|400|-|-|File file-1 is not in a terminal state; it has to be processed",
                "FILE|400|invalidPayload|-|The specified input file is in the state 'Pending'. It cannot be used until it has been processed.",
                "FILE|400|invalid_value|input_file_id|Not yet available",
                "FILE|400|invalid_value|input_file_id|does not exist",
                "FILE|404|-|-|No such File object: file-1",
                "FILE|404|not_found|-|File 'file-1' not found",
                "FILE|422|-|-|The input file for model 'x' has not been processed",
                "ACCOUNT|401|-|-|Line 1: Model `x` does not exist",
                "ACCOUNT|401|invalid_api_key|-|Incorrect API key provided",
                "ACCOUNT|400|-|-|API key not valid for model 'x'",
                "ACCOUNT|400|-|-|Line 1: Incorrect API key provided",
                "BUSY|500|-|-|Incorrect API key provided",
                "ACCOUNT|403|-|-|Forbidden",
                "ACCOUNT|403|insufficient_permissions|-|Missing scopes: model.request",
                "ACCOUNT|403|permission_denied|-|You may not use the model 'x'",
                "ACCOUNT|404|-|-|Invalid URL (POST /v1/batchez)",
                "ACCOUNT|404|-|-|404 Not Found",
                "ACCOUNT|429|insufficient_quota|-|You exceeded your current quota",
                "ACCOUNT|429|-|-|You exceeded your current quota, please check your plan and billing details",
                "ACCOUNT|400|billing_hard_limit_reached|-|Billing hard limit has been reached",
                "ACCOUNT|400|invalid_value|endpoint|Invalid value: '/v1/x'",
                "ACCOUNT|400|invalid_value|completion_window|Invalid value: '1h'",
                "ACCOUNT|400|missing_required_parameter|input_file_id|Missing required parameter: 'input_file_id'.",
                "ACCOUNT|400|invalid_type|metadata.job|Expected a string",
                "ACCOUNT|400|invalid_type|metadata[job]|Expected a string",
                "ACCOUNT|400|invalid_value|output_expires_after.seconds|Too small for model 'x'",
                "ACCOUNT|400|-|-|Invalid JSON body: line 1 column 5",
                "ACCOUNT|400|-|-|Invalid file format for Batch API. Must be .jsonl",
                "ACCOUNT|413|-|-|The batch input file is larger than the 209715200 maximum",
                "ACCOUNT|400|what|ever|something",
                "ACCOUNT|400|-|-|-",
                "ACCOUNT|302|-|-|-",
                "ROWS|403|-|-|Line 1: Model acme/m has not been configured",
                "ROWS|403|permission_denied|-|Line 1: Model acme/m has not been configured",
                "ROWS|400|invalid_json_line|-|This line is not parseable as valid JSON.",
                "ROWS|400|mismatched_model|body.model|-",
                "ROWS|400|invalid_request|body.messages|Messages parameter is required.",
                "ROWS|400|missing_required_parameter|custom_id|Missing required parameter: 'custom_id'.",
                "ROWS|400|invalid_value|model|-",
                "ROWS|404|-|-|The model `x` does not exist or you do not have access to it.",
                "ROWS|404|model_not_found|-|-",
                "ROWS|403|-|-|Project `p` does not have access to model `x`",
                "ROWS|400|-|-|The model 'x' in this file does not exist",
                "ROWS|422|-|-|Bad request on line 12"
            })
    void aRefusalIsAboutWhatItsWordsProve(
            RefusalKind kind, int status, @Nullable String code, @Nullable String param, @Nullable String words) {
        Refused refused = new Refused(status, code, param, words == null ? "" : words, null);
        assertThat(RefusalKind.of(refused, WORDS)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            nullValues = "-",
            value = {
                "QUEUE|token_limit_exceeded|-|-|-|true",
                "QUEUE|-|-|-|Enqueued token limit reached for m|true",
                "FILE|invalid_request|file_id|-|Cannot find file file-1, or organization o does not have access|true",
                "FILE|-|-|-|input file is still being processed|true",
                "ROWS|invalid_json_line|-|2|This line is not parseable|true",
                "ROWS|-|-|3|odd|true",
                "ROWS|-|-|-|Line 3: odd|true",
                "ROWS|duplicate_custom_id|custom_id|-|-|true",
                "ROWS|model_not_found|body.model|-|-|true",
                "ACCOUNT|empty_file|-|-|no requests|true",
                "ACCOUNT|too_many_tasks|-|-|-|true",
                "ACCOUNT|billing_hard_limit_reached|-|-|-|false",
                "BUSY|server_error|-|-|-|false",
                "BUSY|server_error|-|3|-|false",
                "BUSY|-|-|-|Internal server error|false",
                "BUSY|-|-|-|The server had an error while processing your file|false",
                "BUSY|-|-|-|Error code: 503 - upstream|false",
                "ACCOUNT|what|-|-|ever|false",
                "ACCOUNT|-|-|-|-|false"
            })
    void aReasonOfAFailedBatchSaysWhetherNothingRan(
            RefusalKind kind,
            @Nullable String code,
            @Nullable String param,
            @Nullable Integer line,
            @Nullable String words,
            boolean ranNothing) {
        BatchError reason = new BatchError(code, words, param, line);
        assertThat(RefusalKind.of(reason, WORDS)).isEqualTo(kind);
        assertThat(RefusalKind.provesNothingRan(reason, WORDS)).isEqualTo(ranNothing);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Line 12: bad|12",
                "error in line 7.|7",
                "(line=3)|3",
                "line_number: 4|4",
                "Line 3: bad JSON at line 1 column 5|3",
                "Line 3: column x|3",
                "line 0, then line 2|2"
            })
    void aLineIsNamedByItsNumber(String words, int line) {
        assertThat(WORDS.lineNamed(words)).hasValue(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no line",
                "online 3",
                "line 0",
                "line 1,000",
                "line 1.5",
                "line 12345678901",
                "line 1 column 5",
                "line 1, column 5",
                "line 1, char 5",
                "line 1:5",
                "line 2nd"
            })
    void whatNamesNoLineNamesNone(String words) {
        assertThat(WORDS.lineNamed(words)).isEqualTo(OptionalInt.empty());
    }

    @Test
    void whatPassesIsNeverFailedForGood() {
        assertThat(RefusalKind.values())
                .filteredOn(RefusalKind::passes)
                .containsExactly(RefusalKind.QUEUE, RefusalKind.BUSY, RefusalKind.FILE);
    }

    /** batch-api reference of the project, 2.2: all that Azure says of a batch. */
    @ParameterizedTest
    @CsvSource({
        "invalid_json_line,ROWS,true",
        "too_many_tasks,ACCOUNT,true",
        "url_mismatch,ROWS,true",
        "model_not_found,ROWS,true",
        "duplicate_custom_id,ROWS,true",
        "empty_file,ACCOUNT,true",
        "model_mismatch,ROWS,true",
        "invalid_request,ACCOUNT,false",
        "input_modified,ACCOUNT,false",
        "input_no_permissions,ACCOUNT,true",
        "token_limit_exceeded,QUEUE,true",
        "unknown_model,ROWS,true"
    })
    void eachCodeOfAzureHasItsMeaning(String code, RefusalKind kind, boolean nothingRan) {
        BatchError reason = new BatchError(code, "words", null, null);

        assertThat(RefusalKind.of(reason, WORDS)).isEqualTo(kind);
        assertThat(RefusalKind.provesNothingRan(reason, WORDS)).isEqualTo(nothingRan);
    }
}
