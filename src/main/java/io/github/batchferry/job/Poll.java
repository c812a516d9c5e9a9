package io.github.batchferry.job;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.BatchStatus;
import java.io.IOException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at the server: collects what has ended, and cancels what is not wanted. Buys nothing. */
final class Poll {
    private final Job job;
    private final BatchApi api;
    private final Notices notices;
    private final Sightings sightings;
    private final Set<String> cancelled = new HashSet<>();
    private final Set<Integer> notCleaned = new HashSet<>();
    private final Set<String> told = new HashSet<>();

    Poll(Job job, BatchApi api, Notices notices, Sightings sightings) {
        this.job = job;
        this.api = api;
        this.notices = notices;
        this.sightings = sightings;
    }

    /**
     * One look.
     *
     * @return why nothing may be bought before a person has changed something; null where nothing says so
     */
    @Nullable
    ExternalException look(Listing listing) throws IOException {
        Set<String> open = new HashSet<>();
        for (BatchState batch : job.state().batches(BatchState.Phase.CREATED)) {
            open.add(id(batch));
        }
        if (!open.isEmpty()) {
            listing.look(open, null);
            listing.all().forEach(this::observe);
        }
        ExternalException stop = null;
        Collector collector = new Collector(job, api, notices);
        for (BatchState batch : job.state().batches(BatchState.Phase.CREATED)) {
            Batch remote = listing.get(id(batch));
            if (remote == null) {
                tellOnce("batch " + batch.number() + ": the server shows no batch " + batch.batchId()
                        + " to this key. It stays open; check that the key belongs to the same project");
            } else if (remote.status().isTerminal()) {
                collect(collector, batch, remote);
                stop = stop == null ? stop(batch) : stop;
            } else if (job.state().cancelAsked()) {
                cancel(remote, "batch " + batch.number() + " (" + remote.id() + ") is being cancelled");
            }
        }
        new Cleaner(job, api, this::tellOnce, notCleaned).clean();
        return stop;
    }

    /** Once in the life of this driver each, however much or little else is open. */
    void cancelStrays() {
        for (String id : Set.copyOf(job.state().strays())) {
            if (!cancelled.contains(id)) {
                api.batch(id).ifPresent(remote -> {
                    observe(remote);
                    cancelled.add(id);
                });
            }
        }
    }

    void tellOnce(String message) {
        if (told.add(message)) {
            notices.say(message);
        }
    }

    /** A batch whose results cannot be fetched right now stays open and does not hold up the others. */
    private void collect(Collector collector, BatchState batch, Batch remote) throws IOException {
        try {
            collector.collect(batch, remote);
        } catch (ExternalException e) {
            if (!e.retryable()) {
                throw e;
            }
            notices.say("the results of batch " + batch.number() + " could not be fetched: " + e.getMessage()
                    + ". They are fetched at the next poll");
        }
    }

    private static @Nullable ExternalException stop(BatchState batch) {
        Event.Collected collected = batch.collected();
        Reason reason = collected == null ? null : collected.absent();
        if (collected == null || reason == null || collected.then() != Event.AfterRefusal.STOP) {
            return null;
        }
        String remedy = Stop.remedy(0, reason.code());
        return Stop.at(
                batch.number(), 0, reason.code(), reason.message(), remedy == null ? "Remove the reason" : remedy);
    }

    /** Keeps what was seen, and cancels a batch that exists though its purchase was given up. */
    private void observe(Batch remote) {
        sightings.see(remote);
        boolean stray = job.state().strays().contains(remote.id());
        for (BatchState batch : job.state().batches(BatchState.Phase.VOIDED)) {
            stray |= remote.inputFileId().equals(batch.fileId()) || Metadata.names(remote, job.state(), batch.number());
        }
        if (stray) {
            cancel(
                    remote,
                    "WARNING: batch " + remote.id()
                            + " exists at the provider though its purchase was given up: cancelling it");
        }
    }

    private void cancel(Batch remote, String message) {
        if (!remote.status().isTerminal() && !remote.status().equals(BatchStatus.CANCELLING)) {
            tellOnce(message);
            api.cancel(remote.id()).ifPresent(sightings::see);
        }
    }

    private static String id(BatchState batch) {
        return Objects.requireNonNull(batch.batchId(), "a created batch has an id");
    }
}
