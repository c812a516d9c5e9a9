package io.github.batchferry.emulator.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.emulator.world.Fate.Reason;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What stands in the texts of errors: of refusals, and of the first batch, which fails. */
final class WordFreedoms {
    static final List<Freedom> ALL = List.of(
            words("key", "hold the key of the request", spoken -> "with the key " + spoken.key()),
            words("prompt", "hold a prompt", spoken -> "at the line " + spoken.line()),
            words(
                    "escapes",
                    "hold escapes for a terminal",
                    spoken -> "\u001b]0;owned\u0007\u001b[2J\u001b[31mred\u001b[0m\r\u009b1m\u202eback\u0000"),
            words("html", "are a megabyte of HTML", spoken -> "<html><body>" + "<p>sorry</p>".repeat(90_000)));

    private WordFreedoms() {}

    private static Freedom words(String name, String says, Function<Spoken, String> text) {
        return Freedom.healing("words=" + name, "texts of errors " + says, dice -> new Words(text));
    }

    /** What there is to speak of. */
    private record Spoken(String key, String line) {}

    private static final class Words implements Conduct {
        private final Times refusals = new Times(1);
        private final Times failures = new Times(1);
        private final Function<Spoken, String> text;
        private volatile String key = "";
        private volatile String line = "";

        Words(Function<Spoken, String> text) {
            this.text = text;
        }

        @Override
        public Optional<Told> instead(Call call) {
            key = call.key();
            Stored file = call.file();
            line = call.is(Call.CREATE) && file != null ? file.firstLine().get() : line;
            return call.is(Call.GET) && refusals.once()
                    ? Optional.of(Told.error(500, "The server had an error", "server_error"))
                    : Optional.empty();
        }

        @Override
        public Told answer(Call call, Told told) {
            JsonNode body = told.status() < 400 ? Json.object() : told.json();
            if (!(body.path("error") instanceof ObjectNode error)) {
                return told;
            }
            speak(error);
            return Told.json(told.status(), body);
        }

        @Override
        public Optional<Fate> fate(String inputFileId, long now) {
            return failures.once()
                    ? Optional.of(Fate.failed(Reason.of("server_error", "The server had an error")))
                    : Optional.empty();
        }

        @Override
        public void batch(ObjectNode view, Look look) {
            view.at("/errors/data").forEach(error -> speak((ObjectNode) error));
        }

        private void speak(ObjectNode error) {
            error.put("message", error.path("message").asText() + " " + text.apply(new Spoken(key, line)));
        }
    }
}
