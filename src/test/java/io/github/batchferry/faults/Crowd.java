package io.github.batchferry.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/** The same server, in whose list many newer batches of others stand before ours. */
final class Crowd extends Front {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 100;
    private static final int NEW_YEAR_2036 = 2_082_758_400;

    private final AtomicInteger pages = new AtomicInteger();
    private final int foreign;
    private final boolean repeats;

    Crowd(int server, int foreign) {
        this(server, foreign, false);
    }

    private Crowd(int server, int foreign, boolean repeats) {
        super(server);
        this.foreign = foreign;
        this.repeats = repeats;
    }

    static Crowd thatRepeatsItself(int server) {
        return new Crowd(server, PAGE, true);
    }

    int pages() {
        return pages.get();
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        boolean list = request.getMethod().equals("GET")
                && request.getUrl().encodedPath().equals("/v1/batches");
        if (!list) {
            return super.dispatch(request);
        }
        pages.incrementAndGet();
        String after = request.getUrl().queryParameter("after");
        if (after != null && !after.startsWith("batch_f")) {
            return super.dispatch(request);
        }
        int from = after == null || repeats ? 0 : Integer.parseInt(after.substring(7));
        return from < foreign ? foreign(from) : forward(request, "/v1/batches?limit=" + PAGE);
    }

    private MockResponse foreign(int from) {
        ObjectNode page = JSON.createObjectNode().put("object", "list").put("has_more", true);
        ArrayNode data = page.putArray("data");
        for (int i = from + 1; i <= Math.min(foreign, from + PAGE); i++) {
            data.addObject()
                    .put("id", "batch_f" + i)
                    .put("object", "batch")
                    .put("endpoint", "/v1/chat/completions")
                    .put("status", "completed")
                    .put("input_file_id", "file-f" + i)
                    .put("created_at", NEW_YEAR_2036 - i);
        }
        return Answers.json(200, page.toString());
    }
}
