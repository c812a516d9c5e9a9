package io.github.batchferry.http;

import io.github.batchferry.batch.InputFile;
import io.github.batchferry.provider.FileExpiry;
import io.github.batchferry.provider.Provider;
import io.github.batchferry.provider.Quirk;
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
        form.addFormDataPart("purpose", purpose(target.provider()));
        if (target.provider().has(Quirk.UPLOAD_NAMES_FILE)) {
            form.addFormDataPart("file_name", name(attempt));
        }
        target.expiryNames().ifPresent(names -> {
            boolean dots = names == FileExpiry.Names.DOTS;
            form.addFormDataPart(dots ? "expires_after.anchor" : "expires_after[anchor]", "created_at");
            form.addFormDataPart(
                    dots ? "expires_after.seconds" : "expires_after[seconds]", String.valueOf(KEPT.toSeconds()));
        });
        return form.addFormDataPart("file", name(attempt), new UploadBody(file, pace))
                .build();
    }

    private String purpose(Provider provider) {
        return file.purpose() == InputFile.Purpose.BATCH
                ? provider.upload().purpose()
                : file.purpose().word();
    }

    private String name(int attempt) {
        String name = file.filename();
        int ending = name.lastIndexOf('.');
        return attempt == 1 ? name : name.substring(0, ending) + "-" + attempt + name.substring(ending);
    }
}
