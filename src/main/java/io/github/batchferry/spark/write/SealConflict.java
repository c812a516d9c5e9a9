package io.github.batchferry.spark.write;

import io.github.batchferry.UserException;
import io.github.batchferry.job.seal.WriteDraft;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.notice.Notices;
import org.apache.spark.sql.SaveMode;

/** Says what becomes of a write that could not be sealed, since another driver sealed what excludes it. */
final class SealConflict {
    private final SaveMode mode;
    private final String job;
    private final Notices notices;

    SealConflict(SaveMode mode, String job, Notices notices) {
        this.mode = mode;
        this.job = job;
        this.notices = notices;
    }

    /**
     * Returns where the job is to be carried on without the write.
     *
     * @throws UserException where the write is refused
     */
    void settle(LostSeal lost, WriteDraft draft) {
        Event.WriteSealed rival = lost.rival();
        if (mode == SaveMode.Append) {
            Appending.requireAlike(rival, draft, job);
        }
        if (mode == SaveMode.Append
                && draft.writeId() != null
                && draft.writeId().equals(rival.writeId())) {
            requireSameRows(lost);
            notices.say("write '" + rival.writeId() + "' is already in job " + job
                    + " with the same rows: nothing is added, the job is carried on");
            return;
        }
        if (mode == SaveMode.Ignore) {
            notices.say("another driver sealed write " + rival.write() + " of job " + job
                    + " first: what this one staged is deleted, the job is carried on");
            return;
        }
        if (mode == SaveMode.Append) {
            throw new UserException("this write asks exactly what write " + rival.write() + " of job " + job
                    + " asks (fingerprint " + rival.fingerprint() + "). If that was a retry, all is well: the job is"
                    + " carried on by mode(\"ignore\"). If you want the same answers once more, set option 'writeId' to a"
                    + " new name. Nothing was bought");
        }
        throw new UserException(
                "another driver created the job at " + job + " (write " + rival.write()
                        + ") while this one staged its rows. Use mode(\"ignore\") to carry it on. Nothing was bought by this one");
    }

    private void requireSameRows(LostSeal lost) {
        if (!lost.fingerprint().equals(lost.rival().fingerprint())) {
            throw new UserException("write '" + lost.rival().writeId() + "' is already in job " + job
                    + " with other rows: what is sealed has the fingerprint "
                    + lost.rival().fingerprint() + ", these rows have " + lost.fingerprint()
                    + ". Nothing was added or bought. Set option 'writeId' to a new name for other rows; mode(\"ignore\")"
                    + " carries the job on");
        }
    }
}
