package io.github.batchferry.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.emulator.wire.Reply;
import io.github.batchferry.emulator.wire.Request;
import java.util.ArrayList;
import java.util.List;

/** Stands between a client that speaks a dialect and a server that speaks as OpenAI does. */
public final class Interpreter {
    private final List<String> base;
    private final List<Tongue> tongues;

    Interpreter(String base, List<Tongue> tongues) {
        this.base = List.of(base.substring(1).split("/", -1));
        this.tongues = tongues;
    }

    /** What a request asks for. */
    public Request heard(Request request) {
        Request heard = belowTheBase(request);
        for (Tongue tongue : tongues) {
            heard = tongue.heard(heard);
        }
        return heard;
    }

    /**
     * The answer to a request that was heard.
     *
     * @param reply as the server gives it, perhaps in its world
     */
    public Reply said(Request heard, Reply reply) {
        if (tongues.isEmpty() || reply.isAbsent()) {
            return reply;
        }
        JsonNode json = Spoken.json(reply);
        if (json.isMissingNode()) {
            return reply;
        }
        String shape = heard.shape();
        if (reply.status() / 100 == 2) {
            views(json).forEach(view -> say(shape, view));
        }
        Reply said = Spoken.with(reply, json);
        for (Tongue tongue : tongues) {
            said = tongue.reply(shape, said);
        }
        return said;
    }

    private void say(String shape, ObjectNode view) {
        if (shape.contains(" /v1/batches")) {
            tongues.forEach(tongue -> tongue.batch(view));
        } else if (shape.contains(" /v1/files") && !shape.startsWith("DELETE")) {
            tongues.forEach(tongue -> tongue.file(view));
        }
    }

    /** The object itself, or those of a list. */
    private static List<ObjectNode> views(JsonNode json) {
        List<ObjectNode> views = new ArrayList<>();
        JsonNode data = json.path("data");
        for (JsonNode node : data.isArray() ? data : List.of(json)) {
            if (node instanceof ObjectNode view) {
                views.add(view);
            }
        }
        return views;
    }

    private Request belowTheBase(Request request) {
        List<String> path = request.path();
        if (path.size() < base.size() || !path.subList(0, base.size()).equals(base)) {
            return request;
        }
        List<String> below = new ArrayList<>(List.of("v1"));
        below.addAll(path.subList(base.size(), path.size()));
        return request.with(below, request.query());
    }
}
