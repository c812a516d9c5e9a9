package io.github.batchferry.job.seal;

import io.github.batchferry.UserException;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Fingerprint;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.shard.StagedImages;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.shard.StagedShard;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.StoredFile;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Freezes a write: checks what was staged, proves its custom ids unique over the job, and appends the seal. */
public final class Sealer {
    private final Job job;
    private final JobStore store;
    private final WriteDraft draft;

    public Sealer(Job job, WriteDraft draft) {
        this.job = job;
        store = job.store();
        this.draft = draft;
    }

    /**
     * Seals what the committed tasks staged and sweeps what other attempts left. Where another write was sealed since
     * the ids were proved unique, they are proved once more.
     *
     * @return the sealed write that made the condition fail, in which case the staging is swept; empty where the seal is
     *     valid
     * @throws UserException where custom ids are not unique, or the driver does not see what the tasks staged
     */
    public Optional<Event.WriteSealed> seal(List<StagedPart> parts) throws IOException {
        requireVisible(parts);
        while (true) {
            Optional<Event.WriteSealed> earlier = job.state().rival(sealed(parts, null));
            if (earlier.isPresent()) {
                sweep(Set.of());
                return earlier;
            }
            int proved = job.state().writes().size();
            String sortedIds = draft.customIdColumn() == null ? null : new UniqueIds(job, draft).prove(parts);
            Event.WriteSealed sealed = sealed(parts, sortedIds);
            job.append(
                    List.of(sealed),
                    state -> state.rival(sealed).isEmpty()
                            && (sortedIds == null || state.writes().size() == proved));
            if (job.state().write(draft.write()).isPresent()) {
                sweep(files(parts, sortedIds));
                return Optional.empty();
            }
            store.delete(UniqueIds.path(draft));
        }
    }

    /** Deletes what this write staged, unless it was sealed. Throws nothing. */
    public void abort() {
        try {
            if (job.refresh().write(draft.write()).isEmpty()) {
                sweep(Set.of());
            }
        } catch (IOException | RuntimeException e) {
            // Leftovers of a dead write disturb nothing.
        }
    }

    private Event.WriteSealed sealed(List<StagedPart> parts, @Nullable String sortedIds) {
        return new Event.WriteSealed(
                draft.write(),
                draft.condition(),
                draft.writeId(),
                Fingerprint.of(parts),
                draft.schema(),
                draft.sparkVersion(),
                draft.request(),
                draft.output(),
                draft.customIdColumn(),
                draft.resultPrefix(),
                sortedIds,
                draft.connection(),
                draft.purchase(),
                draft.limits(),
                parts);
    }

    private void requireVisible(List<StagedPart> parts) throws IOException {
        Map<String, Long> seen = new HashMap<>();
        for (StoredFile file : store.list(draft.directory())) {
            seen.put(draft.directory() + "/" + file.name(), file.bytes());
        }
        for (StagedPart part : parts) {
            require(seen, part.rowsFile(), part.rowsBytes());
            for (StagedShard shard : part.shards()) {
                require(seen, part.shardFile(shard.ordinal()), shard.bytes());
            }
            StagedImages images = part.images();
            if (images != null) {
                require(seen, part.imagesFile(), images.fileBytes());
                require(seen, part.imageListFile(), images.listBytes());
            }
        }
    }

    private void require(Map<String, Long> seen, String file, long bytes) {
        Long there = seen.get(file);
        if (there == null || there != bytes) {
            throw new UserException("the driver does not see what a task staged: " + store.location() + "/" + file
                    + (there == null ? " is not there" : " has " + there + " bytes instead of " + bytes)
                    + ". The job directory must be on storage that the driver and all executors share (a local path only"
                    + " serves local mode). Nothing was bought");
        }
    }

    private Set<String> files(List<StagedPart> parts, @Nullable String sortedIds) {
        Set<String> files = new HashSet<>();
        for (StagedPart part : parts) {
            files.add(part.rowsFile());
            files.add(part.idsFile());
            part.shards().forEach(shard -> files.add(part.shardFile(shard.ordinal())));
            if (part.images() != null) {
                files.add(part.imagesFile());
                files.add(part.imageListFile());
            }
        }
        if (sortedIds != null) {
            files.add(sortedIds);
        }
        return files;
    }

    private void sweep(Set<String> keep) throws IOException {
        for (StoredFile file : store.list(draft.directory())) {
            String path = draft.directory() + "/" + file.name();
            if (!keep.contains(path)) {
                store.delete(path);
            }
        }
    }
}
