package io.github.batchferry.option;

/** The chapters of the options' table, in its order. */
public enum Group {
    CONNECTION("Connection"),
    REQUEST("Request"),
    LIMITS("Limits"),
    READ("Read");

    private final String title;

    Group(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
