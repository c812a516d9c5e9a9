package io.github.batchferry.join;

import io.github.batchferry.result.Asset;
import io.github.batchferry.store.JobStore;
import org.jspecify.annotations.Nullable;

/**
 * A picture or a video of an answer as a reader sees it.
 *
 * @param path absolute; null where there is no file
 * @param problem why there is none, where that is to be said
 */
public record ShownAsset(@Nullable String path, @Nullable String problem) {
    static ShownAsset of(Asset asset, JobStore store) {
        Asset.File file = asset.file();
        return new ShownAsset(file == null ? null : store.qualified(file.path()), asset.problem());
    }
}
