package io.github.batchferry.emulator.world;

/**
 * Which part of the list a page shows.
 *
 * @param from the first place
 * @param size places at most
 * @param total places in the whole list
 */
public record Cursor(int from, int size, int total) {
    Cursor from(int place) {
        return new Cursor(Math.max(0, Math.min(place, total)), size, total);
    }

    Cursor size(int most) {
        return new Cursor(from, Math.min(size, most), total);
    }

    public int to() {
        return Math.min(total, from + size);
    }
}
