package io.github.batchferry.batch;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The codes, parameters and words by which providers say what a refusal is about. Codes and parameters in lower case. */
final class RefusalWords {
    private static final Set<String> LINE_CODES = Set.of(
            "invalid_json_line",
            "invalid_json",
            "invalid_line",
            "duplicate_custom_id",
            "mismatched_model",
            "model_mismatch",
            "model_not_found",
            "unknown_model",
            "invalid_url",
            "url_mismatch",
            "url_not_found",
            "invalid_method",
            "streaming_unsupported");

    /** Of the file as a whole: they prove that nothing ran, and say of no row that it is wrong. */
    private static final Set<String> FILE_CODES = Set.of("empty_file", "too_many_tasks", "input_no_permissions");

    private static final Set<String> LINE_PARAMS = Set.of("custom_id", "method", "url", "body", "model");
    private static final Set<String> FILE_PARAMS = Set.of("input_file_id", "file_id", "file");
    private static final Set<String> CREATE_PARAMS =
            Set.of("input_file_id", "file_id", "endpoint", "completion_window", "metadata", "output_expires_after");
    private static final Set<String> OUTAGE_CODES = Set.of(
            "server_error",
            "internal_error",
            "internal_server_error",
            "internal_failure",
            "service_unavailable",
            "overloaded",
            "rate_limit_exceeded",
            "timeout");

    private static final Pattern LINE = Pattern.compile(
            "\\bline(?:[ _](?:number|no\\.?))?\\s*[#:=]?\\s*(\\d{1,9}+)(?![\\p{L}\\d_]|[.,:]\\d|[,:]?\\s*\\(?(?:col|char|pos|offset)\\p{L}*\\s*:?\\s*\\d)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern WAITING = Pattern.compile(
            "(?:not (?:yet )?(?:been )?(?:fully )?|must (?:first )?be |should be |being |to be )processed"
                    + "|still (?:being )?(?:processing|processed|uploading|validating)"
                    + "|(?:is not|isn't|not yet) (?:yet )?(?:ready|available)"
                    + "|until it (?:is|was|has been) processed|terminal state");
    private static final Pattern MISSING = Pattern.compile(
            "(?:cannot|can't|could not|couldn't|unable to) (?:find|locate)|not (?:be )?found|no such|does not exist"
                    + "|doesn't exist|no file|unknown file");
    private static final Pattern FILE = Pattern.compile("\\bfiles?\\b|\\bfile[-_]|\\binput_file");
    private static final Pattern OUTAGE = Pattern.compile(
            "\\binternal(?: server)? (?:error|failure)|\\bserver error|server had an error|service unavailable"
                    + "|bad gateway|gateway time-?out|temporarily unavailable|\\boverloaded|\\b(?:http|error code:?|status:?) ?5\\d\\d\\b");
    private static final Pattern MODEL = Pattern.compile(
            "\\b(?:model|deployment):? [`'\"\\x{2018}\\x{201c}][^`'\"\\x{2019}\\x{201d}]+[`'\"\\x{2019}\\x{201d}]"
                    + "|\\bmodel \\S+ (?:has not|does not|doesn't|is not|isn't|was not|not found|cannot)"
                    + "|\\baccess to (?:the )?model \\S",
            Pattern.CASE_INSENSITIVE);

    private RefusalWords() {}

    static OptionalInt lineNamed(String words) {
        Matcher found = LINE.matcher(words);
        while (found.find()) {
            int line = Integer.parseInt(found.group(1));
            if (line > 0) {
                return OptionalInt.of(line);
            }
        }
        return OptionalInt.empty();
    }

    static boolean isLineCode(String code) {
        return LINE_CODES.contains(code);
    }

    static boolean isValidation(String code) {
        return LINE_CODES.contains(code) || FILE_CODES.contains(code);
    }

    static boolean isLineParam(String param) {
        return LINE_PARAMS.contains(root(param));
    }

    static boolean isCreateParam(String param) {
        return CREATE_PARAMS.contains(root(param));
    }

    static boolean isFileWaiting(String param, String words) {
        return isAboutFile(param, words) && WAITING.matcher(lower(words)).find();
    }

    static boolean isFileMissing(String param, String words) {
        return isAboutFile(param, words)
                && MISSING.matcher(lower(words)).find()
                && (FILE_PARAMS.contains(param) || !namesModel(words));
    }

    static boolean isOutage(String code, String words) {
        return OUTAGE_CODES.contains(code) || OUTAGE.matcher(lower(words)).find();
    }

    static boolean namesModel(String words) {
        return MODEL.matcher(words).find();
    }

    static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    private static boolean isAboutFile(String param, String words) {
        return FILE_PARAMS.contains(param) || FILE.matcher(lower(words)).find();
    }

    /** {@code body.model} is a member of {@code body}, {@code metadata[a]} of {@code metadata}. */
    private static String root(String param) {
        return param.replaceFirst("[.\\[].*", "");
    }
}
