package io.github.batchferry.price;

import io.github.batchferry.UserException;
import io.github.batchferry.ledger.JobState;
import io.github.batchferry.provider.BaseUrl;
import io.github.batchferry.provider.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Prices by provider and model. What is not in it is unknown, and never free. */
public record PriceTable(PriceOrigin origin, Map<String, ProviderPrices> providers) {
    public PriceTable {
        providers = Map.copyOf(providers);
    }

    /** The table of the jar. */
    public static PriceTable ofJar() {
        return OfJar.TABLE;
    }

    /**
     * The table of the jar, and before it, model by model, that of a file.
     *
     * @param file null for none
     * @throws UserException where it cannot be read; the text names the file, the model and the field
     */
    public static PriceTable with(@Nullable Path file) {
        return file == null ? ofJar() : ofJar().with(ownPrices(file));
    }

    /** Those of whoever answers this job. The built-in server rehearses OpenAI, and is priced like it. */
    public ProviderPrices of(JobState job) {
        String baseUrl = job.writes().iterator().next().connection().baseUrl();
        return of(
                BaseUrl.of(baseUrl).emulator()
                        ? Provider.OPENAI.name()
                        : job.provider().name());
    }

    ProviderPrices of(String provider) {
        return providers.getOrDefault(provider, ProviderPrices.NONE);
    }

    private PriceTable with(PriceTable own) {
        Map<String, ProviderPrices> both = new HashMap<>(providers);
        own.providers.forEach((provider, prices) -> both.merge(provider, prices, ProviderPrices::with));
        return new PriceTable(origin, both);
    }

    private static PriceTable ownPrices(Path file) {
        try {
            return new PriceFile("the prices in '" + file + "'").read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UserException(
                    "the prices in '" + file + "' cannot be read: " + e
                            + ". Give a file on this machine that this user may read",
                    e);
        }
    }

    /** Read when it is first needed. */
    private static final class OfJar {
        static final PriceTable TABLE = read();

        private static PriceTable read() {
            try (InputStream in = PriceTable.class.getResourceAsStream("prices.json")) {
                return new PriceFile("the prices of the jar")
                        .read(Objects.requireNonNull(in, "prices.json").readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException("the prices of the jar cannot be read", e);
            }
        }
    }
}
