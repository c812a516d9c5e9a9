package io.github.batchferry.emulator;

import io.github.batchferry.emulator.wire.Calls;
import io.github.batchferry.emulator.wire.Keys;
import io.github.batchferry.emulator.wire.ModelsApi;
import io.github.batchferry.emulator.wire.Refusal;
import io.github.batchferry.emulator.wire.Reply;
import io.github.batchferry.emulator.wire.Request;
import io.github.batchferry.emulator.world.Signed;
import java.io.IOException;
import java.util.List;

/** From method and path to what serves them. */
final class Routes {
    private final Keys keys;
    private final FilesApi files;
    private final BatchesApi batches;
    private final VideosApi videos;
    private final ControlApi control;
    private final Calls calls;
    private final Encounter encounter;

    Routes(
            Keys keys,
            FilesApi files,
            BatchesApi batches,
            VideosApi videos,
            ControlApi control,
            Calls calls,
            Encounter encounter) {
        this.keys = keys;
        this.files = files;
        this.batches = batches;
        this.videos = videos;
        this.control = control;
        this.calls = calls;
        this.encounter = encounter;
    }

    /** Whether a request is to the emulator itself, which asks for no key and has no faults. */
    static boolean isControl(Request request) {
        return !request.path().isEmpty() && request.path().get(0).equals("emulator");
    }

    Reply reply(Request request) throws IOException {
        if (isControl(request)) {
            return control.reply(request);
        }
        String shape = request.shape();
        if (shape.equals("GET " + Signed.PATH + "*")) {
            return files.signed(request, request.path().get(2));
        }
        String project = keys.project(request);
        calls.count(shape);
        return encounter.reply(request, project, shape, asked -> served(asked, project, shape));
    }

    private Reply served(Request request, String project, String shape) throws IOException {
        List<String> path = request.path();
        return switch (shape) {
            case "POST /v1/files" -> files.create(request, project);
            case "GET /v1/files" -> files.list(request, project);
            case "GET /v1/files/*" -> files.get(project, path.get(2));
            case "DELETE /v1/files/*" -> files.delete(project, path.get(2));
            case "GET /v1/files/*/content" -> files.content(project, path.get(2));
            case "GET /v1/models/*" -> ModelsApi.get(path.get(2));
            case "GET /v1/videos/*/content" -> videos.content(path.get(2));
            case "POST /v1/batches" -> batches.create(request, project);
            case "GET /v1/batches" -> batches.list(request, project);
            case "GET /v1/batches/*" -> batches.get(project, path.get(2));
            case "POST /v1/batches/*/cancel" -> batches.cancel(project, path.get(2));
            default ->
                throw Refusal.of(
                        404, "Invalid URL (" + request.method() + " " + request.pathText() + ")", null, "unknown_url");
        };
    }
}
