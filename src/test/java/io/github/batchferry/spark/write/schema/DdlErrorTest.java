package io.github.batchferry.spark.write.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of what Spark's parser says, the place and the reason are told, and never the whole text once more. */
class DdlErrorTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[UNSUPPORTED_DATATYPE] Unsupported data type \"STRNG\".(line 1, pos 6) | line 1, character 7: Unsupported data type \"STRNG\"",
                "[UNSUPPORTED_DATATYPE] Unsupported data type \"STRNG\". SQLSTATE: 0A000 (line 2, pos 6) | line 2, character 7: Unsupported data type \"STRNG\"",
                "[PARSE_SYNTAX_ERROR] Syntax error at or near end of input.(line 1, pos 13) | line 1, character 14: Syntax error at or near end of input",
                "Syntax error at or near 'x': extra input 'x'. SQLSTATE: 42601 | Syntax error at or near 'x': extra input 'x'",
            })
    void thePlaceAndTheReasonAreTold(String first, String words) {
        assertThat(DdlError.words(new Exception("\n" + first + "\n\n== SQL ==\nlabel STRNG\n------^^^\n")))
                .isEqualTo(words);
        assertThat(DdlError.words(
                        new Exception("\n" + first + "\n\n== SQL (line 1, position 1) ==\nlabel STRNG\n^^^\n")))
                .isEqualTo(words);
    }

    @Test
    void aLongReasonIsShownInPartAndOneWithoutWordsByItsKind() {
        assertThat(DdlError.words(new Exception("x".repeat(500))))
                .hasSizeLessThan(130)
                .endsWith("…");
        assertThat(DdlError.words(new ArithmeticException())).isEqualTo("ArithmeticException");
    }
}
