package io.github.batchferry.provider;

import java.util.regex.Pattern;

/**
 * The words of refusals. All but {@link #line} and {@link #model} are held against text in lower case.
 *
 * @param queueFull the model's queue has no room now
 * @param billing nothing goes on before somebody pays
 * @param key the key is wrong or missing
 * @param line names a line of the input file by its number, which is the first group
 * @param model names a model
 * @param file speaks of a file
 * @param waiting what is spoken of is not ready yet
 * @param missing what is spoken of is not there
 * @param outage the server is out of order
 */
record RefusalPhrases(
        Pattern queueFull,
        Pattern billing,
        Pattern key,
        Pattern line,
        Pattern model,
        Pattern file,
        Pattern waiting,
        Pattern missing,
        Pattern outage) {
    static final RefusalPhrases KNOWN = new RefusalPhrases(
            Pattern.compile("enqueued token|enqueued request"),
            Pattern.compile("exceeded your current quota"),
            Pattern.compile(
                    "(?:incorrect|invalid|wrong|expired|missing|malformed|no) (?:[a-z]+ )?(?:api|virtual)[ _-]?key"
                            + "|(?:api|virtual)[ _-]?key (?:is |was )?(?:not valid|not found|invalid|incorrect|expired|missing|expected)"
                            + "|\\bauthentication (?:error|failed|failure)|\\binvalid authentication"
                            + "|\\binvalid (?:bearer|access) token|\\binvalid (?:proxy server )?token passed"),
            Pattern.compile(
                    "\\bline(?:[ _](?:number|no\\.?))?\\s*[#:=]?\\s*(\\d{1,9}+)(?![\\p{L}\\d_]|[.,:]\\d|[,:]?\\s*\\(?(?:col|char|pos|offset)\\p{L}*\\s*:?\\s*\\d)",
                    Pattern.CASE_INSENSITIVE),
            Pattern.compile(
                    "\\b(?:model|deployment):? [`'\"\\x{2018}\\x{201c}][^`'\"\\x{2019}\\x{201d}]+[`'\"\\x{2019}\\x{201d}]"
                            + "|\\bmodel \\S+ (?:has not|does not|doesn't|is not|isn't|was not|not found|cannot)"
                            + "|\\baccess to (?:the )?model \\S",
                    Pattern.CASE_INSENSITIVE),
            Pattern.compile("\\bfiles?\\b|\\bfile[-_]|\\binput_file"),
            Pattern.compile(
                    "(?:not (?:yet )?(?:been )?(?:fully )?|must (?:first )?be |should be |being |to be )processed"
                            + "|still (?:being )?(?:processing|processed|uploading|validating)"
                            + "|(?:is not|isn't|not yet) (?:yet )?(?:ready|available)"
                            + "|until it (?:is|was|has been) processed|terminal state"),
            Pattern.compile(
                    "(?:cannot|can't|could not|couldn't|unable to) (?:find|locate)|not (?:be )?found|no such|does not exist"
                            + "|doesn't exist|no file|unknown file"),
            Pattern.compile(
                    "\\binternal(?: server)? (?:error|failure)|\\bserver error|server had an error|service unavailable"
                            + "|bad gateway|gateway time-?out|temporarily unavailable|\\boverloaded|\\b(?:http|error code:?|status:?) ?5\\d\\d\\b"));
}
