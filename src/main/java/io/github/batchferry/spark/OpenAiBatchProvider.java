package io.github.batchferry.spark;

import io.github.batchferry.spark.read.JobTable;
import io.github.batchferry.spark.write.JobWrite;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.util.CaseInsensitiveMap;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.sources.CreatableRelationProvider;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.runtime.BoxedUnit;

/**
 * {@code format("openai-batch")}. Reading is plain DataSource V2. Its table cannot be written to on purpose: only so do
 * all four save modes reach {@link #createRelation}, which re-enters an internal V2 write (docs/adr).
 */
public final class OpenAiBatchProvider implements TableProvider, CreatableRelationProvider, DataSourceRegister {
    @Override
    public String shortName() {
        return "openai-batch";
    }

    @Override
    public boolean supportsExternalMetadata() {
        return true;
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return JobTable.open(SparkSession.active(), options).schema();
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return JobTable.lazy(SparkSession.active(), new CaseInsensitiveStringMap(properties), schema);
    }

    @Override
    public BaseRelation createRelation(
            SQLContext context,
            SaveMode mode,
            scala.collection.immutable.Map<String, String> parameters,
            Dataset<Row> data) {
        new JobWrite(data.sparkSession(), mode, asTyped(parameters)).save(data, jobsReadBy(data));
        StructType schema = data.schema();
        return new BaseRelation() {
            @Override
            public SQLContext sqlContext() {
                return context;
            }

            @Override
            public StructType schema() {
                return schema;
            }
        };
    }

    /** Spark asks this from 4.0 on, and says less than the write itself, which looks at all types before it stages. */
    public boolean supportsDataType(DataType type) {
        return true;
    }

    @Override
    public String toString() {
        return shortName();
    }

    /** The locations of the jobs that the plan of these rows reads. */
    private static Set<String> jobsReadBy(Dataset<Row> data) {
        Set<String> locations = new HashSet<>();
        data.queryExecution().analyzed().foreach(node -> {
            if (node instanceof DataSourceV2Relation relation && relation.table() instanceof JobTable job) {
                locations.add(job.location());
            }
            return BoxedUnit.UNIT;
        });
        return locations;
    }

    /** With the names as the user typed them, where Spark still knows. */
    private static Map<String, String> asTyped(scala.collection.immutable.Map<String, String> parameters) {
        return toJava(
                parameters instanceof CaseInsensitiveMap<String> insensitive ? insensitive.originalMap() : parameters);
    }

    /** All confs of a session. Here because this is the one class that takes Scala types apart. */
    static Map<String, String> confs(SparkSession session) {
        return toJava(session.sessionState().conf().getAllConfs());
    }

    private static Map<String, String> toJava(scala.collection.immutable.Map<String, String> map) {
        Map<String, String> copy = new LinkedHashMap<>();
        Iterator<Tuple2<String, String>> entries = map.iterator();
        while (entries.hasNext()) {
            Tuple2<String, String> entry = entries.next();
            copy.put(entry._1(), entry._2());
        }
        return copy;
    }
}
