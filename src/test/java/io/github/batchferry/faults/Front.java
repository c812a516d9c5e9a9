package io.github.batchferry.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** Stands in front of a server and may say something else than it. */
class Front extends Dispatcher implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final MockWebServer front = new MockWebServer();
    private final int server;

    Front(int server) {
        this.server = server;
        front.setDispatcher(this);
        try {
            front.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    final String url() {
        return front.url("/v1").toString();
    }

    final int requests() {
        return front.getRequestCount();
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        return forward(request, request.getTarget());
    }

    /** What becomes of a true answer. */
    String told(String answer) {
        return answer;
    }

    final MockResponse forward(RecordedRequest request, String target) {
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
            HttpResponse<String> answer = http.send(forwarded.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            return Answers.json(answer.statusCode(), told(answer.body()));
        } catch (IOException e) {
            return Answers.json(502, "");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public final void close() {
        super.close();
        front.close();
    }
}
