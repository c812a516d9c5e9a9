package io.github.batchferry.emulator;

import io.github.batchferry.emulator.file.Contents;
import io.github.batchferry.emulator.file.KeptFile;
import io.github.batchferry.emulator.line.BodyKeeping;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Takes files away with their content. The content stays while a batch is executed that is made of it. */
final class FileKeeper {
    private final State state;
    private final Contents contents;
    private final Clock clock;

    FileKeeper(State state, Contents contents, Clock clock) {
        this.state = state;
        this.contents = contents;
        this.clock = clock;
    }

    void remove(String id) throws IOException {
        state.removeFile(id);
        if (!isInUse(id)) {
            contents.delete(id);
        }
    }

    void removeExpired() throws IOException {
        for (String id : state.expiredFiles(clock.millis())) {
            remove(id);
        }
    }

    /** To be called when a batch has ended that was made of this file. */
    void release(String inputId, BodyKeeping keeping) throws IOException {
        if ((keeping == BodyKeeping.FORGET || !state.knowsFile(inputId)) && !isInUse(inputId)) {
            contents.delete(inputId);
        }
    }

    /** Deletes contents that nobody can ask for. For the start, before there are requests. */
    void sweep() throws IOException {
        contents.sweep(id -> state.knowsFile(id) || isInUse(id));
    }

    private boolean isInUse(String id) {
        return state.open().stream()
                .filter(batch -> !batch.status().equals(Progress.VALIDATING))
                .anyMatch(batch -> batch.order().inputFileId().equals(id)
                        || isResult(batch.progress().output(), id)
                        || isResult(batch.progress().errorFile(), id));
    }

    private static boolean isResult(@Nullable KeptFile file, String id) {
        return file != null && file.id().equals(id);
    }
}
