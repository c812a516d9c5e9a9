package io.github.batchferry.request.endpoint;

/** What the {@code output} column holds. */
public enum OutputKind {
    /** One string. */
    TEXT,
    /** An array of strings, one for each of several choices, in their order. */
    TEXTS,
    /** One array of floats. */
    VECTOR,
    /** An array of arrays of floats, in the order of the inputs. */
    VECTORS,
    /** One struct with the verdict on an input. */
    MODERATION,
    /** An array of such structs, in the order of the inputs. */
    MODERATIONS,
    /** An array of structs, one for each image. */
    IMAGES,
    /** The same, with the place of a file where there would be bytes. */
    SAVED_IMAGES,
    /** One struct with what became of a video, and the place of its file. */
    VIDEO,
    /** One struct, which the answers' text keeps to. */
    STRUCT;

    /** Whether files beside the results belong to an answer. */
    public boolean hasAssets() {
        return this == SAVED_IMAGES || this == VIDEO;
    }
}
