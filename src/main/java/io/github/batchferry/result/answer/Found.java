package io.github.batchferry.result.answer;

/** What one answer holds, as places in the bytes that were walked. Used again from answer to answer. */
public final class Found {
    /** Texts are the insides of JSON strings; vectors are those, or whole JSON arrays. */
    public final Places outputs = new Places();
    /** Tool calls, as whole JSON values. */
    public final Places calls = new Places();
    /** The insides of JSON strings that have at least one character. */
    final Places refusals = new Places();

    Ending ending = Ending.OTHER;
    /** Of several answers in a body the one with the lowest number is meant. */
    int order;

    void clear(int order) {
        outputs.count = 0;
        calls.count = 0;
        refusals.count = 0;
        ending = Ending.OTHER;
        this.order = order;
    }

    /** Whether there is something that the output can show, by what is found alone. */
    boolean answers() {
        boolean whole = ending == Ending.OTHER;
        return refusals.count == 0
                && ending != Ending.FILTERED
                && (outputs.hold() || calls.count > 0 || outputs.count > 0 && whole);
    }

    /** Text stands before calls. */
    public boolean answersByCalls() {
        return calls.count > 0 && !outputs.hold();
    }

    /** Why generation ended, as far as it decides what an answer is worth. */
    enum Ending {
        OTHER,
        /** A limit of length cut it. */
        CUT,
        /** The server's filter ended or withheld it. */
        FILTERED,
        /** Something broke on the way. */
        BROKEN
    }
}
