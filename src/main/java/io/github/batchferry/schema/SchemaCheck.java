package io.github.batchferry.schema;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import com.networknt.schema.path.PathType;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds texts against a schema. For one thread. */
public final class SchemaCheck {
    private static final int SHOWN = 100;
    /** Jackson takes text with zeros among so many bytes for UTF-16 or UTF-32. */
    private static final int ENCODING_SEEN = 4;

    private static final Pattern DURATION =
            Pattern.compile("P(?!$)(\\d+W|(\\d+Y)?(\\d+M)?(\\d+D)?(T(?!$)(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?)");
    private static final Pattern HOSTNAME =
            Pattern.compile("(?=.{1,253}$)(?!-)[A-Za-z0-9-]{1,63}(?<!-)(\\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))*");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDialect(
            Dialect.builder(Dialects.getDraft202012())
                    .format(new ParsedFormat(
                            "date", text -> inOurEra(LocalDate.parse(text).getYear())))
                    .format(new ParsedFormat(
                            "date-time",
                            text -> inOurEra(OffsetDateTime.parse(text).getYear())))
                    .format(new ParsedFormat("time", OffsetTime::parse))
                    .format(new ParsedFormat("duration", text -> require(DURATION.matcher(text))))
                    .format(new ParsedFormat("hostname", text -> require(HOSTNAME.matcher(text))))
                    .build(),
            builder -> builder.schemaCacheEnabled(false)
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .pathType(PathType.JSON_PATH)
                            .formatAssertionsEnabled(true)
                            .messageSource((key, fallback, locale, arguments) -> key)
                            .locale(Locale.ROOT)
                            .build()));

    private final Schema schema;

    /** @param schema as JSON text */
    public SchemaCheck(String schema) {
        try {
            this.schema = REGISTRY.getSchema(JSON.readTree(schema));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the sealed schema is no JSON", e);
        }
    }

    /** What is wrong with a text, with the path and the value; empty where it fits. */
    public Optional<String> problem(byte[] text, int offset, int length) {
        for (int i = offset; i < offset + Math.min(ENCODING_SEEN, length); i++) {
            if (text[i] == 0) {
                return Optional.of("it is no JSON: malformed at byte " + (i - offset));
            }
        }
        try {
            return HugeNumbers.in(text, offset, length)
                    ? Optional.of("it holds a number whose exponent has more than three digits")
                    : checked(text, offset, length);
        } catch (RuntimeException | StackOverflowError e) {
            return Optional.of("it cannot be checked: " + e.getClass().getSimpleName());
        }
    }

    private Optional<String> checked(byte[] text, int offset, int length) {
        JsonNode answer;
        try (JsonParser parser = JSON.createParser(text, offset, length)) {
            try {
                answer = JSON.readTree(parser);
            } catch (StreamConstraintsException e) {
                return Optional.of(ReadLimit.words(e, parser));
            }
        } catch (JsonProcessingException e) {
            long at = e.getLocation() == null ? 0 : e.getLocation().getByteOffset();
            return Optional.of("it is no JSON: malformed at byte " + Math.max(0, at));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        if (answer == null || answer.isMissingNode()) {
            return Optional.of("it is empty");
        }
        List<Error> errors = schema.validate(answer);
        return errors.isEmpty() ? Optional.empty() : Optional.of(words(errors.get(0)));
    }

    private static void require(Matcher matcher) {
        if (!matcher.matches()) {
            throw new DateTimeException("no match");
        }
    }

    /** The years that RFC 3339 knows. */
    private static void inOurEra(int year) {
        if (year < 0 || year > 9999) {
            throw new DateTimeException("year " + year);
        }
    }

    private static String words(Error error) {
        JsonNode value = error.getInstanceNode();
        String shown = value == null ? "" : value.toString();
        return error.getInstanceLocation() + " "
                + switch (error.getKeyword()) {
                    case "type" -> "is of another type than the schema asks";
                    case "required" -> "lacks '" + error.getProperty() + "'";
                    case "additionalProperties" -> "has '" + error.getProperty() + "', which the schema does not name";
                    case "enum", "const" -> "is none of the values that the schema names";
                    default -> "does not keep to '" + error.getKeyword() + "'";
                }
                + ": " + (shown.length() > SHOWN ? shown.substring(0, SHOWN) + "…" : shown);
    }

    /** A format that means what can be parsed, so that what fits can be shown as a date or a timestamp. */
    private record ParsedFormat(String name, Consumer<String> check) implements Format {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public String getMessageKey() {
            return "format";
        }

        @Override
        public boolean matches(ExecutionContext context, SchemaContext schema, String value) {
            try {
                check.accept(value);
                return true;
            } catch (DateTimeException e) {
                return false;
            }
        }
    }
}
