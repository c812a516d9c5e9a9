package io.github.batchferry.option;

import io.github.batchferry.provider.CompletionWindow;
import io.github.batchferry.provider.FileExpiry;
import io.github.batchferry.provider.Provider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a write asks for and the provider that it names does not take. */
final class ProviderFit {
    private final OptionSet options;
    private final Set<Option<?>> mentioned;
    private final List<String> problems = new ArrayList<>();

    /** @param mentioned what was given, rightly or not */
    ProviderFit(OptionSet options, Set<Option<?>> mentioned) {
        this.options = options;
        this.mentioned = mentioned;
    }

    List<String> find() {
        options.find(ConnectionOptions.PROVIDER).ifPresent(provider -> {
            address(provider);
            endpoint(provider);
            window(provider);
            expiry(provider);
        });
        return List.copyOf(problems);
    }

    private void address(Provider provider) {
        if (provider.baseUrl() == null && !mentioned.contains(ConnectionOptions.BASE_URL)) {
            problems.add("provider '" + provider + "' has no address that all share: give baseUrl, such as "
                    + provider.baseUrlForm());
        }
    }

    private void endpoint(Provider provider) {
        if (!known(RequestOptions.ENDPOINT)) {
            return;
        }
        String path = options.value(RequestOptions.ENDPOINT).path();
        if (!provider.endpoints().isEmpty() && !provider.endpoints().contains(path)) {
            problems.add("option 'endpoint' = " + path + " is not for provider '" + provider
                    + "', whose batches take " + String.join(", ", provider.endpoints())
                    + ": choose one of these, or provider=openai-compatible where that has changed");
        }
    }

    private void window(Provider provider) {
        if (known(RequestOptions.COMPLETION_WINDOW)) {
            CompletionWindow window = new CompletionWindow(options.value(RequestOptions.COMPLETION_WINDOW));
            if (!provider.windows().takes(window)) {
                problems.add("option 'completionWindow' = " + window + " is not for provider '" + provider
                        + "': write one that it takes (" + provider.windows() + ")");
            }
        }
    }

    private void expiry(Provider provider) {
        FileExpiry expiry = provider.expiry();
        if (expiry == null || !options.explicit(RequestOptions.OUTPUT_EXPIRES_AFTER)) {
            return;
        }
        Duration kept = options.find(RequestOptions.OUTPUT_EXPIRES_AFTER).orElseThrow();
        if (!expiry.takes(kept.toSeconds())) {
            problems.add("option 'outputExpiresAfter' = " + kept.toSeconds() + " s is not for provider '" + provider
                    + "': write " + expiry.leastSeconds() + " to " + expiry.mostSeconds() + " s ("
                    + Duration.ofSeconds(expiry.leastSeconds()).toHours() + "h to "
                    + Duration.ofSeconds(expiry.mostSeconds()).toHours() + "h)");
        }
    }

    private boolean known(Option<?> option) {
        return options.explicit(option) || !mentioned.contains(option);
    }
}
