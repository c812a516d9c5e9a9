package io.github.batchferry.price;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The prices of one provider by model. */
public record ProviderPrices(Map<String, ModelPrice> models) implements Serializable {
    public static final ProviderPrices NONE = new ProviderPrices(Map.of());

    private static final Pattern SNAPSHOT = Pattern.compile("(.+)-\\d{4}-\\d{2}-\\d{2}");

    public ProviderPrices {
        models = Map.copyOf(models);
    }

    /** By its name, else as the model of which it is a dated snapshot. Null where nobody knows. */
    public @Nullable ModelPrice of(String model) {
        ModelPrice exact = models.get(model);
        Matcher snapshot = SNAPSHOT.matcher(model);
        return exact == null && snapshot.matches() ? models.get(snapshot.group(1)) : exact;
    }

    ProviderPrices with(ProviderPrices own) {
        Map<String, ModelPrice> both = new HashMap<>(models);
        both.putAll(own.models);
        return new ProviderPrices(both);
    }
}
