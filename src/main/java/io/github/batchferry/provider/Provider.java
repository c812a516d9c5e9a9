package io.github.batchferry.provider;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.batchferry.UserException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of those who answer before they are asked. A seal names it; whoever needs to know how a provider behaves
 * asks this value, and never its name.
 *
 * @param window that is asked for where nobody says another
 * @param usualToken the reference by which its token is usually named; null where the usual one holds another's token,
 *     which this provider may not see unless somebody says so
 */
public record Provider(
        String name,
        BatchLimits limits,
        CompletionWindow window,
        FileExpiry expiry,
        ModelList models,
        @Nullable String usualToken,
        RefusalWords refusals) {
    public static final Provider OPENAI = new Provider(
            "openai",
            BatchLimits.KNOWN,
            CompletionWindow.DAY,
            FileExpiry.AT_OPENAI,
            ModelList.WHOLE,
            "env:OPENAI_API_KEY",
            RefusalWords.KNOWN);

    /** Anybody else who speaks the same API, and the built-in server. */
    public static final Provider OPENAI_COMPATIBLE = new Provider(
            "openai-compatible",
            BatchLimits.KNOWN,
            CompletionWindow.DAY,
            FileExpiry.ON_THIS_MACHINE,
            ModelList.UNSURE,
            null,
            RefusalWords.KNOWN);

    private static final List<Provider> ALL = List.of(OPENAI, OPENAI_COMPATIBLE);

    public static Provider at(BaseUrl url) {
        String host = url.host();
        return host.equals("openai.com") || host.endsWith(".openai.com") ? OPENAI : OPENAI_COMPATIBLE;
    }

    /** @throws UserException where this version knows none of that name */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Provider named(String name) {
        return ALL.stream()
                .filter(provider -> provider.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new UserException("the job was sealed for provider '" + name
                        + "', which this version of Batchferry does not know: use the newer version that wrote it."
                        + " Nothing was bought or changed"));
    }

    @Override
    @JsonValue
    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return name;
    }
}
