package io.github.batchferry.request.endpoint;

/** What the request column of a write holds. */
public enum RequestForm {
    /** One text, laid out as the endpoint wants a prompt. */
    PROMPT,
    /** Several columns, which a template makes one prompt of. */
    TEMPLATE,
    /** The {@code messages} array of a chat. */
    MESSAGES,
    /** One text for {@code input}. */
    INPUT,
    /** Several texts for {@code input}. */
    INPUTS,
    /** The whole body. */
    BODY;

    /** Whether a request may hold more inputs than one, each of which has an answer of its own. */
    boolean maySendSeveral() {
        return this == INPUTS || this == BODY;
    }
}
