package io.github.batchferry.emulator;

/** What becomes of the content of an input file. */
public enum BodyKeeping {
    /** It stays until the file is deleted or expires. */
    KEEP,
    /** It is dropped as soon as a batch has ended that was made of it, so that big rehearsals fit on a small disk. */
    FORGET
}
