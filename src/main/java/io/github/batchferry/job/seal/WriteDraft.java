package io.github.batchferry.job.seal;

import io.github.batchferry.ledger.ConnectionTerms;
import io.github.batchferry.ledger.LimitTerms;
import io.github.batchferry.ledger.PurchaseTerms;
import io.github.batchferry.ledger.SealCondition;
import io.github.batchferry.request.RequestTemplate;
import io.github.batchferry.request.endpoint.OutputSpec;
import org.jspecify.annotations.Nullable;

/** A write before its seal: all that is known before its rows are staged. */
public record WriteDraft(
        String write,
        SealCondition condition,
        @Nullable String writeId,
        String schema,
        String sparkVersion,
        RequestTemplate request,
        OutputSpec output,
        @Nullable String customIdColumn,
        String resultPrefix,
        ConnectionTerms connection,
        PurchaseTerms purchase,
        LimitTerms limits) {
    /** Where this write stages its files. */
    public String directory() {
        return "writes/" + write;
    }
}
