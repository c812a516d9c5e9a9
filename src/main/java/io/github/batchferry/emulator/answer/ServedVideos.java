package io.github.batchferry.emulator.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/** {@code /v1/videos}, in its JSON form. The video is made by the time of the answer, and {@link VideoAsset} is its file. */
final class ServedVideos implements ServedEndpoint {
    private static final List<String> SECONDS = List.of("4", "8", "12");
    private static final List<String> SIZES = List.of("720x1280", "1280x720", "1024x1792", "1792x1024");
    private static final int DONE = 100;

    @Override
    public String path() {
        return "/v1/videos";
    }

    @Override
    public String title() {
        return "Videos";
    }

    @Override
    public List<String> required() {
        return List.of("prompt");
    }

    @Override
    public List<String> files(JsonNode body) {
        return ImageReference.files(body.path("input_reference"));
    }

    /** The model is named without a mark, since clients know the models of videos by name. */
    @Override
    public ObjectNode answer(JsonNode body, Instant now) {
        AskedBody asked = new AskedBody(body);
        String prompt = asked.text("prompt");
        String seconds = asked.oneOf("seconds", SECONDS.get(0), SECONDS);
        String size = asked.oneOf("size", SIZES.get(0), SIZES);
        if (asked.has("input_reference")) {
            ImageReference.check("input_reference", body.path("input_reference"));
        }
        VideoAsset asset = VideoAsset.made(body.toString(), now);
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", asset.id())
                .put("object", "video")
                .put("created_at", now.getEpochSecond())
                .put("completed_at", now.getEpochSecond())
                .put("expires_at", asset.expires().getEpochSecond())
                .put("status", "completed")
                .put("progress", DONE)
                .put("model", asked.model())
                .put("prompt", prompt)
                .put("seconds", seconds)
                .put("size", size)
                .putNull("error")
                .putNull("remixed_from_video_id");
    }
}
