package io.github.batchferry.job.asset;

import io.github.batchferry.result.AnswerReader;
import io.github.batchferry.result.Asset;
import java.io.IOException;
import java.util.List;

/** Where the assets of answers come from. */
@FunctionalInterface
interface AssetSource {
    /**
     * @param answer stands on one that succeeded
     * @param stem of the paths of its files, to which a number is added
     * @return at least one; what is not saved is told, not thrown
     * @throws IOException where the store failed
     * @throws io.github.batchferry.ExternalException where no other asset would fare better
     */
    List<Asset> save(AnswerReader answer, String stem) throws IOException;
}
