package io.github.batchferry.price;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.batchferry.UserException;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a table of prices. What is wrong in it is named by model and field, under the name that the file has for people. */
final class PriceFile {
    private static final int DECIMALS = 12;
    private static final BigDecimal MOST = BigDecimal.ONE;
    private static final Set<String> RATES =
            Set.of("input", "cachedInput", "cacheWrite", "output", "imageInput", "imageOutput");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String name;

    PriceFile(String name) {
        this.name = name;
    }

    /** @throws UserException where it is no such table */
    PriceTable read(byte[] json) {
        JsonNode root = tree(json);
        if (!root.isObject() || !root.path("providers").isObject()) {
            throw wrong("have no object 'providers'", "write {\"date\": …, \"source\": …, \"providers\": {…}}");
        }
        PriceOrigin origin = origin(root);
        Map<String, ProviderPrices> providers = new HashMap<>();
        root.path("providers")
                .fields()
                .forEachRemaining(
                        entry -> providers.put(entry.getKey(), prices(entry.getKey(), entry.getValue(), origin)));
        return new PriceTable(origin, providers);
    }

    private JsonNode tree(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw wrong(
                    "are no JSON at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr(),
                    "write one JSON object");
        } catch (IOException e) {
            throw new AssertionError("Reading from memory failed", e);
        }
    }

    private PriceOrigin origin(JsonNode root) {
        String date = root.path("date").asText();
        try {
            LocalDate.parse(date);
        } catch (DateTimeException e) {
            throw wrong("have '" + date + "' for 'date'", "write the day of the prices, such as \"2026-11-25\"");
        }
        String source = root.path("source").asText();
        if (source.isBlank()) {
            throw wrong("have no text for 'source'", "say where they are from, since it stands beside each figure");
        }
        return new PriceOrigin(date, source);
    }

    private ProviderPrices prices(String provider, JsonNode models, PriceOrigin origin) {
        if (!models.isObject()) {
            throw wrong("are wrong: provider '" + provider + "' is no object", "write its models by name");
        }
        Map<String, ModelPrice> prices = new HashMap<>();
        models.fields().forEachRemaining(entry -> {
            JsonNode fields = entry.getValue();
            String model = entry.getKey();
            JsonNode longPrompts = fields.path("above272k");
            prices.put(
                    model,
                    new ModelPrice(
                            origin,
                            pair(model, "", fields, Set.of("batch", "above272k", "halved")),
                            longPrompts.isMissingNode()
                                    ? null
                                    : pair(model, "above272k.", longPrompts, Set.of("batch")),
                            texts(fields.path("halved"))));
        });
        return new ProviderPrices(prices);
    }

    private RatePair pair(String model, String path, JsonNode fields, Set<String> besides) {
        return new RatePair(
                rates(model, path + "batch.", fields.path("batch"), Set.of()), rates(model, path, fields, besides));
    }

    private Rates rates(String model, String path, JsonNode fields, Set<String> besides) {
        fields.fieldNames().forEachRemaining(field -> {
            if (!RATES.contains(field) && !besides.contains(field)) {
                throw wrong(model, path + field, "is not known", "write one of " + String.join(", ", sorted()));
            }
        });
        BigDecimal input = rate(model, path + "input", fields.path("input"));
        if (input == null) {
            throw wrong(model, path + "input", "is missing", "write USD per token, such as \"0.0000025\"");
        }
        return new Rates(
                input,
                rate(model, path + "cachedInput", fields.path("cachedInput")),
                rate(model, path + "cacheWrite", fields.path("cacheWrite")),
                rate(model, path + "output", fields.path("output")),
                rate(model, path + "imageInput", fields.path("imageInput")),
                rate(model, path + "imageOutput", fields.path("imageOutput")));
    }

    private @Nullable BigDecimal rate(String model, String field, JsonNode node) {
        if (node.isMissingNode()) {
            return null;
        }
        try {
            BigDecimal rate = new BigDecimal(node.asText()).stripTrailingZeros();
            if (rate.signum() >= 0 && rate.compareTo(MOST) <= 0 && rate.scale() <= DECIMALS) {
                return rate;
            }
        } catch (NumberFormatException e) {
            // Told below, with all other values that are no price.
        }
        throw wrong(
                model,
                field,
                "is " + node,
                "write USD per token from 0 to 1 with at most " + DECIMALS + " decimals, such as \"0.0000025\"");
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    private static List<String> sorted() {
        return RATES.stream().sorted().toList();
    }

    private UserException wrong(String model, String field, String what, String right) {
        return wrong("are wrong: model '" + model + "', field '" + field + "' " + what, right);
    }

    private UserException wrong(String what, String right) {
        return new UserException(name + " " + what + ": " + right);
    }
}
