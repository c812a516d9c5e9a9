package io.github.batchferry.emulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The simplest client that believes nothing at first sight: it looks again, four minutes later. */
final class PatientBuyer {
    private static final Set<String> ENDS = Set.of("completed", "failed", "expired", "cancelled");
    private static final int ROUNDS = 40;

    private final EmulatorClient client;
    private final SettableClock clock;
    private final Map<String, Set<String>> open = new HashMap<>();
    private final Set<String> answered = new TreeSet<>();
    private final Set<String> known = new HashSet<>();
    private final Server server;
    private Set<String> wanted;
    private String file = "";

    PatientBuyer(EmulatorClient client, SettableClock clock, Server server, int rows) {
        this.client = client;
        this.clock = clock;
        this.server = server;
        this.wanted = new LinkedHashSet<>();
        for (int i = 1; i <= rows; i++) {
            wanted.add("row-" + i);
        }
    }

    /** The rows that have an answer when nothing is left to do, or patience ends. */
    Set<String> buy() throws IOException {
        for (int round = 0; round < ROUNDS && !(wanted.isEmpty() && open.isEmpty()); round++) {
            if (!wanted.isEmpty()) {
                create(Set.copyOf(wanted));
            }
            for (String id : List.copyOf(open.keySet())) {
                look(id);
            }
        }
        return answered;
    }

    private void create(Set<String> rows) throws IOException {
        file = file.isEmpty() ? upload(rows) : file;
        String body = "{\"input_file_id\":\"%s\",\"endpoint\":\"/v1/chat/completions\",\"completion_window\":\"24h\"}";
        try {
            JsonNode told = client.post("batches", body.formatted(file)).json();
            if (told.path("input_file_id").asText().equals(file)) {
                adopt(told.path("id").asText(), rows);
                return;
            }
        } catch (IOException e) {
            // perhaps there is one: looked for below
        }
        pause();
        for (String id : candidates()) {
            if (!known.contains(id) && batch(id).path("input_file_id").asText().equals(file)) {
                adopt(id, rows);
                return;
            }
        }
    }

    private String upload(Set<String> rows) throws IOException {
        StringBuilder lines = new StringBuilder();
        rows.forEach(row -> lines.append(EmulatorClient.chatLine(row, row)));
        return client.multipart(Map.of("purpose", "batch"), "in.jsonl", lines.toString())
                .json()
                .path("id")
                .asText("");
    }

    private void adopt(String id, Set<String> rows) {
        known.add(id);
        open.put(id, rows);
        file = "";
        wanted = new LinkedHashSet<>();
    }

    private Set<String> candidates() throws IOException {
        Set<String> ids = new LinkedHashSet<>();
        String after = "";
        for (int page = 0; page < 60; page++) {
            JsonNode list = client.get("batches?limit=100" + after).json();
            list.path("data").forEach(entry -> ids.add(entry.path("id").asText()));
            if (!list.path("has_more").asBoolean()) {
                break;
            }
            String last = list.path("last_id").asText(new ArrayList<>(ids).get(ids.size() - 1));
            after = "&after=" + last;
        }
        return ids;
    }

    private void look(String id) throws IOException {
        pause();
        server.hasEnded(id);
        JsonNode first = batch(id);
        pause();
        JsonNode second = batch(id);
        String status = second.path("status").asText().toLowerCase(Locale.ROOT).replace("canceled", "cancelled");
        Set<String> unpaid = new LinkedHashSet<>();
        if (!ENDS.contains(status)
                || !second.equals(first)
                || !read(second.path("output_file_id"), unpaid)
                || !read(second.path("error_file_id"), unpaid)) {
            return;
        }
        Set<String> rows = open.remove(id);
        boolean ranNothing = second.path("output_file_id").isNull()
                && second.path("error_file_id").isNull();
        wanted = new LinkedHashSet<>(ranNothing && status.equals("failed") ? rows : unpaid);
    }

    /** Whether the file was there, or none is named. */
    private boolean read(JsonNode fileId, Set<String> unpaid) throws IOException {
        if (!fileId.isTextual()) {
            return true;
        }
        EmulatorClient.Answer content = client.get("files/" + fileId.asText() + "/content");
        for (String text : content.text().replace("\ufeff", "").split("\n")) {
            JsonNode line = parsed(text);
            String row = line.path("custom_id").asText("");
            if (row.startsWith("row-")) {
                (line.path("response").isObject() ? answered : unpaid).add(row);
            }
        }
        return content.status() == 200;
    }

    private JsonNode batch(String id) throws IOException {
        return client.get("batches/" + id).json();
    }

    private void pause() {
        clock.advance(Duration.ofMinutes(4));
    }

    private static JsonNode parsed(String text) {
        try {
            JsonNode line = EmulatorClient.MAPPER.readTree(text);
            return line == null ? EmulatorClient.MAPPER.createObjectNode() : line;
        } catch (JsonProcessingException e) {
            return EmulatorClient.MAPPER.createObjectNode();
        }
    }

    /** Waits until a batch has truly ended. No evidence, but what spares a test from sleeping. */
    @FunctionalInterface
    interface Server {
        void hasEnded(String id) throws IOException;
    }
}
