package io.github.batchferry.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.emulator.line.Json;
import io.github.batchferry.emulator.wire.Paging;
import io.github.batchferry.emulator.wire.Reply;
import io.github.batchferry.emulator.wire.Request;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Of calls: how they are asked, and what stands around their answers. */
final class CallQuirks {
    private static final String CREATE = "POST /v1/batches";
    private static final String LIST = "GET /v1/batches";

    static final List<Quirk> ALL = List.of(
            Quirk.answer(
                    "create=job",
                    "a created batch stands in 'job', with a 201",
                    CREATE,
                    reply -> Spoken.with(reply, 201, Json.object().set("job", Spoken.json(reply)))),
            Quirk.answer(
                            "list=array",
                            "the list is a bare array of all batches",
                            LIST,
                            reply -> Spoken.with(reply, Spoken.json(reply).path("data")))
                    .and(ways -> ways.with(Paging.WHOLE)),
            Quirk.of(
                    "list=cursor",
                    "pages of the list are asked for by the 'cursor' that the last one named",
                    new Cursor()),
            Quirk.answer("list=no-ids", "a page of the list names neither its first nor its last id", LIST, reply -> {
                JsonNode page = Spoken.json(reply);
                if (page instanceof ObjectNode told) {
                    told.remove(List.of("first_id", "last_id"));
                }
                return page.isMissingNode() ? reply : Spoken.with(reply, page);
            }),
            Quirk.rule(
                    "list=offset",
                    "'after' is the number of batches to leave out",
                    ways -> ways.with(Paging.BY_OFFSET)),
            Quirk.error(
                    "key=400",
                    "a wrong key is refused with a 400",
                    reply -> reply.status() == 401
                            ? Spoken.with(
                                    reply,
                                    400,
                                    Json.object()
                                            .set(
                                                    "error",
                                                    Json.object()
                                                            .put("code", 400)
                                                            .put(
                                                                    "message",
                                                                    "API key not valid. Please pass a valid API key.")
                                                            .put("status", "INVALID_ARGUMENT")))
                            : reply),
            Quirk.error(
                    "cancel=400",
                    "a batch that cannot be cancelled is refused with a 400",
                    reply -> reply.status() == 409 ? Spoken.with(reply, 400, Spoken.json(reply)) : reply),
            error("error=text", "an error body is its words alone", reply -> Spoken.text(reply, Spoken.message(reply))),
            error(
                    "error=array",
                    "an error body is an array",
                    reply -> Spoken.with(reply, Json.MAPPER.createArrayNode().add(Spoken.json(reply)))),
            error("error=flat", "an error body has code and message at its top", reply -> {
                JsonNode error = Spoken.json(reply).path("error");
                ObjectNode flat = Json.object().put("code", error.path("code").asText("20015"));
                return Spoken.with(
                        reply,
                        flat.put("message", error.path("message").asText()).putNull("data"));
            }));

    private CallQuirks() {}

    private static Quirk error(String name, String says, UnaryOperator<Reply> change) {
        return Quirk.error(name, says, reply -> Spoken.json(reply).isMissingNode() ? reply : change.apply(reply));
    }

    /** Its cursors mean nothing to anybody else. */
    private static final class Cursor implements Tongue {
        @Override
        public Request heard(Request request) {
            if (!request.shape().equals(LIST)) {
                return request;
            }
            Map<String, String> query = new HashMap<>(request.query());
            query.remove("after");
            String cursor = query.remove("cursor");
            if (cursor != null) {
                query.put("after", new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
            }
            return request.with(request.path(), query);
        }

        @Override
        public Reply reply(String shape, Reply reply) {
            if (reply.status() != 200 || !shape.equals(LIST) || !(Spoken.json(reply) instanceof ObjectNode page)) {
                return reply;
            }
            JsonNode last = page.path("last_id");
            boolean more = page.path("has_more").asBoolean();
            page.remove(List.of("first_id", "last_id", "has_more"));
            page.putObject("paging")
                    .put(
                            "next_cursor",
                            more && last.isTextual()
                                    ? Base64.getUrlEncoder()
                                            .withoutPadding()
                                            .encodeToString(last.textValue().getBytes(StandardCharsets.UTF_8))
                                    : null);
            return Spoken.with(reply, page);
        }
    }
}
