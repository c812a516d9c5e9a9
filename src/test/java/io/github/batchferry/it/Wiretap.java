package io.github.batchferry.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** Stands before a server and writes down what a client sends beside the key and the request lines. */
final class Wiretap implements AutoCloseable {
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("host", "connection", "content-length", "transfer-encoding", "expect", "upgrade");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpServer server;
    private final URI target;
    private final StringBuffer seen = new StringBuffer();
    private final Set<String> keys = ConcurrentHashMap.newKeySet();

    Wiretap(String target) throws IOException {
        this.target = URI.create(target);
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::pass);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + target.getPath();
    }

    /** Methods, paths, headers but for the key, forms but for the lines in a file, and JSON. */
    String seen() {
        return seen.toString();
    }

    Set<String> keys() {
        return keys;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void pass(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        note(exchange, body);
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        target.resolve(exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try (exchange) {
            HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
            answer.headers().map().forEach((name, values) -> {
                if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                    exchange.getResponseHeaders().put(name, List.copyOf(values));
                }
            });
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(answer.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(HttpExchange exchange, byte[] body) {
        seen.append(exchange.getRequestMethod())
                .append(' ')
                .append(exchange.getRequestURI())
                .append('\n');
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (name.equalsIgnoreCase("authorization") || name.equalsIgnoreCase("api-key")) {
                values.forEach(value -> keys.add(value.replaceFirst("^Bearer ", "")));
            } else {
                seen.append(name).append(": ").append(values).append('\n');
            }
        });
        seen.append(withoutLines(body)).append('\n');
    }

    /** A file of request lines is data: what begins with a brace and has a custom id. */
    private static String withoutLines(byte[] body) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        String text = new String(body, StandardCharsets.ISO_8859_1);
        for (String line : text.split("\n", -1)) {
            if (!line.startsWith("{\"custom_id\"")) {
                kept.writeBytes((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return kept.toString(StandardCharsets.ISO_8859_1);
    }
}
