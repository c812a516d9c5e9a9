package io.github.batchferry.job;

import io.github.batchferry.ExternalException;
import io.github.batchferry.Refused;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.InputFile;
import io.github.batchferry.batch.RefusalKind;
import io.github.batchferry.batch.RemoteFile;
import io.github.batchferry.job.lines.BatchInput;
import io.github.batchferry.job.lines.StagedImage;
import io.github.batchferry.ledger.BatchName;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.PurchaseTerms;
import io.github.batchferry.ledger.Reason;
import io.github.batchferry.notice.Notices;
import io.github.batchferry.provider.CompletionWindow;
import io.github.batchferry.request.ImagePlaceholder;
import io.github.batchferry.result.answer.RowStatus;
import io.github.batchferry.shard.ImageExtent;
import io.github.batchferry.shard.ImagesFile;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.store.PositionedInput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that the images which the lines of a batch name stand at the provider and in the ledger before the batch
 * is bought. An upload is not paid for: one that a crash keeps out of the ledger is an orphan, and is made again.
 */
final class ImageUploader {
    private static final int RECORDED_TOGETHER = 100;

    private final Job job;
    private final BatchApi api;
    private final Notices notices;
    private final Instant now;
    private final Discard discard;

    ImageUploader(Job job, BatchApi api, Notices notices, Instant now) {
        this.job = job;
        this.api = api;
        this.notices = notices;
        this.now = now;
        discard = new Discard(api, notices);
    }

    /**
     * The id of the file of each image, by its hash, as the ledger now has it. Null where the batch is not to be bought
     * now: the server takes one of its images from nobody, or the job was cancelled.
     *
     * @throws ExternalException where an upload failed for any other reason
     */
    @Nullable
    Map<String, String> upload(BatchState batch, BatchInput lines) throws IOException {
        List<BatchInput.Named> all = lines.images();
        for (BatchInput.Named named : all) {
            Set<String> missing = named.hashes().stream()
                    .filter(sha256 -> !stands(batch, sha256))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            if (!missing.isEmpty() && !upload(batch, lines, named.part(), missing)) {
                return null;
            }
        }
        Map<String, String> fileIds = new HashMap<>();
        for (BatchInput.Named named : all) {
            for (String sha256 : named.hashes()) {
                Event.ImageUploaded held = job.state().images().of(sha256);
                if (held != null) {
                    fileIds.put(sha256, held.fileId());
                }
            }
        }
        return fileIds;
    }

    /** Asks the server where the lines went out before: the image may be what they failed for. */
    private boolean stands(BatchState batch, String sha256) {
        Event.ImageUploaded held = job.state().images().of(sha256);
        if (held == null) {
            return false;
        }
        Instant needed = now.plus(new CompletionWindow(terms(batch).completionWindow()).duration());
        if (held.expiresAt() > 0 && Instant.ofEpochSecond(held.expiresAt()).isBefore(needed)) {
            return false;
        }
        boolean again = batch.planned().attempt() > 1 || batch.planned().round() > 0;
        return !again || api.file(held.fileId()).isPresent();
    }

    private boolean upload(BatchState batch, BatchInput lines, StagedPart part, Set<String> missing)
            throws IOException {
        Map<String, ImageExtent> extents = ImagesFile.find(job.store(), part, missing);
        List<Event.ImageUploaded> uploaded = new ArrayList<>();
        try (PositionedInput images = ImagesFile.open(job.store(), part)) {
            for (String sha256 : missing) {
                ImageExtent extent = extents.get(sha256);
                if (extent == null) {
                    throw ImagesFile.damaged(part.imageListFile(), "it lacks an image that a line names");
                }
                StagedImage image = StagedImage.of(images, extent);
                try {
                    uploaded.add(uploaded(sha256, image));
                } catch (ExternalException e) {
                    if (!isAboutTheImage(e.refusal())) {
                        throw e;
                    }
                    refuse(batch, lines, sha256, e);
                    return false;
                }
                if (uploaded.size() == RECORDED_TOGETHER) {
                    record(uploaded);
                    if (job.state().cancelAsked()) {
                        return false;
                    }
                }
            }
        } finally {
            record(uploaded);
        }
        return !job.state().cancelAsked();
    }

    private Event.ImageUploaded uploaded(String sha256, StagedImage image) {
        String name = Metadata.jobName(job.state()) + "-" + sha256 + "." + image.extension();
        RemoteFile file = api.upload(new InputFile(name, InputFile.Purpose.VISION, image.bytes(), image::writeTo));
        if (file.id().length() > ImagePlaceholder.LONGEST_ID) {
            discard.file(file.id());
            throw ExternalException.stopped(
                    "the server gave an uploaded image an id of " + file.id().length()
                            + " characters, and a request has room for " + ImagePlaceholder.LONGEST_ID
                            + ", so nothing was bought that names it. Write the job anew without uploadImages",
                    0,
                    null);
        }
        Event.ImageUploaded held = job.state().images().of(sha256);
        return new Event.ImageUploaded(
                sha256, file.id(), image.bytes(), file.expiresAt(), held == null ? null : held.fileId());
    }

    /** What another driver has uploaded meanwhile stands; ours is not needed then. */
    private void record(List<Event.ImageUploaded> uploaded) {
        if (uploaded.isEmpty()) {
            return;
        }
        job.append(uploaded);
        for (Event.ImageUploaded image : uploaded) {
            if (!image.equals(job.state().images().of(image.sha256()))) {
                discard.file(image.fileId());
            }
        }
        uploaded.clear();
    }

    private boolean isAboutTheImage(@Nullable Refused refused) {
        return refused != null
                && (refused.status() == 413
                        || RefusalKind.of(refused, job.state().provider().refusals()) == RefusalKind.ROWS);
    }

    private void refuse(BatchState batch, BatchInput lines, String sha256, ExternalException e) throws IOException {
        Refused refused = e.refusal();
        if (refused == null) {
            throw e;
        }
        Reason reason =
                new Reason(RowStatus.FAILED, refused.code(), refused.words(), null, refused.param(), refused.status());
        Map<Integer, Reason> named =
                lines.naming(sha256).stream().collect(Collectors.toMap(Function.identity(), line -> reason));
        notices.warn(BatchName.of(batch.number()) + ": an image of " + named.size()
                + " of its requests was refused, nothing was bought for them: " + e.getMessage());
        job.append(
                List.of(Refusals.denied(batch.number(), refused, Event.AfterRefusal.PLAN_AGAIN, named)),
                s -> batch.isPurchasable());
    }

    private PurchaseTerms terms(BatchState batch) {
        String write = batch.planned().lines().get(0).write();
        return job.state().write(write).orElseThrow().purchase();
    }
}
