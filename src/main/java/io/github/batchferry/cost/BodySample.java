package io.github.batchferry.cost;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Estimates the tokens of many request bodies from at most 8 KiB of them.
 *
 * <p>Places are picked evenly over all bytes, one at random in each stretch of equal length; once 32 are kept, every
 * other one is dropped and the stretches become twice as long. Each place stands for the block of its body around it, so
 * a byte counts as much at the start of a body as in its middle. Equal bodies give an equal estimate. Images in data URLs
 * count as nothing, since what a model makes of them is not known. Not thread-safe.
 */
public final class BodySample {
    private static final int PLACES = 32;
    private static final int BLOCK = 256;

    private final TokenCounter counter;
    private final SplittableRandom random = new SplittableRandom(0);
    private final byte[] blocks = new byte[PLACES * BLOCK];
    private final int[] lengths = new int[PLACES];
    private int places;
    private long stretch = BLOCK;
    private long stretchStart;
    private long nextPlace;
    private long bytes;
    private long requests;

    public BodySample() {
        this((model, text) -> Vocabulary.of(model).count(text));
    }

    BodySample(TokenCounter counter) {
        this.counter = counter;
    }

    /**
     * What bodies of so many bytes of text have at the least: a token for each four bytes that a body began. Some servers count
     * no other way, and it stands in where tokens cannot be counted.
     */
    public static long atLeast(long bodyBytes, long requests) {
        return (bodyBytes + 3 * requests) / 4;
    }

    /** A body that holds no images. */
    public void add(byte[] buffer, int offset, int length) {
        addText(buffer, offset, length);
        requests++;
    }

    /** A body that may hold images. */
    public void addWithImages(byte[] buffer, int offset, int length) {
        int end = offset + length;
        int text = offset;
        for (int image = ImageData.begin(buffer, text, end); image >= 0; image = ImageData.begin(buffer, text, end)) {
            addText(buffer, text, image - text);
            text = ImageData.end(buffer, image, end);
        }
        addText(buffer, text, end - text);
        requests++;
    }

    private void addText(byte[] buffer, int offset, int length) {
        while (nextPlace < bytes + length) {
            keep(buffer, offset, length, (int) (nextPlace - bytes));
            pickNextPlace();
        }
        bytes += length;
    }

    /** The tokens of all bodies that were added, never less than {@link #atLeast}. Throws nothing. */
    public long tokens(String model) {
        long least = atLeast(bytes, requests);
        try {
            return Math.max(least, (long) Math.ceil(bytes * tokensOfByte(model)));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return least;
        }
    }

    private void keep(byte[] buffer, int offset, int length, int place) {
        int from = place - place % BLOCK;
        int to = Math.min(length, from + BLOCK);
        while (from < to && continues(buffer[offset + from])) {
            from++;
        }
        while (to < length && to > from && continues(buffer[offset + to])) {
            to--;
        }
        System.arraycopy(buffer, offset + from, blocks, places * BLOCK, to - from);
        lengths[places++] = to - from;
    }

    private void pickNextPlace() {
        stretchStart += stretch;
        if (places == PLACES) {
            dropEveryOther();
            stretch *= 2;
        }
        nextPlace = stretchStart + (stretch == BLOCK ? 0 : random.nextLong(stretch));
    }

    private void dropEveryOther() {
        places /= 2;
        for (int i = 1; i < places; i++) {
            System.arraycopy(blocks, 2 * i * BLOCK, blocks, i * BLOCK, BLOCK);
            lengths[i] = lengths[2 * i];
        }
    }

    private double tokensOfByte(String model) {
        double sum = 0;
        int counted = 0;
        for (int i = 0; i < places; i++) {
            if (lengths[i] > 0) {
                String text = new String(blocks, i * BLOCK, lengths[i], StandardCharsets.UTF_8);
                sum += (double) counter.count(model, text) / lengths[i];
                counted++;
            }
        }
        return counted == 0 ? 0 : sum / counted;
    }

    /** Whether this is a later byte of a character in UTF-8. */
    private static boolean continues(byte b) {
        return (b & 0xC0) == 0x80;
    }
}
