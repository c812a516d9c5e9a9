package io.github.batchferry.emulator;

import io.github.batchferry.emulator.wire.Refusal;
import io.github.batchferry.emulator.wire.Reply;
import io.github.batchferry.emulator.wire.Request;
import io.github.batchferry.emulator.world.Call;
import io.github.batchferry.emulator.world.Manners;
import io.github.batchferry.emulator.world.Told;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;

/** A request on its way through a world, to its effect and back. */
final class Encounter {
    private final Manners manners;
    private final Sight sight;

    Encounter(Manners manners, Sight sight) {
        this.manners = manners;
        this.sight = sight;
    }

    Reply reply(Request request, String project, String shape, Effect effect) throws IOException {
        if (manners.arePlain()) {
            return effect.reply(request);
        }
        Request whole = request;
        byte[] body = new byte[0];
        if (Sight.isCreate(shape)) {
            body = request.body().readNBytes(1 << 20);
            whole = request.with(new ByteArrayInputStream(body));
        }
        Call call = sight.call(whole, project, shape, body);
        Optional<Told> instead = manners.instead(call);
        return reply(instead.isPresent() ? instead.get() : manners.answer(call, told(whole, effect)));
    }

    private static Told told(Request request, Effect effect) throws IOException {
        Reply reply;
        try {
            reply = effect.reply(request);
        } catch (Refusal refusal) {
            reply = refusal.reply();
        }
        return new Told(reply.status(), reply.headers(), reply.length(), reply.body()::writeTo);
    }

    private static Reply reply(Told told) {
        return new Reply(told.status(), told.headers(), told.length(), told.body()::writeTo);
    }

    /** What the server does where nothing comes between. */
    @FunctionalInterface
    interface Effect {
        Reply reply(Request request) throws IOException;
    }
}
