package io.github.batchferry.spark.write;

import io.github.batchferry.connect.Limits;
import io.github.batchferry.job.seal.WriteDraft;
import io.github.batchferry.ledger.ConnectionTerms;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.PurchaseTerms;
import io.github.batchferry.ledger.SealCondition;
import io.github.batchferry.option.LimitOptions;
import io.github.batchferry.option.OptionSet;
import io.github.batchferry.option.RequestOptions;
import io.github.batchferry.provider.Provider;
import io.github.batchferry.request.RequestTemplate;
import io.github.batchferry.request.endpoint.OutputSpec;
import io.github.batchferry.spark.ResultColumns;
import io.github.batchferry.spark.write.schema.ResponseSchema;
import java.time.Duration;
import org.apache.spark.sql.types.StructType;

/** Makes a draft of a write out of its options. */
final class DraftFactory {
    private static final int NAME_LENGTH = 8;

    private final OptionSet options;
    private final String sparkVersion;

    DraftFactory(OptionSet options, String sparkVersion) {
        this.options = options;
        this.sparkVersion = sparkVersion;
    }

    WriteDraft draft(RequestColumns columns, StructType schema, ConnectionTerms connection, SealCondition condition) {
        ResponseSchema answers = options.find(RequestOptions.RESPONSE_SCHEMA)
                .map(ResponseSchema::of)
                .orElse(null);
        RequestTemplate asked = columns.template(options, answers);
        RequestTemplate template = asked.under(connection.provider().pathOf(asked.endpointPath()));
        OutputSpec output = columns.output(options, template, answers);
        String prefix = options.find(RequestOptions.RESULT_PREFIX).orElse("");
        ResultColumns.requireFree(schema, output, columns.customIdColumn(), prefix);
        return new WriteDraft(
                Job.randomName(NAME_LENGTH),
                condition,
                options.find(RequestOptions.WRITE_ID).orElse(null),
                schema.json(),
                sparkVersion,
                template,
                output,
                columns.customIdColumn(),
                prefix,
                connection,
                purchase(connection.provider()),
                Limits.of(options.under(connection.provider())));
    }

    private PurchaseTerms purchase(Provider provider) {
        return new PurchaseTerms(
                options.under(provider).value(RequestOptions.COMPLETION_WINDOW),
                options.family(RequestOptions.METADATA),
                options.find(RequestOptions.OUTPUT_EXPIRES_AFTER)
                        .map(Duration::toSeconds)
                        .orElse(null),
                options.value(LimitOptions.DRY_RUN) ? PurchaseTerms.Pause.DRY_RUN : null);
    }
}
