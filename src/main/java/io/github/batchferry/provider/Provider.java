package io.github.batchferry.provider;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.batchferry.UserException;
import io.github.batchferry.secret.WrongValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of those who answer before they are asked. A seal names it; whoever needs to know how a provider behaves
 * asks this value, and never its name.
 *
 * @param baseUrl where it is; null where only its user knows
 * @param baseUrlForm what the user gives in its place
 * @param usualToken the reference by which its token is usually named; null where the usual one holds another's token,
 *     which this provider may not see unless somebody says so
 * @param authHeader {@code bearer} or {@code api-key}
 * @param expiry null where no file may say how long it is kept
 * @param endpoints that it takes in batches; empty where that is not known
 * @param price what a batch costs, as a part of the price in real time; null where that is not known
 */
public record Provider(
        String name,
        @Nullable String baseUrl,
        @Nullable String baseUrlForm,
        @Nullable String usualToken,
        String authHeader,
        BatchLimits limits,
        WindowRange windows,
        UploadPlace upload,
        @Nullable FileExpiry expiry,
        List<String> endpoints,
        @Nullable Double price,
        Set<Quirk> quirks,
        ModelList models,
        RefusalWords refusals) {
    /** Each is read when somebody first asks for it. */
    private static final Map<String, Provider> READ = new ConcurrentHashMap<>();

    public static final Provider OPENAI = known("openai").orElseThrow();

    /** Anybody else who speaks the same API, and the built-in server. */
    public static final Provider OPENAI_COMPATIBLE = known("openai-compatible").orElseThrow();

    public Provider {
        endpoints = List.copyOf(endpoints);
        quirks = Set.copyOf(quirks);
    }

    public static Provider at(BaseUrl url) {
        String host = url.host();
        return host.equals("openai.com") || host.endsWith(".openai.com") ? OPENAI : OPENAI_COMPATIBLE;
    }

    /** @throws UserException where this version knows none of that name */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Provider named(String name) {
        return known(name)
                .orElseThrow(() -> new UserException("the job was sealed for provider '" + name
                        + "', which this version of Batchferry does not know: use the newer version that wrote it."
                        + " Nothing was bought or changed"));
    }

    /**
     * The one that somebody asks for, whatever the case.
     *
     * @throws WrongValue where it is not served: with the reason, and the gateway that helps
     */
    public static Provider asked(String name) {
        String word = name.strip().toLowerCase(Locale.ROOT);
        return known(word).orElseThrow(() -> new WrongValue(whyNot(word)));
    }

    private static String whyNot(String word) {
        Unserved unserved = Unserved.named(word).orElse(null);
        if (unserved == null) {
            return "is not known: write one of " + names()
                    + "; a server that speaks like OpenAI and is none of these is openai-compatible, with its baseUrl";
        }
        return "is not served, since " + unserved.reason() + ": "
                + (unserved.gateway() == null
                        ? "choose another provider, of " + names()
                        : "write " + unserved.gateway()
                                + " and the baseUrl of a LiteLLM proxy, which stands before it");
    }

    private static String names() {
        return String.join(", ", ProviderFile.NAMES);
    }

    private static Optional<Provider> known(String name) {
        return ProviderFile.NAMES.contains(name)
                ? Optional.of(READ.computeIfAbsent(name, file -> of(ProviderFile.read(file))))
                : Optional.empty();
    }

    private static Provider of(ProviderFile file) {
        List<String> endpoints = file.endpoints().is();
        return new Provider(
                file.name(),
                file.baseUrl().is(),
                file.baseUrlForm(),
                file.token().is(),
                Objects.requireNonNull(file.authHeader().is()),
                BatchLimits.of(file.requests().is(), file.fileBytes().is()),
                Objects.requireNonNull(file.window().is()),
                Objects.requireNonNull(file.upload().is()),
                file.fileExpiry().is(),
                endpoints == null ? List.of() : endpoints,
                file.price().is(),
                file.quirks().keySet(),
                file.name().equals("openai") ? ModelList.WHOLE : ModelList.UNSURE,
                RefusalWords.KNOWN);
    }

    /** @param endpoint as OpenAI names it */
    public String pathOf(String endpoint) {
        return has(Quirk.PATHS_OF_V4) ? endpoint.replaceFirst("^/v1/", "/v4/") : endpoint;
    }

    public boolean has(Quirk quirk) {
        return quirks.contains(quirk);
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
