package io.github.batchferry.emulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.batchferry.emulator.dialect.Interpreter;
import io.github.batchferry.emulator.fault.FaultScript.OnRequest;
import io.github.batchferry.emulator.fault.Faults;
import io.github.batchferry.emulator.wire.Ids;
import io.github.batchferry.emulator.wire.Refusal;
import io.github.batchferry.emulator.wire.Reply;
import io.github.batchferry.emulator.wire.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One exchange: the request to its endpoint, its reply or refusal back, and the faults around both. */
final class Server implements HttpHandler {
    private final Routes routes;
    private final Faults faults;
    private final Ids ids;
    private final Interpreter interpreter;

    Server(Routes routes, Faults faults, Ids ids, Interpreter interpreter) {
        this.routes = routes;
        this.faults = faults;
        this.ids = ids;
        this.interpreter = interpreter;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            Request request = interpreter.heard(Request.of(exchange));
            Optional<OnRequest> fault = Routes.isControl(request)
                    ? Optional.empty()
                    : faults.onRequest(request.method(), request.pathText());
            if (fault.isPresent()) {
                new FaultyExchange(exchange, fault.get(), () -> reply(request), ids.request()).answer();
            } else {
                send(exchange, reply(request), ids.request());
            }
        } catch (IllegalArgumentException e) {
            send(
                    exchange,
                    Refusal.invalid("Invalid URL: " + e.getMessage(), null, null)
                            .reply(),
                    ids.request());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private Reply reply(Request request) throws IOException {
        Reply reply;
        try {
            reply = routes.reply(request);
        } catch (Refusal refusal) {
            reply = refusal.reply();
        } catch (RuntimeException e) {
            reply = Refusal.broken(e).reply();
        }
        drain(request.body());
        return Routes.isControl(request) ? reply : interpreter.said(request, reply);
    }

    static void send(HttpExchange exchange, Reply reply, String requestId) throws IOException {
        if (reply.isAbsent()) {
            return;
        }
        head(exchange, reply, requestId);
        if (reply.length() != 0 && !isHead(exchange)) {
            try (OutputStream sink = exchange.getResponseBody()) {
                reply.body().writeTo(sink);
            }
        }
    }

    static void head(HttpExchange exchange, Reply reply, String requestId) throws IOException {
        exchange.getResponseHeaders().set("x-request-id", requestId);
        exchange.getResponseHeaders().set("openai-version", "2020-10-01");
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        if (isHead(exchange)) {
            if (reply.length() >= 0) {
                exchange.getResponseHeaders().set("Content-Length", Long.toString(reply.length()));
            }
            exchange.sendResponseHeaders(reply.status(), -1);
            return;
        }
        // to HttpExchange, 0 means chunks and -1 means no body
        long length = reply.length() == Reply.UNKNOWN ? 0 : reply.length() == 0 ? -1 : reply.length();
        exchange.sendResponseHeaders(reply.status(), length);
    }

    private static boolean isHead(HttpExchange exchange) {
        return exchange.getRequestMethod().equals(Request.HEAD);
    }

    /** A client that is still sending would otherwise see a reset in place of the answer. */
    static void drain(InputStream body) throws IOException {
        body.transferTo(OutputStream.nullOutputStream());
    }

    static void pause(long millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(millis);
    }
}
