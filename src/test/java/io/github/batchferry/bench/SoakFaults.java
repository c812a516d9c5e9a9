package io.github.batchferry.bench;

import java.util.List;
import java.util.Random;

/** Draws fault scripts for the emulator. None of them asks for a person, so that every job can come to its end. */
final class SoakFaults {
    private static final List<String> ON_REQUESTS = List.of(
            "{\"path\":\"/v1/files\",\"method\":\"POST\",\"nth\":%d,\"status\":500}",
            "{\"path\":\"/v1/files\",\"method\":\"POST\",\"nth\":%d,\"drop\":\"after\"}",
            "{\"path\":\"/v1/files/.*/content\",\"nth\":%d,\"truncate\":100}",
            "{\"path\":\"/v1/files/.*/content\",\"nth\":%d,\"status\":503,\"headers\":{\"Retry-After\":\"1\"}}",
            "{\"path\":\"/v1/batches\",\"method\":\"POST\",\"nth\":%d,\"drop\":\"before\"}",
            "{\"path\":\"/v1/batches\",\"method\":\"POST\",\"nth\":%d,\"drop\":\"after\"}",
            "{\"path\":\"/v1/batches\",\"method\":\"POST\",\"nth\":%d,\"status\":500,\"when\":\"after\"}",
            "{\"path\":\"/v1/batches\",\"method\":\"POST\",\"nth\":%d,\"status\":429}",
            "{\"path\":\"/v1/batches\",\"method\":\"GET\",\"nth\":%d,\"status\":502,\"times\":2}",
            "{\"path\":\"/v1/batches\",\"method\":\"GET\",\"nth\":%d,\"delayMillis\":20}");
    private static final List<String> ON_LINES = List.of(
            "{\"every\":%d,\"times\":9,\"status\":429,\"code\":\"rate_limit_exceeded\"}",
            "{\"every\":%d,\"times\":5,\"status\":500}",
            "{\"every\":%d,\"times\":5,\"status\":400,\"code\":\"invalid_value\"}",
            "{\"every\":%d,\"times\":3,\"missing\":\"paid\"}",
            "{\"every\":%d,\"times\":3,\"missing\":\"unpaid\"}",
            "{\"every\":%d,\"times\":3,\"error\":{\"code\":\"server_error\",\"message\":\"no\"}}",
            "{\"every\":%d,\"times\":3,\"duplicated\":\"different\"}",
            "{\"every\":%d,\"times\":3,\"foreign\":\"nobody-asked\"}",
            "{\"every\":%d,\"times\":3,\"raw\":\"{not json\"}",
            "{\"every\":%d,\"times\":3,\"alsoIn\":\"error\"}");
    private static final List<String> ON_BATCHES = List.of(
            "{\"nth\":%d,\"expire\":0.4}",
            "{\"nth\":%d,\"expire\":0}",
            "{\"nth\":%d,\"cancel\":0.5}",
            "{\"nth\":%d,\"absentIds\":\"empty\"}",
            "{\"nth\":%d,\"hide\":{\"list\":1,\"get\":0}}",
            "{\"nth\":%d,\"fail\":[{\"code\":\"token_limit_exceeded\",\"message\":\"Enqueued token limit reached for m in"
                    + " organization o. Please try again once some in_progress batches have been completed.\"}]}");

    private SoakFaults() {}

    static String draw(Random random) {
        return "{\"requests\":" + some(ON_REQUESTS, random) + ",\"lines\":" + some(ON_LINES, random) + ",\"batches\":"
                + some(ON_BATCHES, random) + "}";
    }

    private static String some(List<String> kinds, Random random) {
        return random.ints(random.nextInt(3), 0, kinds.size())
                .mapToObj(kind -> kinds.get(kind).formatted(1 + random.nextInt(5)))
                .toList()
                .toString();
    }
}
