package io.github.batchferry.shard;

import io.github.batchferry.request.Rejection;
import io.github.batchferry.request.Utf8;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Where custom ids come from: a column, whose values are checked and proved unique, or {@link GeneratedIds}. */
public record IdSource(@Nullable String column) implements Serializable {
    boolean provesUniqueness() {
        return column != null;
    }

    @Nullable
    Rejection check(Utf8 id, int maxBytes) {
        if (column == null) {
            return null;
        }
        if (id.isNull() || id.length() == 0) {
            return Rejection.customId(column, "is null or empty");
        }
        if (id.length() > maxBytes) {
            return Rejection.customId(column, "has " + id.length() + " bytes, the limit is " + maxBytes);
        }
        return id.isWellFormed() ? null : Rejection.customId(column, "holds bytes that are not valid UTF-8");
    }
}
