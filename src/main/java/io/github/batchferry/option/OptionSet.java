package io.github.batchferry.option;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.UserException;
import io.github.batchferry.provider.Provider;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Options that were checked, together and one by one. Immutable; no text of it shows a secret. */
public final class OptionSet {
    private final Scope scope;
    private final SortedMap<String, Given<?>> given;

    OptionSet(Scope scope, SortedMap<String, Given<?>> given) {
        this.scope = scope;
        this.given = Collections.unmodifiableSortedMap(new TreeMap<>(given));
    }

    /**
     * Checks everything that can be checked without a server or a file. An option wins over a conf, a conf over the
     * environment; and of options that exclude each other the ones from the best source stay. A conf that belongs to
     * the other scope is passed over; an option that does is refused.
     *
     * @param given the options of the DataFrame, in whatever case
     * @param fromConf confs of the session that begin with {@link Options#CONF_PREFIX}, without it
     * @param environment the driver's environment
     * @throws UserException that lists all that is wrong
     */
    public static OptionSet parse(
            Map<String, String> given, Map<String, String> fromConf, Map<String, String> environment, Scope scope) {
        OptionParser parser = new OptionParser(scope);
        parser.read(given, Source.OPTION);
        parser.read(fromConf, Source.CONF);
        parser.readEnvironment(environment);
        return parser.checked();
    }

    public Scope scope() {
        return scope;
    }

    /**
     * The value that was given, else the default.
     *
     * @throws IllegalStateException where there is neither; ask {@link #find} for such options
     */
    public <T> T value(Option<T> option) {
        return find(option)
                .orElseThrow(() -> new IllegalStateException("option '" + option.name() + "' has no default"));
    }

    /** The value that was given, else the default of the provider that was, else that of everybody, else empty. */
    public <T> Optional<T> find(Option<T> option) {
        Given<T> value = given(option, "");
        if (value != null) {
            return Optional.of(value.value());
        }
        Given<Provider> provider = given(ConnectionOptions.PROVIDER, "");
        return provider == null ? option.defaultValue() : option.defaultAt(provider.value());
    }

    /** The same with the defaults of the provider that a job is sealed with, where no other is named. */
    public OptionSet under(Provider provider) {
        if (explicit(ConnectionOptions.PROVIDER)) {
            return this;
        }
        SortedMap<String, Given<?>> more = new TreeMap<>(given);
        more.put(
                ConnectionOptions.PROVIDER.prefix(),
                new Given<>(ConnectionOptions.PROVIDER, "", provider, Source.ENVIRONMENT));
        return new OptionSet(scope, more);
    }

    /** What a batch is filled to: {@code requestsPerBatch}, where {@code maxRequestsPerBatch} does not forbid it. */
    public int batchTarget() {
        return Math.min(value(LimitOptions.REQUESTS_PER_BATCH), value(LimitOptions.MAX_REQUESTS_PER_BATCH));
    }

    /** Whether somebody gave the option, or a member of the family; a default does not count. */
    public boolean explicit(Option<?> option) {
        return option.family() ? !family(option).isEmpty() : given(option, "") != null;
    }

    /** Whether the DataFrame or the command itself was given the option; a conf or a variable does not count. */
    public boolean direct(Option<?> option) {
        return given.values().stream().anyMatch(one -> one.option().equals(option) && one.source() == Source.OPTION);
    }

    /** What was given of a family, by its keys in lower case, in the order of the keys. Not to be changed. */
    public <T> Map<String, T> family(Option<T> option) {
        Map<String, T> members = new LinkedHashMap<>();
        for (Given<?> entry : given.values()) {
            if (entry.option().equals(option)) {
                members.put(entry.key(), cast(entry, option).value());
            }
        }
        return Collections.unmodifiableMap(members);
    }

    /** The constants of every request body, merged and in their order; a new object at each call. */
    public ObjectNode body() {
        return RequestConstants.of(this);
    }

    <T> @Nullable Given<T> given(Option<T> option, String key) {
        Given<?> entry = given.get(option.prefix() + key);
        return entry == null ? null : cast(entry, option);
    }

    @SuppressWarnings("unchecked") // an entry holds what its own option parsed
    private static <T> Given<T> cast(Given<?> entry, Option<T> option) {
        return (Given<T>) entry;
    }

    @Override
    public String toString() {
        return "OptionSet[" + scope + ": "
                + given.values().stream().map(Given::name).collect(Collectors.joining(", ")) + "]";
    }
}
