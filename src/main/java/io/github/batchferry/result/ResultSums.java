package io.github.batchferry.result;

import io.github.batchferry.ExternalException;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.PositionedInput;
import io.github.batchferry.store.VerifiedInput;
import java.io.IOException;

/** The checksums of the blocks of the results files, which their index holds. The index stays the opener's. */
record ResultSums(PositionedInput index, IndexHeader header, String indexPath) {
    /** Opens a results file; throws {@link ExternalException} where it, or what is known of it, is damaged. */
    PositionedInput open(JobStore store, RecordedFile file, ResultFile which) throws IOException {
        if (header.bytesOf(which) != file.bytes()) {
            throw IndexHeader.damaged(
                    indexPath,
                    "it is of a file of " + header.bytesOf(which) + " bytes, but " + file.path()
                            + " was collected with " + file.bytes());
        }
        byte[] sums = new byte[header.sumsBytes(which)];
        index.readFully(header.sumsOffset(which), sums, 0, sums.length);
        if (IndexHeader.sum(sums, 0, sums.length) != header.sumOfSums(which)) {
            throw IndexHeader.damaged(
                    indexPath, "the checksums of " + file.path() + " do not match their own checksum");
        }
        return new VerifiedInput(
                file.open(store),
                file.bytes(),
                IndexHeader.BLOCK,
                sums,
                how -> RecordedFile.damaged(store, file.path(), how));
    }
}
