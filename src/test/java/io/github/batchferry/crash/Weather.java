package io.github.batchferry.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What goes wrong around the drivers of one seed: at the provider, on the way there, and in the store. */
final class Weather {
    private static final List<String> CALLS = List.of(
            "\"method\":\"POST\",\"path\":\"/v1/batches\"",
            "\"method\":\"POST\",\"path\":\"/v1/batches\"",
            "\"method\":\"POST\",\"path\":\"/v1/files\"",
            "\"method\":\"GET\",\"path\":\"/v1/batches\"",
            "\"method\":\"GET\",\"path\":\"/v1/batches/[^/]+\"",
            "\"method\":\"GET\",\"path\":\"/v1/files/[^/]+\"",
            "\"method\":\"GET\",\"path\":\"/v1/files/[^/]+/content\"",
            "\"method\":\"DELETE\",\"path\":\"/v1/files/[^/]+\"",
            "\"method\":\"POST\",\"path\":\"/v1/batches/[^/]+/cancel\"");
    private static final List<String> MISHAPS = List.of(
            "\"drop\":\"before\"",
            "\"drop\":\"after\"",
            "\"drop\":\"after\"",
            "\"status\":500,\"when\":\"after\"",
            "\"status\":503",
            "\"status\":429",
            "\"truncate\":20");
    private static final String TOO_MANY_TOKENS = "\"fail\":[{\"code\":\"token_limit_exceeded\",\"message\":"
            + "\"Enqueued token limit reached for gpt-4o-mini in organization org-x. Limit: 9000 enqueued tokens. Please"
            + " try again once some in_progress batches have been completed.\"}]";
    private static final List<String> FATES = List.of(
            "\"expire\":0.5",
            "\"expire\":0",
            "\"cancel\":0.5",
            "\"fail\":[{\"code\":\"invalid_json_line\",\"message\":\"not JSON\",\"line\":1}]",
            "\"fail\":[{\"code\":\"server_error\",\"message\":\"try again\"}]",
            TOO_MANY_TOKENS);
    private static final List<String> LINES = List.of(
            "\"status\":429,\"code\":\"rate_limit_exceeded\"",
            "\"status\":500",
            "\"status\":400,\"code\":\"invalid_value\"",
            "\"error\":{\"code\":\"batch_expired\",\"message\":\"expired\"}",
            "\"missing\":\"unpaid\"",
            "\"duplicated\":\"different\"",
            "\"foreign\":\"not-asked\"",
            "\"alsoIn\":\"error\"");
    /** What rows end with for good. */
    private static final List<String> FAILING = List.of("invalid_json_line", "\"status\":400");

    private static final List<String> LOSSES = List.of("\"missing\":\"paid\"", "\"raw\":\"{\"");

    private final Random random;
    private final List<String> requests = new ArrayList<>();
    private final List<String> batches = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private Account.Promise promise = Account.Promise.EACH_ANSWERED;

    /** @param lag how many lists may leave a new batch out */
    Weather(long seed, int lag) {
        random = new Random(seed);
        for (int i = random.nextInt(8); i > 0; i--) {
            requests.add("{" + any(CALLS) + ",\"nth\":" + (1 + random.nextInt(6)) + "," + any(MISHAPS) + "}");
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            batches.add("{" + someBatch() + "," + any(FATES) + "}");
        }
        for (int i = lag == 0 ? 0 : random.nextInt(3); i > 0; i--) {
            batches.add("{" + someBatch() + ",\"hide\":{\"list\":" + (1 + random.nextInt(lag)) + ",\"get\":0}}");
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            lines.add("{" + someLine() + "," + any(LINES) + "}");
        }
        if (random.nextInt(8) == 0) {
            lines.add("{" + someLine() + "," + any(LOSSES) + "}");
            promise = Account.Promise.NONE_TWICE;
        }
    }

    /** As a fault script. */
    String script() {
        return "{\"requests\":" + requests + ",\"batches\":" + batches + ",\"lines\":" + lines + "}";
    }

    /** What can be kept in a world that heals. */
    Account.Promise promise() {
        boolean fails = Stream.of(batches, lines)
                .flatMap(List::stream)
                .anyMatch(fault -> FAILING.stream().anyMatch(fault::contains));
        return fails && promise == Account.Promise.EACH_ANSWERED ? Account.Promise.NOTHING_PAID_IS_LOST : promise;
    }

    /** A store that sometimes fails, before a change or after it. */
    Steps store(Random of) {
        int oneOf = 100 + of.nextInt(400);
        return (name, call) -> {
            boolean fails = name.startsWith("JobStore.") && of.nextInt(oneOf) == 0;
            if (!fails) {
                return call.make();
            }
            if (of.nextBoolean()) {
                call.make();
            }
            throw new IOException("the store was told to fail at " + name);
        };
    }

    private String someBatch() {
        return "\"metadata\":{\"batchferry_batch\":\"" + (1 + random.nextInt(5)) + "\"}";
    }

    private String someLine() {
        return someBatch() + ",\"line\":" + (1 + random.nextInt(3)) + ",\"times\":1";
    }

    private String any(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
