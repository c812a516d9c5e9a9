package io.github.batchferry.ledger;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which file stands for an image: the first that was uploaded, until one that names it takes its place. */
public final class ImageUploads {
    private final Map<String, Event.ImageUploaded> byHash = new HashMap<>();
    private int replaced;

    void uploaded(Event.ImageUploaded event) {
        Event.ImageUploaded held = byHash.get(event.sha256());
        if (held == null && event.replaces() == null) {
            byHash.put(event.sha256(), event);
        } else if (held != null && held.fileId().equals(event.replaces())) {
            byHash.put(event.sha256(), event);
            replaced++;
        }
    }

    /** Null where the image was not uploaded yet. */
    public Event.@Nullable ImageUploaded of(String sha256) {
        return byHash.get(sha256);
    }

    /** How often a file has taken the place of another. As long as this stays the same, each image keeps its file. */
    public int replaced() {
        return replaced;
    }
}
