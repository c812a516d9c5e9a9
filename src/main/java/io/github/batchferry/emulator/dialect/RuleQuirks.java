package io.github.batchferry.emulator.dialect;

import io.github.batchferry.emulator.line.Slack;
import io.github.batchferry.emulator.wire.IdForm;
import io.github.batchferry.emulator.wire.Request;
import io.github.batchferry.emulator.wire.Windows;
import java.util.ArrayList;
import java.util.List;

/** Of ids, paths and what may be asked for. */
final class RuleQuirks {
    static final List<Quirk> ALL = List.of(
            Quirk.rule("ids=uuid", "ids are bare UUIDs", ways -> ways.with(IdForm.UUID)),
            Quirk.rule("ids=long", "ids are base64 of more than a hundred characters", ways -> ways.with(IdForm.LONG)),
            Quirk.of("ids=slash", "ids are names with a slash, such as files/1a2b", new Slashes())
                    .and(ways -> ways.with(IdForm.SLASHED)),
            Quirk.of("path=azure", "the older paths serve as well, where they name an api-version", new OlderPaths()),
            Quirk.rule(
                    "lines=id-and-body",
                    "a line needs no more than custom_id and body",
                    ways -> ways.and(Slack.ID_AND_BODY)),
            Quirk.rule("models=several", "a file may name several models", ways -> ways.and(Slack.SEVERAL_MODELS)),
            Quirk.rule(
                    "chat=v4",
                    "chat completions are at /v4/chat/completions, in a create and in its lines",
                    ways -> ways.with(ways.endpoints().moved("/v1/chat/completions", List.of("/v4/chat/completions")))),
            Quirk.rule(
                    "window=optional",
                    "a create that names no window means 24 hours",
                    ways -> ways.with(new Windows(
                            ways.windows().least(),
                            ways.windows().most(),
                            ways.windows().unit(),
                            "24h"))),
            Quirk.rule("expiry=never", "a batch runs on beyond its window", ways -> ways.and(Custom.NEVER_EXPIRES)));

    private RuleQuirks() {}

    /** A client may write the slash of an id as it is, or encode it. */
    private static final class Slashes implements Tongue {
        @Override
        public Request heard(Request request) {
            List<String> path = request.path();
            if (path.size() < 4 || !path.get(1).equals(path.get(2))) {
                return request;
            }
            List<String> joined = new ArrayList<>(path.subList(0, 2));
            joined.add(path.get(2) + "/" + path.get(3));
            joined.addAll(path.subList(4, path.size()));
            return request.with(joined, request.query());
        }
    }

    private static final class OlderPaths implements Tongue {
        @Override
        public Request heard(Request request) {
            List<String> path = request.path();
            if (path.isEmpty() || !path.get(0).equals("openai") || request.parameter("api-version") == null) {
                return request;
            }
            List<String> newer = new ArrayList<>(path);
            newer.set(0, "v1");
            return request.with(newer, request.query());
        }
    }
}
