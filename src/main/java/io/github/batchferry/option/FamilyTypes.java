package io.github.batchferry.option;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.batch.HeaderSyntax;
import io.github.batchferry.secret.Redactor;
import io.github.batchferry.secret.Shown;
import io.github.batchferry.secret.WrongValue;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The types of the options that are maps: what may stand for the key, and for its value. */
final class FamilyTypes {
    private static final Map<String, String> HAS_ITS_OPTION =
            Map.of("openai-organization", "organization", "openai-project", "project", "api-version", "apiVersion");
    private static final Set<String> SET_BY_CLIENT = Set.of(
            "accept-encoding",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "expect",
            "host",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");
    private static final int LONGEST_METADATA_KEY = 64;
    private static final int LONGEST_METADATA_VALUE = 512;
    private static final String RESERVED_METADATA = "batchferry";

    private FamilyTypes() {}

    static OptionType<String> header() {
        return new OptionType<String>("text", FamilyTypes::header).shownAs(Shown::nothing);
    }

    static OptionType<String> metadata() {
        return new OptionType<>("text", FamilyTypes::metadata);
    }

    static OptionType<JsonNode> field() {
        return new OptionType<JsonNode>("JSON or text", FamilyTypes::field);
    }

    private static String header(String key, String value) {
        String name = key.toLowerCase(Locale.ROOT);
        String letters = name.replaceAll("[^a-z0-9]", "");
        if (!HeaderSyntax.isName(key)) {
            throw new WrongValue("stands for a header whose name is none: use letters, digits and dashes");
        }
        if (letters.contains("authorization") || letters.contains("apikey") || letters.contains("cookie")) {
            throw new WrongValue("stands for a header that carries a credential: give the token by apiTokenRef (or"
                    + " apiToken), and its header by authHeader");
        }
        if (HAS_ITS_OPTION.containsKey(name)) {
            throw new WrongValue("has an option of its own: use " + HAS_ITS_OPTION.get(name));
        }
        if (SET_BY_CLIENT.contains(name)) {
            throw new WrongValue("stands for a header that Batchferry sets itself: leave it out");
        }
        if (Redactor.isCredential(value)) {
            throw new WrongValue("looks like a credential: give the token by apiTokenRef (or apiToken)");
        }
        if (!HeaderSyntax.isValue(value)) {
            throw new WrongValue("cannot stand in a header: use printable ASCII on one line");
        }
        return value;
    }

    private static String metadata(String key, String value) {
        if (key.isBlank() || key.length() > LONGEST_METADATA_KEY) {
            throw new WrongValue(
                    "has a key of " + key.length() + " characters: the API takes 1 to " + LONGEST_METADATA_KEY);
        }
        if (key.toLowerCase(Locale.ROOT).startsWith(RESERVED_METADATA)) {
            throw new WrongValue("has a key that begins with " + RESERVED_METADATA
                    + ", where Batchferry keeps what it needs to buy once: take another key");
        }
        if (value.length() > LONGEST_METADATA_VALUE) {
            throw new WrongValue(
                    "is " + value.length() + " characters long: the API takes at most " + LONGEST_METADATA_VALUE);
        }
        return value;
    }

    private static JsonNode field(String key, String value) {
        if (key.isBlank()) {
            throw new WrongValue("stands for a field without a name: write body.<field>, such as body.temperature");
        }
        if (!key.equals(key.toLowerCase(Locale.ROOT))) {
            throw new WrongValue("stands for a field with capitals, which Spark lower-cases on the way: put the field"
                    + " into body, such as body={\"" + key + "\": …}");
        }
        if (key.indexOf('.') >= 0) {
            String parent = key.substring(0, key.indexOf('.'));
            throw new WrongValue("stands for a nested field: give the whole object, such as body." + parent
                    + "={\"…\": …}, or put it into body");
        }
        if (key.equals(BodyConstants.STREAM)) {
            throw new WrongValue(BodyConstants.NO_STREAM);
        }
        return BodyConstants.value(value);
    }
}
