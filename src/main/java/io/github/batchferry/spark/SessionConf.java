package io.github.batchferry.spark;

import io.github.batchferry.option.Options;
import io.github.batchferry.secret.TokenSources;
import io.github.batchferry.store.HadoopCredentials;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** What a Spark session says about our options. */
public final class SessionConf {
    private SessionConf() {}

    /** Confs under our prefix, without it. */
    public static Map<String, String> ours(SparkSession session) {
        Map<String, String> ours = new LinkedHashMap<>();
        for (Map.Entry<String, String> conf : OpenAiBatchProvider.confs(session).entrySet()) {
            if (conf.getKey().startsWith(Options.CONF_PREFIX)) {
                ours.put(conf.getKey().substring(Options.CONF_PREFIX.length()), conf.getValue());
            }
        }
        return ours;
    }

    /** Looks tokens up in the driver's environment, in this session's confs and in its Hadoop credential providers. */
    public static TokenSources tokens(SparkSession session) {
        return new TokenSources() {
            @Override
            public @Nullable String environment(String name) {
                return System.getenv(name);
            }

            @Override
            public @Nullable String conf(String key) {
                String value = OpenAiBatchProvider.confs(session).get(key);
                SparkConf application = session.sparkContext().getConf();
                return value == null && application.contains(key) ? application.get(key) : value;
            }

            @Override
            public @Nullable String hadoop(String alias) {
                return HadoopCredentials.find(alias, session.sessionState().newHadoopConf());
            }
        };
    }
}
