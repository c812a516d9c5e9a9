package io.github.batchferry.emulator.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/** {@code /files}. */
final class FileFreedoms {
    static final List<Freedom> ALL = List.of(
            late("404", "are not found", call -> Told.error(404, "No such File object: " + call.id(), null)),
            late("403", "are forbidden", call -> Told.error(403, "You have no access to " + call.id() + ".", null)),
            late("410", "are gone", call -> Told.error(410, "The file " + call.id() + " is gone.", null)),
            late("page-200", "are a maintenance page with 200", call -> Told.page(200)),
            late("page-503", "are a maintenance page with 503", call -> Told.page(503)),
            half(
                    "half",
                    "are half, with a clean end in the middle of a line",
                    bytes -> Arrays.copyOf(bytes, withinLine(bytes, bytes.length / 2))),
            half(
                    "half-lines",
                    "are half, with a clean end behind a line",
                    bytes -> Arrays.copyOf(bytes, lineEnd(bytes, bytes.length / 2))),
            Freedom.healing(
                    "file=gzip",
                    "contents are compressed unasked",
                    dice -> Manner.after(
                            call -> call.is(Call.CONTENT),
                            told -> told.with(gzip(told.bytes())).with("Content-Encoding", "gzip"))),
            Freedom.lasting(
                    "file=redirect",
                    "contents are at a signed address, which refuses tokens",
                    dice -> Manner.instead(
                            call -> call.is(Call.CONTENT) && call.file() != null,
                            call -> Told.bytes(302, Map.of("Location", Signed.PATH + call.id()), new byte[0]))),
            Freedom.healing(
                    "file=bytes-null",
                    "files have no bytes",
                    dice -> Manner.file((view, file, now) -> view.putNull("bytes"))),
            Freedom.healing(
                    "file=bytes-zero",
                    "files have 0 bytes",
                    dice -> Manner.file((view, file, now) -> view.put("bytes", 0))),
            Freedom.healing(
                    "file=bytes-wrong",
                    "files have other bytes than their content",
                    dice -> Manner.file((view, file, now) ->
                            view.put("bytes", view.path("bytes").asLong() + 1 + dice.of(file.id(), 100)))),
            Freedom.healing(
                    "file=uploaded",
                    "an input file stays uploaded for ever",
                    dice -> Manner.file((view, file, now) -> {
                        if (!file.isResult()) {
                            view.put("status", "uploaded");
                        }
                    })),
            Freedom.healing(
                    "file=empty-errors",
                    "a batch without errors has an error file of no bytes",
                    dice -> new EmptyFile()),
            Freedom.healing(
                    "delete=404",
                    "no file is found to be deleted",
                    dice -> Manner.instead(
                            call -> call.is(Call.DELETE),
                            call -> Told.error(404, "No such File object: " + call.id(), null))),
            Freedom.healing(
                    "delete=405",
                    "nothing can be deleted",
                    dice -> Manner.instead(
                            call -> call.is(Call.DELETE), call -> Told.error(405, "Method not allowed.", null))),
            Freedom.healing(
                    "delete=lies",
                    "a file is said to be deleted, and stays",
                    dice -> Manner.instead(
                            call -> call.is(Call.DELETE) && call.file() != null,
                            call -> Told.json(
                                    200,
                                    Json.object()
                                            .put("object", "file")
                                            .put("id", call.id())
                                            .put("deleted", true)))));

    private FileFreedoms() {}

    private static Freedom late(String name, String says, Function<Call, Told> told) {
        return Freedom.healing("file=late-" + name, "results " + says + " for a while after the end", dice -> {
            long millis = dice.seconds(5, 180);
            return Manner.instead(
                    call -> call.is(Call.CONTENT)
                            && call.file() != null
                            && call.file().isFresh(call.now(), millis),
                    told);
        });
    }

    private static Freedom half(String name, String says, UnaryOperator<byte[]> cut) {
        return Freedom.healing("file=" + name, "results " + says + ", for a while after the end", dice -> {
            long millis = dice.seconds(5, 180);
            return Manner.after(
                    call -> call.is(Call.CONTENT)
                            && call.file() != null
                            && call.file().isFresh(call.now(), millis),
                    told -> told.with(cut.apply(told.bytes())));
        });
    }

    private static int withinLine(byte[] bytes, int before) {
        return lineEnd(bytes, before) == before ? Math.max(0, before - 1) : before;
    }

    private static int lineEnd(byte[] bytes, int before) {
        int end = before;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream sink = new GZIPOutputStream(packed)) {
            sink.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** Stands where a batch has no error file. */
    private static final class EmptyFile implements Conduct {
        private static final String ID = "file-empty-";

        @Override
        public void batch(ObjectNode view, Look look) {
            if (look.status().equals("completed") && view.path("error_file_id").isNull()) {
                view.put("error_file_id", ID + look.id());
            }
        }

        @Override
        public Optional<Told> instead(Call call) {
            if (!call.id().startsWith(ID)) {
                return Optional.empty();
            }
            return switch (call.shape()) {
                case Call.CONTENT -> Optional.of(Told.text(200, "application/octet-stream", ""));
                case Call.FILE ->
                    Optional.of(Told.json(
                            200,
                            Json.object()
                                    .put("object", "file")
                                    .put("id", call.id())
                                    .put("purpose", "batch_output")
                                    .put("bytes", 0)
                                    .put("status", "processed")));
                default -> Optional.empty();
            };
        }
    }
}
