package io.github.batchferry.option;

/** A value that an option does not take. The text completes "the value …": it says why and never holds the value. */
final class WrongValue extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String complaint;

    WrongValue(String complaint) {
        super(complaint, null, false, false);
        this.complaint = complaint;
    }

    String complaint() {
        return complaint;
    }
}
