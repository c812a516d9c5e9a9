package io.github.batchferry.provider;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.stream.Stream;

/** How a provider differs from OpenAI on the wire. What is only read differently is read so from everybody. */
public enum Quirk {
    WAITS_FOR_PROCESSED("a batch may name a file only once that is `processed`, which is waited for"),
    UPLOAD_NAMES_FILE("an upload also holds the name of the file as `file_name`"),
    LIST_CURSOR("the list goes on by `cursor`, with the `paging.next_cursor` of the page before"),
    LIST_OFFSET("the list goes on by `after`, as a number of batches"),
    PATHS_OF_V4("endpoints begin with `/v4` in place of `/v1`"),
    WINDOW_IS_A_TARGET("batches run on beyond their window until they are done or cancelled"),
    BARE_LIST("the list is an array that does not say whether it goes on"),
    LIST_WITHOUT_IDS("the list names neither its first nor its last batch"),
    WRAPPED_JOB("a batch just created stands in `job`"),
    WRAPPED_FILE("a file just uploaded stands in `data`"),
    UPPER_CASE_STATUS("statuses are in capitals"),
    OTHER_STATUS_WORDS("statuses have other words, such as `PROGRESS` or `canceled`"),
    NO_COUNTS("a batch does not always count its requests"),
    NO_ENDPOINT("a batch does not always name its endpoint"),
    EMPTY_IDS("a file that is not there has the id `\"\"`"),
    ERROR_FILE_ALWAYS("a batch that completed has an error file, which may be empty"),
    ERRORS_BARE("the errors of a batch are an array"),
    ISO_TIMES("times are texts such as `2026-01-31T00:00:00Z`"),
    EXTRA_METADATA("files and batches have metadata of the provider's own"),
    UUID_IDS("ids are bare UUIDs"),
    LONG_IDS("ids are long texts, with slashes and signs"),
    CANCEL_REFUSED_BY_400("a batch that cannot be cancelled any more is a 400"),
    KEY_REFUSED_BY_400("a wrong key may be a 400, which its words tell");

    private final String told;

    Quirk(String told) {
        this.told = told;
    }

    /** A part of a sentence, in markdown. */
    String told() {
        return told;
    }

    @JsonCreator
    static Quirk named(String word) {
        return Stream.of(values())
                .filter(quirk -> quirk.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is no quirk"));
    }

    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
