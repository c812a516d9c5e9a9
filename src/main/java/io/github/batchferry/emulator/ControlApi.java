package io.github.batchferry.emulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.emulator.fault.Faults;
import io.github.batchferry.emulator.line.Json;
import io.github.batchferry.emulator.wire.Calls;
import io.github.batchferry.emulator.wire.Refusal;
import io.github.batchferry.emulator.wire.Reply;
import io.github.batchferry.emulator.wire.Request;
import io.github.batchferry.emulator.world.World;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** {@code /emulator}: what a test or a rehearsal asks of the emulator itself. */
final class ControlApi {
    private final Path directory;
    private final State state;
    private final LedgerView ledger;
    private final Faults faults;
    private final Calls calls;
    private final World world;

    ControlApi(Path directory, State state, LedgerView ledger, Faults faults, Calls calls, World world) {
        this.directory = directory;
        this.state = state;
        this.ledger = ledger;
        this.faults = faults;
        this.calls = calls;
        this.world = world;
    }

    Reply reply(Request request) throws IOException {
        return switch (request.method() + " " + request.pathText()) {
            case "GET /emulator" -> Reply.json(200, Json.object().put("data", directory.toString()));
            case "GET /emulator/ledger" -> ledger.reply(request);
            case "GET /emulator/calls" -> Reply.json(200, calls.view());
            case "GET /emulator/world" -> Reply.json(200, worldView());
            case "POST /emulator/faults" -> {
                faults.add(request.body().readAllBytes());
                yield done();
            }
            case "DELETE /emulator/faults" -> {
                faults.clear();
                yield done();
            }
            case "POST /emulator/release" -> {
                release(request.parameter("batch"));
                yield done();
            }
            default -> throw Refusal.of(404, "Invalid URL (" + request.pathText() + ")", null, "unknown_url");
        };
    }

    private ObjectNode worldView() {
        ObjectNode view = Json.object().put("seed", world.seed());
        ArrayNode freedoms = view.putArray("freedoms");
        world.freedoms()
                .forEach(freedom -> freedoms.addObject()
                        .put("name", freedom.name())
                        .put("says", freedom.says())
                        .put("heals", freedom.heals()));
        return view;
    }

    /** Lets batches go on that stay in a status, one or all. */
    private void release(@Nullable String id) {
        for (BatchRecord open : state.open()) {
            if (id == null || open.id().equals(id)) {
                state.change(open.id(), held -> new BatchRecord(held.order().released(), held.progress()));
            }
        }
    }

    private static Reply done() {
        return Reply.json(200, Json.object().put("done", true));
    }
}
