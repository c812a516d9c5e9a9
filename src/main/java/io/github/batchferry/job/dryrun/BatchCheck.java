package io.github.batchferry.job.dryrun;

import io.github.batchferry.batch.InputFile;
import io.github.batchferry.emulator.answer.ServedEndpoints;
import io.github.batchferry.emulator.line.Limits;
import io.github.batchferry.emulator.line.LineError;
import io.github.batchferry.emulator.line.RequestLine;
import io.github.batchferry.emulator.line.Validation;
import io.github.batchferry.result.answer.ForeignText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Holds the input file of one batch against all that a server validates, on one way through its bytes. */
final class BatchCheck {
    private final Consumer<Complaint> complaints;
    private final List<LineError> errors = new ArrayList<>();
    private final Validation validation;
    private int position;
    private int refused;

    private BatchCheck(String endpoint, String url, Limits server, Consumer<Complaint> complaints) {
        this.complaints = complaints;
        String ofOpenAiAlone = url.equals(endpoint) ? "" : "url_not_found";
        validation = new Validation(
                ServedEndpoints.DOCUMENTED.find(endpoint).orElseThrow(), ServedEndpoints.DOCUMENTED, server, error -> {
                    if (!ofOpenAiAlone.equals(error.code())) {
                        errors.add(error);
                    }
                });
    }

    /**
     * @param url by which the lines and the server name the endpoint
     * @param complaints is told them while they are found
     * @return how many lines are refused
     */
    static int run(InputFile file, String endpoint, String url, Limits server, Consumer<Complaint> complaints)
            throws IOException {
        BatchCheck check = new BatchCheck(endpoint, url, server, complaints);
        LineSplitter lines = new LineSplitter(check::line);
        file.content().writeTo(lines);
        lines.finish();
        check.validation.end(file.bytes());
        check.tell(null, null);
        return check.refused;
    }

    private void line(byte[] bytes, int offset, int length) {
        validation.line(bytes, offset, length);
        if (!errors.isEmpty()) {
            refused++;
            tell(position, customId(bytes, offset, length));
        }
        position++;
    }

    private void tell(@Nullable Integer at, @Nullable String customId) {
        for (LineError error : errors) {
            complaints.accept(new Complaint(
                    at, customId, error.code(), Objects.requireNonNull(ForeignText.clean(error.message()))));
        }
        errors.clear();
    }

    private static @Nullable String customId(byte[] bytes, int offset, int length) {
        try {
            return ForeignText.clean(RequestLine.parse(bytes, offset, length).customId());
        } catch (IOException e) {
            return null;
        }
    }
}
