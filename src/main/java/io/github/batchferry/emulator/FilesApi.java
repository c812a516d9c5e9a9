package io.github.batchferry.emulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.emulator.dialect.Ways;
import io.github.batchferry.emulator.file.BriefFile;
import io.github.batchferry.emulator.file.Contents;
import io.github.batchferry.emulator.file.KeptFile;
import io.github.batchferry.emulator.line.Digest;
import io.github.batchferry.emulator.line.Json;
import io.github.batchferry.emulator.wire.Ids;
import io.github.batchferry.emulator.wire.Refusal;
import io.github.batchferry.emulator.wire.Reply;
import io.github.batchferry.emulator.wire.Request;
import io.github.batchferry.emulator.world.Manners;
import io.github.batchferry.http.MultipartBodyReader;
import io.github.batchferry.http.MultipartBodyReader.Part;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /v1/files}. */
final class FilesApi {
    private static final long MOST_BYTES = 512L << 20;
    private static final int MOST_LISTED = 10_000;

    private final State state;
    private final Contents contents;
    private final FileKeeper keeper;
    private final Ids ids;
    private final Ways ways;
    private final Clock clock;
    private final Manners manners;
    private final Sight sight;

    FilesApi(
            State state,
            Contents contents,
            FileKeeper keeper,
            Ids ids,
            Ways ways,
            Clock clock,
            Manners manners,
            Sight sight) {
        this.state = state;
        this.contents = contents;
        this.keeper = keeper;
        this.ids = ids;
        this.ways = ways;
        this.clock = clock;
        this.manners = manners;
        this.sight = sight;
    }

    Reply create(Request request, String project) throws IOException {
        String type = request.header("Content-Type");
        if (type == null || !type.startsWith("multipart/form-data")) {
            throw Refusal.invalid("Expected a multipart/form-data body with a file and its purpose.", null, null);
        }
        String id = ids.file();
        Map<String, String> fields = new HashMap<>();
        String filename = null;
        Digest digest = new Digest();
        try {
            MultipartBodyReader reader = new MultipartBodyReader(type, request.body());
            for (Optional<Part> part = reader.next(); part.isPresent(); part = reader.next()) {
                if (part.get().name().equals("file")) {
                    filename = part.get().filename();
                    check(fields, filename);
                    digest = contents.receive(id, part.get().content(), MOST_BYTES);
                } else {
                    fields.put(part.get().name(), part.get().text());
                }
            }
            if (filename == null) {
                throw Refusal.missing("file");
            }
            if (digest.bytes() > MOST_BYTES) {
                throw Refusal.of(413, "The file is larger than the " + MOST_BYTES + " bytes maximum.", "file", null);
            }
            check(fields, filename);
            filename = ways.form().name(fields, filename);
            contents.finish(id);
        } catch (ProtocolException | EOFException e) {
            throw Refusal.invalid("Could not parse the multipart form: " + e.getMessage(), null, null);
        } finally {
            Files.deleteIfExists(contents.part(id));
        }
        long now = clock.millis();
        long bytes = digest.bytes();
        KeptFile file = new KeptFile(
                id,
                project,
                filename,
                fields.getOrDefault("purpose", ""),
                bytes,
                digest.hex(),
                now,
                now + 1000 * ways.expiry().inForm(fields));
        state.add(file);
        return Reply.json(200, view(file));
    }

    Reply get(String project, String id) {
        return Reply.json(200, view(found(project, id)));
    }

    Reply content(String project, String id) {
        return content(found(project, id));
    }

    /** For whoever has the address, and nobody who shows a token. */
    Reply signed(Request request, String id) {
        if (request.header("Authorization") != null || request.header("api-key") != null) {
            throw Refusal.invalid("Only one way to authenticate is allowed.", null, "InvalidArgument");
        }
        return content(state.file(id).orElseThrow(() -> missing(id)));
    }

    private Reply content(KeptFile file) {
        String id = file.id();
        if (!contents.exists(id)) {
            throw missing(id);
        }
        if (contents.isBrief(id)) {
            return Reply.file(sink -> BriefFile.restore(contents.brief(id), sink), file.filename(), file.bytes());
        }
        return Reply.file(sink -> Files.copy(contents.path(id), sink), file.filename(), file.bytes());
    }

    Reply delete(String project, String id) throws IOException {
        keeper.remove(found(project, id).id());
        return Reply.json(200, Json.object().put("object", "file").put("id", id).put("deleted", true));
    }

    Reply list(Request request, String project) {
        int limit = request.number("limit", MOST_LISTED, 1, MOST_LISTED);
        String purpose = request.parameter("purpose");
        List<KeptFile> files = new ArrayList<>(state.files(project, clock.millis()));
        files.removeIf(file -> purpose != null && !file.purpose().equals(purpose));
        if (!"asc".equals(request.parameter("order"))) {
            Collections.reverse(files);
        }
        int from = from(files, request.parameter("after"));
        List<KeptFile> page = files.subList(from, Math.min(files.size(), from + limit));
        ObjectNode view = Json.object().put("object", "list");
        ArrayNode data = view.putArray("data");
        page.forEach(file -> data.add(view(file)));
        view.put("first_id", page.isEmpty() ? null : page.get(0).id());
        view.put("last_id", page.isEmpty() ? null : page.get(page.size() - 1).id());
        return Reply.json(200, view.put("has_more", from + page.size() < files.size()));
    }

    private ObjectNode view(KeptFile file) {
        ObjectNode view = file.view();
        if (!file.isResult() && !ways.isProcessed(file.createdAt(), clock.millis())) {
            view.put("status", "pending");
        }
        return manners.file(view, sight.stored(file), clock.millis());
    }

    private static int from(List<KeptFile> files, @Nullable String after) {
        if (after == null) {
            return 0;
        }
        for (int i = 0; i < files.size(); i++) {
            if (files.get(i).id().equals(after)) {
                return i + 1;
            }
        }
        throw missing(after);
    }

    private KeptFile found(String project, String id) {
        return state.file(project, id, clock.millis()).orElseThrow(() -> missing(id));
    }

    private static Refusal missing(String id) {
        return Refusal.of(404, "No such File object: " + id, "id", null);
    }

    private void check(Map<String, String> fields, @Nullable String filename) {
        ways.form().check(fields, filename);
        ways.expiry().inForm(fields);
    }
}
