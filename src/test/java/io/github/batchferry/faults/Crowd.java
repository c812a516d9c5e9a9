package io.github.batchferry.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;

/** In front of a server: the same server, in whose list many newer batches of others stand before ours. */
final class Crowd extends Dispatcher implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NEW_YEAR_2100 = 2_082_758_400;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final MockWebServer front = new MockWebServer();
    private final AtomicInteger pages = new AtomicInteger();
    private final int server;
    private final int foreign;
    private final boolean repeats;

    Crowd(int server, int foreign) {
        this(server, foreign, false);
    }

    private Crowd(int server, int foreign, boolean repeats) {
        this.server = server;
        this.foreign = foreign;
        this.repeats = repeats;
        front.setDispatcher(this);
        try {
            front.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Crowd thatRepeatsItself(int server) {
        return new Crowd(server, 100, true);
    }

    String url() {
        return front.url("/v1").toString();
    }

    int pages() {
        return pages.get();
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        boolean list = request.getMethod().equals("GET")
                && request.getUrl().encodedPath().equals("/v1/batches");
        return list ? page(request) : forward(request, request.getTarget());
    }

    private MockResponse page(RecordedRequest request) {
        pages.incrementAndGet();
        String after = request.getUrl().queryParameter("after");
        int from =
                after == null || repeats ? 0 : after.startsWith("batch_f") ? Integer.parseInt(after.substring(7)) : -1;
        if (from < 0 || from >= foreign) {
            return forward(request, from < 0 ? request.getTarget() : "/v1/batches?limit=100");
        }
        ObjectNode page = JSON.createObjectNode().put("object", "list").put("has_more", true);
        ArrayNode data = page.putArray("data");
        for (int i = from + 1; i <= Math.min(foreign, from + 100); i++) {
            data.addObject()
                    .put("id", "batch_f" + i)
                    .put("object", "batch")
                    .put("endpoint", "/v1/chat/completions")
                    .put("status", "completed")
                    .put("input_file_id", "file-f" + i)
                    .put("created_at", NEW_YEAR_2100 - i);
        }
        return Answers.json(200, page.toString());
    }

    private MockResponse forward(RecordedRequest request, String target) {
        HttpRequest.Builder forwarded = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server + target))
                .method(
                        request.getMethod(),
                        request.getBody() == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(request.getBody().toByteArray()));
        for (String name : new String[] {"Authorization", "Content-Type"}) {
            String value = request.getHeaders().get(name);
            if (value != null) {
                forwarded.header(name, value);
            }
        }
        try {
            HttpResponse<byte[]> answer = http.send(forwarded.build(), BodyHandlers.ofByteArray());
            return new MockResponse.Builder()
                    .code(answer.statusCode())
                    .addHeader("Content-Type", "application/json")
                    .body(new Buffer().write(answer.body()))
                    .build();
        } catch (IOException e) {
            return new MockResponse.Builder().code(502).build();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        super.close();
        front.close();
    }
}
