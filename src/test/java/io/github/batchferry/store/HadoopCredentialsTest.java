package io.github.batchferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.UserException;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.alias.CredentialProvider;
import org.apache.hadoop.security.alias.CredentialProviderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HadoopCredentialsTest {
    private static final String CANARY = "sk-canary-4711-secret";

    @TempDir
    Path directory;

    private final Configuration configuration = new Configuration(false);

    @BeforeEach
    void nameAProvider() {
        configuration.set(
                CredentialProviderFactory.CREDENTIAL_PROVIDER_PATH,
                "localjceks://file" + directory.resolve("openai.jceks"));
    }

    @Test
    void aProviderGivesWhatItHoldsAndSeesARenewedOne() throws IOException {
        put("openai.token", CANARY);
        assertThat(HadoopCredentials.find("openai.token", configuration)).isEqualTo(CANARY);
        assertThat(HadoopCredentials.find("other.token", configuration)).isNull();
        put("openai.token", "sk-renewed");
        assertThat(HadoopCredentials.find("openai.token", configuration)).isEqualTo("sk-renewed");
    }

    @Test
    void whatStandsInTheConfigurationItselfIsRefusedThoughHadoopWouldFallBackToIt() {
        configuration.set("openai.token", CANARY);
        configuration.set("hadoop.security.credential.clear-text-fallback", "true");
        assertThatThrownBy(() -> HadoopCredentials.find("openai.token", configuration))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("hadoop:openai.token stands in the Hadoop configuration itself")
                .hasMessageContaining("renew it")
                .hasMessageContaining("hadoop credential create openai.token")
                .message()
                .doesNotContain(CANARY);
    }

    @Test
    void withoutAnyProviderThereIsNone() {
        assertThat(HadoopCredentials.find("openai.token", new Configuration(false)))
                .isNull();
    }

    @Test
    void aProviderThatCannotBeReadIsNamed() {
        configuration.set(CredentialProviderFactory.CREDENTIAL_PROVIDER_PATH, "nothing://at/all");
        assertThatThrownBy(() -> HadoopCredentials.find("openai.token", configuration))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("nothing://at/all")
                .hasMessageContaining("cannot be asked for openai.token");
    }

    private void put(String alias, String secret) throws IOException {
        CredentialProvider provider =
                CredentialProviderFactory.getProviders(configuration).get(0);
        if (provider.getCredentialEntry(alias) != null) {
            provider.deleteCredentialEntry(alias);
        }
        provider.createCredentialEntry(alias, secret.toCharArray());
        provider.flush();
    }
}
