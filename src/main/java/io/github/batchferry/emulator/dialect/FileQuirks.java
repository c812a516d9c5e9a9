package io.github.batchferry.emulator.dialect;

import io.github.batchferry.emulator.line.Json;
import io.github.batchferry.emulator.wire.Expiry;
import io.github.batchferry.emulator.wire.Form;
import io.github.batchferry.emulator.wire.Request;
import java.util.List;

/** Of files. */
final class FileQuirks {
    private static final long FOURTEEN_DAYS = 14L * 24 * 3600;
    private static final long FIFTEEN_DAYS = 15L * 24 * 3600;
    private static final long A_CENTURY = 36_525L * 24 * 3600;

    static final List<Quirk> ALL = List.of(
            Quirk.answer(
                    "upload=data",
                    "an uploaded file stands in 'data'",
                    "POST /v1/files",
                    reply -> Spoken.with(
                            reply,
                            Json.object()
                                    .put("code", 20000)
                                    .put("message", "Ok")
                                    .put("status", true)
                                    .set("data", Spoken.json(reply)))),
            Quirk.of(
                            "upload=path",
                            "files go to /files/upload, for the purpose batch-api, with their name in 'file_name'",
                            new UploadPath())
                    .and(ways -> ways.with(new Form(List.of("batch-api", "vision"), "file_name"))),
            Quirk.file("purpose=absent", "a file does not say what it is for", view -> view.remove("purpose")),
            Quirk.file("file=uploaded", "a file that can be used is 'uploaded'", view -> {
                if (view.path("status").asText().equals("processed")) {
                    view.put("status", "uploaded");
                }
            }),
            Quirk.rule(
                    "file=processed-first",
                    "a file is 'pending' for two seconds, and no batch is made of it before that",
                    ways -> ways.and(Custom.PROCESSED_FIRST)),
            Quirk.rule(
                    "expires=dots",
                    "the fields of a file's expiry are written with dots, from fourteen days on",
                    ways -> ways.with(new Expiry(
                            Expiry.Names.DOTS, FOURTEEN_DAYS, ways.expiry().unasked()))),
            Quirk.rule(
                    "kept=15d",
                    "a file is kept for fifteen days",
                    ways -> ways.with(
                            new Expiry(ways.expiry().names(), ways.expiry().least(), FIFTEEN_DAYS))),
            Quirk.file("kept=for-ever", "a file has no end", view -> view.remove("expires_at"))
                    .and(ways -> ways.with(
                            new Expiry(ways.expiry().names(), ways.expiry().least(), A_CENTURY))),
            Quirk.rule(
                    "error-file=always",
                    "a batch that ran has an error file, with no byte in it where no line failed",
                    ways -> ways.and(Custom.ERROR_FILE_ALWAYS)));

    private FileQuirks() {}

    private static final class UploadPath implements Tongue {
        @Override
        public Request heard(Request request) {
            return switch (request.shape()) {
                case "POST /v1/files/*" ->
                    request.path().get(2).equals("upload")
                            ? request.with(List.of("v1", "files"), request.query())
                            : request;
                case "POST /v1/files" -> request.with(List.of("v1", "files", "nowhere"), request.query());
                default -> request;
            };
        }
    }
}
