package io.github.batchferry.emulator.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.batchferry.emulator.fault.FaultScript.OnBatch;
import io.github.batchferry.emulator.fault.FaultScript.OnLine;
import io.github.batchferry.emulator.fault.FaultScript.OnRequest;
import io.github.batchferry.emulator.line.Counting;
import io.github.batchferry.emulator.line.Json;
import io.github.batchferry.emulator.line.RequestLine;
import io.github.batchferry.emulator.wire.Refusal;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The rules that are in force. Rules are added until all are cleared; they do not survive a restart. */
public final class Faults {
    private static final ObjectMapper STRICT =
            Json.MAPPER.copy().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final List<Rule<OnRequest>> requests = new CopyOnWriteArrayList<>();
    private final List<Rule<OnLine>> lines = new CopyOnWriteArrayList<>();
    private final List<Rule<OnBatch>> batches = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicInteger> hidden = new ConcurrentHashMap<>();

    public void add(byte[] script) throws IOException {
        FaultScript faults;
        try {
            faults = STRICT.readValue(script, FaultScript.class);
        } catch (JsonProcessingException e) {
            throw Refusal.invalid("Not a fault script: " + e.getOriginalMessage(), null, "invalid_fault_script");
        }
        try {
            each(faults.requests()).forEach(r -> requests.add(Rule.of(r, r.nth(), r.times(), 1, r.method(), r.path())));
            each(faults.lines()).forEach(l -> lines.add(Rule.of(l, l.nth(), l.times(), -1, l.customId(), l.model())));
            each(faults.batches())
                    .forEach(b -> batches.add(Rule.of(b, b.nth(), b.times(), 1, b.endpoint(), b.model())));
        } catch (PatternSyntaxException e) {
            throw Refusal.invalid("Not a pattern: " + e.getMessage(), null, "invalid_fault_script");
        }
    }

    public void clear() {
        requests.clear();
        lines.clear();
        batches.clear();
    }

    public Optional<OnRequest> onRequest(String method, String path) {
        return first(
                requests.stream().filter(rule -> rule.matches(method, path)).toList());
    }

    public Optional<OnLine> onLine(Order order, RequestLine line, int number) {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        return first(lines.stream()
                .filter(rule -> rule.matches(line.customId(), line.model()))
                .filter(rule -> rule.fault().line() == null || rule.fault().line() == number)
                .filter(rule ->
                        rule.fault().every() == null || number % rule.fault().every() == 0)
                .filter(rule -> matches(rule.fault().metadata(), order.metadata()))
                .toList());
    }

    public BatchFault onBatch(String endpoint, @Nullable String model, @Nullable Map<String, String> metadata) {
        return first(batches.stream()
                        .filter(rule -> rule.matches(endpoint, model))
                        .filter(rule -> matches(rule.fault().metadata(), metadata))
                        .toList())
                .map(OnBatch::fault)
                .orElse(BatchFault.NONE);
    }

    public boolean hidesFromList(Order order) {
        BatchFault.Hide hide = order.fault().hide();
        return hide != null && hides(order.id() + " list", hide.list());
    }

    public boolean hidesFromGet(Order order) {
        BatchFault.Hide hide = order.fault().hide();
        return hide != null && hides(order.id() + " get", hide.get());
    }

    private boolean hides(String key, int times) {
        return hidden.computeIfAbsent(key, unused -> new AtomicInteger(times)).getAndDecrement() > 0;
    }

    private static boolean matches(@Nullable Map<String, String> patterns, @Nullable Map<String, String> metadata) {
        return patterns == null
                || metadata != null
                        && patterns.entrySet().stream()
                                .allMatch(pattern -> metadata.containsKey(pattern.getKey())
                                        && metadata.get(pattern.getKey()).matches(pattern.getValue()));
    }

    private static <T> List<T> each(@Nullable List<T> rules) {
        return rules == null ? List.of() : rules;
    }

    private static <T> Optional<T> first(List<Rule<T>> matching) {
        Optional<T> found = Optional.empty();
        for (Rule<T> rule : matching) {
            boolean fires = rule.counting().fires();
            found = found.isEmpty() && fires ? Optional.of(rule.fault()) : found;
        }
        return found;
    }

    /** A fault with the two patterns that it matches by. */
    private record Rule<T>(
            T fault,
            Counting counting,
            @Nullable Pattern one,
            @Nullable Pattern other) {
        static <T> Rule<T> of(
                T fault,
                @Nullable Integer nth,
                @Nullable Integer times,
                int timesByDefault,
                @Nullable String one,
                @Nullable String other) {
            return new Rule<>(fault, new Counting(nth, times, timesByDefault), compiled(one), compiled(other));
        }

        boolean matches(@Nullable String first, @Nullable String second) {
            return matches(one, first) && matches(other, second);
        }

        private static boolean matches(@Nullable Pattern pattern, @Nullable String text) {
            return pattern == null || text != null && pattern.matcher(text).matches();
        }

        private static @Nullable Pattern compiled(@Nullable String pattern) {
            return pattern == null ? null : Pattern.compile(pattern);
        }
    }
}
