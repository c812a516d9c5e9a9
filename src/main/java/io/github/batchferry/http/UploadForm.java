package io.github.batchferry.http;

import io.github.batchferry.batch.InputFile;
import java.time.Duration;
import java.util.function.Supplier;
import okhttp3.MultipartBody;

/** What {@code POST /files} takes. Small parts come first, so that a server may refuse early. */
final class UploadForm {
    private static final Duration KEPT = Duration.ofDays(30);

    private final InputFile file;
    private final Supplier<Pace> pace;

    UploadForm(InputFile file, Supplier<Pace> pace) {
        this.file = file;
        this.pace = pace;
    }

    /** @param attempt from 1; each has a name of its own, so that an orphan can be told */
    MultipartBody of(Target target, int attempt) {
        MultipartBody.Builder form = new MultipartBody.Builder().setType(MultipartBody.FORM);
        form.addFormDataPart("purpose", file.purpose().word());
        if (target.takesExpiry()) {
            form.addFormDataPart("expires_after[anchor]", "created_at");
            form.addFormDataPart("expires_after[seconds]", String.valueOf(KEPT.toSeconds()));
        }
        return form.addFormDataPart("file", name(attempt), new UploadBody(file, pace))
                .build();
    }

    private String name(int attempt) {
        String name = file.filename();
        int ending = name.lastIndexOf('.');
        return attempt == 1 ? name : name.substring(0, ending) + "-" + attempt + name.substring(ending);
    }
}
