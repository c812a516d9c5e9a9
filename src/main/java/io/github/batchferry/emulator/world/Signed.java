package io.github.batchferry.emulator.world;

/** Storage beside the API, where an address is enough and a token is refused. */
public final class Signed {
    /** Before the id of a file; it can also be asked for as a shape of a request. */
    public static final String PATH = "/storage/signed/";

    private Signed() {}
}
