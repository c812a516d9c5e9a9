package io.github.batchferry.job.asset;

import io.github.batchferry.result.Asset;
import java.util.List;

/** Which assets are tried. One that stands as a file never is. */
enum Wanted {
    /** Those that were not looked at, or are to be tried again. */
    OPEN,
    /** Those that were given up, too. */
    LOST_TOO;

    boolean has(List<Asset> before) {
        boolean saved = before.stream().anyMatch(asset -> asset.state() == Asset.State.SAVED);
        return before.isEmpty()
                || !saved
                        && before.stream().anyMatch(asset -> switch (asset.state()) {
                            case OPEN -> true;
                            case LOST -> this == LOST_TOO;
                            case SAVED, NONE -> false;
                        });
    }
}
