package io.github.batchferry.secret;

/** A value that an option does not take. The text completes "the value …": it says why and never holds the value. */
public final class WrongValue extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String complaint;

    public WrongValue(String complaint) {
        super(complaint, null, false, false);
        this.complaint = complaint;
    }

    public String complaint() {
        return complaint;
    }
}
