package io.github.batchferry.emulator;

import io.github.batchferry.emulator.answer.VideoAsset;
import io.github.batchferry.emulator.wire.Refusal;
import io.github.batchferry.emulator.wire.Reply;
import java.time.Clock;

/** {@code /v1/videos}: the files of the videos that batches made. */
final class VideosApi {
    private final Clock clock;

    VideosApi(Clock clock) {
        this.clock = clock;
    }

    Reply content(String id) {
        VideoAsset asset = VideoAsset.find(id)
                .orElseThrow(() -> Refusal.of(404, "Video with id '" + id + "' not found.", "id", null));
        if (!clock.instant().isBefore(asset.expires())) {
            throw Refusal.of(404, "The content of video '" + id + "' has expired.", "id", null);
        }
        return Reply.bytes(200, "video/mp4", asset.content());
    }
}
