package io.github.batchferry.secret;

/** A value that no text shows. Not serializable on purpose: it never leaves the driver. */
public final class Secret {
    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /** The value itself, for the one place that puts it into a header. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
