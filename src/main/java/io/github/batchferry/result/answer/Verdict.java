package io.github.batchferry.result.answer;

/** What the body of a 2xx answer comes to. */
public enum Verdict {
    /** It holds an answer that the {@code output} column can show. */
    ANSWER,
    /** It says that something went wrong. */
    ERROR,
    /** The model refused. */
    REFUSED,
    /** The server's filter ended or withheld the answer, whatever of it came. */
    FILTERED,
    /** A limit of length cut it before there was any text, or before the text was worth anything. */
    INCOMPLETE,
    /** Its text does not fit the schema that the write asks for. */
    INVALID_OUTPUT,
    /** None of the others: text, HTML, another JSON, a vector that cannot be read. */
    NO_ANSWER;

    /** Whether the model ran and this is what it came to, so that asking again is a new purchase of the same. */
    boolean ofTheModel() {
        return this == REFUSED || this == FILTERED || this == INCOMPLETE || this == INVALID_OUTPUT;
    }
}
