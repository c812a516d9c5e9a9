package io.github.batchferry.emulator.wire;

import io.github.batchferry.emulator.line.Json;

/** {@code /v1/models}: any model is known, except those whose batches fail for it. */
public final class ModelsApi {
    private static final long CREATED = 1_735_689_600;

    private ModelsApi() {}

    public static Reply get(String id) {
        if (id.startsWith("no-such")) {
            throw Refusal.of(
                    404,
                    "The model '" + id + "' does not exist or you do not have access to it.",
                    "model",
                    "model_not_found");
        }
        return Reply.json(
                200,
                Json.object()
                        .put("id", id)
                        .put("object", "model")
                        .put("created", CREATED)
                        .put("owned_by", "emulator")
                        .putNull("shutdown_date"));
    }
}
