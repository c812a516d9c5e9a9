package io.github.batchferry.request.endpoint;

/**
 * What an endpoint takes from {@code inputColumn}.
 *
 * @param mostTexts the most elements of an array; 0 where only a single text is taken, -1 where the endpoint takes no input
 * @param inABatch whether a batch has a limit of inputs, each element of an array counted
 */
public record Inputs(int mostTexts, boolean inABatch) {
    static final Inputs NONE = new Inputs(-1, false);
    static final Inputs ONE_TEXT = new Inputs(0, false);

    public boolean taken() {
        return mostTexts >= 0;
    }

    public boolean takesArrays() {
        return mostTexts > 0;
    }
}
