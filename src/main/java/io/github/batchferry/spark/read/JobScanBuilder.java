package io.github.batchferry.spark.read;

import io.github.batchferry.request.endpoint.OutputKind;
import io.github.batchferry.spark.ResultColumn;
import io.github.batchferry.spark.StoreHandle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.SupportsPushDownV2Filters;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Takes over filters on the status and the choice of columns. */
final class JobScanBuilder implements SupportsPushDownRequiredColumns, SupportsPushDownV2Filters {
    private final JobLayout layout;
    private final SnapshotSource source;
    private final SparkSession session;
    private final StoreHandle directory;
    private final List<Predicate> pushed = new ArrayList<>();
    private StructType required;
    private StatusFilter filter = StatusFilter.ALL;

    JobScanBuilder(JobLayout layout, SnapshotSource source, SparkSession session, StoreHandle directory) {
        this.layout = layout;
        this.source = source;
        this.session = session;
        this.directory = directory;
        required = layout.schema();
    }

    /**
     * Leaves out whole columns, and fields of a structured output. Spark also prunes within other structs, and would read
     * their fields by the position that they have in the pruned struct; what {@code readSchema} says in the end is what it
     * goes by.
     */
    @Override
    public void pruneColumns(StructType requiredSchema) {
        Map<String, StructField> whole = new HashMap<>();
        for (StructField field : layout.schema().fields()) {
            whole.put(field.name(), field);
        }
        StructField[] fields = requiredSchema.fields().clone();
        for (int i = 0; i < fields.length; i++) {
            boolean byField = fields[i].name().equals(layout.name(ResultColumn.OUTPUT))
                    && layout.output().kind() == OutputKind.STRUCT;
            fields[i] = byField ? fields[i] : whole.getOrDefault(fields[i].name(), fields[i]);
        }
        required = new StructType(fields);
    }

    /** What is not taken over. */
    @Override
    public Predicate[] pushPredicates(Predicate[] predicates) {
        List<Predicate> rest = new ArrayList<>();
        for (Predicate predicate : predicates) {
            StatusFilter narrower = filter.and(predicate, layout.resultPrefix() + ResultColumn.STATUS.columnName());
            if (narrower == null) {
                rest.add(predicate);
            } else {
                filter = narrower;
                pushed.add(predicate);
            }
        }
        return rest.toArray(new Predicate[0]);
    }

    @Override
    public Predicate[] pushedPredicates() {
        return pushed.toArray(new Predicate[0]);
    }

    @Override
    public Scan build() {
        source.plannedBy(Thread.currentThread());
        return new JobScan(layout, required, filter, source, session, directory);
    }
}
