package io.github.batchferry.it;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One local Spark session for all integration tests of a leg: {@code @ExtendWith(SparkExtension.class)} and a
 * {@link SparkSession} parameter. Nobody stops it; a test that changes its conf puts it back, or takes
 * {@code spark.newSession()}.
 */
public final class SparkExtension implements BeforeAllCallback, ParameterResolver {
    /** Spark version and Scala binary version of this leg, as in {@code 3.5.9/2.12}. */
    public static final String LEG = System.getProperty("spark.leg", "");

    /** The session, started by the first caller of this JVM. */
    public static SparkSession session() {
        return Holder.SESSION;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        SparkSession.setActiveSession(session());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SparkSession.class;
    }

    @Override
    public SparkSession resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return session();
    }

    private static final class Holder {
        static final SparkSession SESSION = SparkSession.builder()
                .master("local[2,4]") // a failed task is tried again, as on a cluster
                .appName("batchferry " + LEG)
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.default.parallelism", "2")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.warehouse.dir", "target/warehouse")
                .getOrCreate();
    }
}
