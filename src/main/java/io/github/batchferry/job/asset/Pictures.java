package io.github.batchferry.job.asset;

import io.github.batchferry.result.AnswerReader;
import io.github.batchferry.result.Asset;
import io.github.batchferry.result.answer.ImageBytes;
import io.github.batchferry.result.answer.Slice;
import io.github.batchferry.store.JobStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Images whose bytes stand in the result line. One that is given by its URL stays a URL. */
final class Pictures implements AssetSource {
    private final JobStore store;

    Pictures(JobStore store) {
        this.store = store;
    }

    @Override
    public List<Asset> save(AnswerReader answer, String stem) throws IOException {
        Slice body = answer.response();
        ImageBytes images = body == null ? null : ImageBytes.of(body);
        List<Asset> assets = new ArrayList<>();
        for (int image = 0; images != null && image < images.count(); image++) {
            assets.add(images.has(image) ? save(images, image, stem + "-" + image) : Asset.NONE);
        }
        return assets.isEmpty() ? List.of(Asset.NONE) : assets;
    }

    private Asset save(ImageBytes images, int image, String stem) throws IOException {
        AssetFile file = new AssetFile(store, stem);
        try {
            images.decode(image, file);
            return file.finish();
        } catch (NoAssetException e) {
            file.drop();
            return Asset.lost("the bytes of the image are none: " + e.getMessage());
        } catch (IOException | RuntimeException e) {
            file.drop();
            throw e;
        }
    }
}
