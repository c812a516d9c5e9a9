package io.github.batchferry.job;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.BatchStatus;
import io.github.batchferry.batch.Time;
import io.github.batchferry.job.collect.Cleaner;
import io.github.batchferry.job.collect.Collector;
import io.github.batchferry.job.collect.Look;
import io.github.batchferry.job.collect.Looks;
import io.github.batchferry.job.transfer.Transfers;
import io.github.batchferry.ledger.BatchName;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.Reason;
import io.github.batchferry.notice.Notices;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks at the server: collects what has ended, and cancels what is not wanted. Buys nothing. */
final class Poll {
    private static final int UNAUTHORIZED = 401;
    /** Failures of the job directory, which no other batch would fare better with. */
    private static final Set<String> OURS = Set.of("store_failed", "job_gone", "corrupt_ledger", "corrupt_ids");

    private final Job job;
    private final BatchApi api;
    private final Notices notices;
    private final Sightings sightings;
    private final Time time;
    private final Map<Integer, Long> nextLooks = new HashMap<>();
    private final Set<String> cancelled = new HashSet<>();
    private final Set<Integer> notCleaned = new HashSet<>();

    Poll(Job job, BatchApi api, Notices notices, Sightings sightings, Time time) {
        this.job = job;
        this.api = api;
        this.notices = notices;
        this.sightings = sightings;
        this.time = time;
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
            listing.look(open);
            listing.all().forEach(this::observe);
        }
        return new Round(listing).look(job.state().batches(BatchState.Phase.CREATED));
    }

    /** All created batches, one after another. */
    private final class Round {
        private final Collector collector = new Collector(job, api, notices, time.clock());
        private final Listing listing;
        private @Nullable ExternalException stop;
        private @Nullable ExternalException failure;

        Round(Listing listing) {
            this.listing = listing;
        }

        @Nullable
        ExternalException look(List<BatchState> batches) throws IOException {
            if (!batches.isEmpty()) {
                int largest = batches.stream()
                        .mapToInt(batch -> batch.planned().requests())
                        .max()
                        .getAsInt();
                Transfers transfers = Looks.transfers(job.state().limits().parallelTransfers(), largest);
                try (Looks looks = new Looks(collector, transfers)) {
                    for (int i = 0; i < batches.size(); i++) {
                        BatchState batch = batches.get(i);
                        if (mustBeProved(batch)) {
                            prove(batches.subList(i, batches.size()), transfers);
                        }
                        guarded(batch, () -> Poll.this.look(looks, batch, listing));
                        if (looks.isFull()) {
                            end(looks.first());
                        }
                    }
                    while (!looks.isEmpty()) {
                        end(looks.first());
                    }
                }
            }
            new Cleaner(job, api, notices, notCleaned).clean();
            if (failure != null) {
                throw failure;
            }
            return stop;
        }

        private boolean mustBeProved(BatchState batch) {
            Batch listed = listing.get(id(batch));
            return listed != null && listed.status().isTerminal() && isDue(batch) && !listing.isProved(listed.id());
        }

        /** The next ones, as many as are fetched together. One alone is asked for in its turn. */
        private void prove(List<BatchState> next, Transfers transfers) throws IOException {
            List<String> ids = next.stream()
                    .filter(this::mustBeProved)
                    .limit(transfers.atATime())
                    .map(Poll::id)
                    .toList();
            if (ids.size() > 1) {
                listing.prove(ids, transfers);
            }
        }

        private void end(Look look) throws IOException {
            guarded(look.batch(), () -> {
                again(look.batch(), collector.end(look));
                stop = stop == null ? stop(look.batch()) : stop;
            });
        }

        private void guarded(BatchState batch, Step step) throws IOException {
            try {
                step.make();
            } catch (ExternalException e) {
                failure = later(batch, e, failure);
            }
        }
    }

    @FunctionalInterface
    private interface Step {
        void make() throws IOException;
    }

    private void look(Looks looks, BatchState batch, Listing listing) {
        Batch listed = listing.get(id(batch));
        if (listed == null) {
            notices.say(BatchName.of(batch.number()) + ": the server shows no " + BatchName.of(id(batch))
                    + " to this key. It stays open; check that the key belongs to the same project");
        } else if (!listed.status().isTerminal()) {
            if (job.state().cancelAsked()) {
                cancel(listed, notices::say, BatchName.of(batch.number(), listed.id()) + " is being cancelled");
            }
        } else if (isDue(batch)) {
            Batch remote = listing.proof(listed.id());
            if (remote != null && remote.status().isTerminal()) {
                sightings.see(remote);
                looks.begin(batch, remote);
            }
        }
    }

    private boolean isDue(BatchState batch) {
        Long next = nextLooks.get(batch.number());
        return next == null || time.nanoTime().getAsLong() - next >= 0;
    }

    private void again(BatchState batch, @Nullable Duration pause) {
        if (pause == null) {
            nextLooks.remove(batch.number());
        } else {
            nextLooks.put(batch.number(), time.nanoTime().getAsLong() + pause.toNanos());
        }
    }

    /** One bad batch stops no other one. What is thrown in the end is what no other batch would fare better with. */
    private @Nullable ExternalException later(
            BatchState batch, ExternalException e, @Nullable ExternalException before) {
        if (Thread.currentThread().isInterrupted()) {
            throw e;
        }
        if (e.status() == UNAUTHORIZED || OURS.contains(String.valueOf(e.code())) && !e.retryable()) {
            return e;
        }
        notices.warn(BatchName.of(batch.number()) + " could not be looked at: " + e.getMessage()
                + ". It is looked at again at the next poll");
        return before;
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

    private @Nullable ExternalException stop(BatchState batch) {
        Event.Collected collected = batch.collected();
        Reason reason = collected == null ? null : collected.absent();
        if (collected == null || reason == null || collected.then() != Event.AfterRefusal.STOP) {
            return null;
        }
        return new Refusals(job.state().provider().refusals())
                .stop(batch.number(), 0, reason.code(), String.valueOf(reason.message()));
    }

    /** Keeps what was seen, and cancels a batch that exists though its purchase was given up. */
    private void observe(Batch remote) {
        sightings.see(remote);
        BatchState made = job.state().madeFrom(remote.inputFileId());
        BatchState batch = made == null ? Metadata.batch(remote, job.state()) : made;
        if (batch != null && batch.phase() == BatchState.Phase.DENIED) {
            adopt(batch, remote);
        } else if (made != null && isTwin(made, remote)) {
            cancel(
                    remote,
                    notices::warn,
                    "WARNING: " + BatchName.of(made.number()) + " exists twice at the provider, also as " + remote.id()
                            + ": cancelling that one");
        } else if (job.state().strays().contains(remote.id())
                || batch != null && batch.phase() == BatchState.Phase.VOIDED) {
            cancel(
                    remote,
                    notices::warn,
                    "WARNING: " + BatchName.of(remote.id())
                            + " exists at the provider though its purchase was given up: cancelling it");
        }
    }

    /** Whether it was made from the file of a batch that is another one. */
    private boolean isTwin(BatchState batch, Batch remote) {
        return batch.batchId() != null
                && !batch.batchId().equals(remote.id())
                && !job.state().isHeldByAnother(remote.id(), batch.number());
    }

    /** A refusal was a claim, and the list shows otherwise. */
    private void adopt(BatchState batch, Batch remote) {
        if (job.append(
                        List.of(new Event.Created(batch.number(), remote.id(), "adopted")),
                        state -> batch.phase() == BatchState.Phase.DENIED
                                && !state.isHeldByAnother(remote.id(), batch.number()))
                != 0) {
            notices.warn(BatchName.of(batch.number()) + " was created though it was refused: " + remote.id()
                    + " is adopted");
        }
    }

    private void cancel(Batch remote, Consumer<String> say, String message) {
        if (remote.status().isTerminal() || remote.status().equals(BatchStatus.CANCELLING)) {
            return;
        }
        say.accept(message);
        try {
            api.cancel(remote.id()).ifPresent(sightings::see);
        } catch (ExternalException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            notices.warn(BatchName.of(remote.id()) + " cannot be cancelled: " + e.getMessage()
                    + ". It is asked for again at the next poll");
        }
    }

    private static String id(BatchState batch) {
        return Objects.requireNonNull(batch.batchId(), "a created batch has an id");
    }
}
