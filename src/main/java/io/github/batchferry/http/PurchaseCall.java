package io.github.batchferry.http;

import io.github.batchferry.batch.CreateBatch;
import io.github.batchferry.batch.Purchase;
import io.github.batchferry.batch.RefusalKind;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;
import okhttp3.Request;

/** The one call that costs money: sent once, on a connection of its own, and never said to have failed without proof. */
final class PurchaseCall {
    private static final Set<Integer> REFUSALS = Set.of(400, 401, 403, 404, 413, 422, 429);

    private final Target target;
    private final Calls calls;
    private final Duration limit;
    private final LongSupplier nanos;

    PurchaseCall(Target target, Calls calls, Duration limit, LongSupplier nanos) {
        this.target = target;
        this.calls = calls;
        this.limit = limit;
        this.nanos = nanos;
    }

    /** No byte of a request is sent later than this after {@link #create} was called. */
    Duration timeout() {
        return limit.plus(Calls.GRACE).plus(Calls.GRACE);
    }

    Purchase create(CreateBatch batch) {
        long start = nanos.getAsLong();
        SendWatch watch = new SendWatch();
        Request request;
        try {
            request = target.request(target.url("batches"))
                    .tag(SendWatch.class, watch)
                    .post(OneShot.json(Nouns.json(batch)))
                    .build();
        } catch (RuntimeException e) {
            return new Purchase.Denied(
                    "Nothing was sent: " + Wording.clean(String.valueOf(e.getMessage())), null, false);
        }
        Duration left = limit.minusNanos(nanos.getAsLong() - start);
        if (left.toMillis() < 1) {
            return new Purchase.Denied("Nothing was sent: it took too long to get the API token.", null, true);
        }
        try {
            return new Purchase.Created(
                    calls.runFresh(request, left, response -> Nouns.batch(Json.read(response), Wording.of(request))));
        } catch (RefusedException e) {
            return refused(request, e);
        } catch (IOException e) {
            return ended(watch, Failures.text(request, e), !Retries.isCertificate(e));
        } catch (RuntimeException e) {
            return ended(watch, Wording.clean(e.toString()), true);
        }
    }

    private static Purchase refused(Request request, RefusedException e) {
        Refusal refusal = e.refusal();
        String text = Failures.text(request, e);
        return REFUSALS.contains(refusal.status())
                ? new Purchase.Denied(
                        text,
                        refusal.refused(),
                        RefusalKind.of(refusal.refused(), refusal.words()).passes())
                : new Purchase.InDoubt(text);
    }

    private static Purchase ended(SendWatch watch, String text, boolean passing) {
        return watch.ruleOut() ? new Purchase.Denied(text, null, passing) : new Purchase.InDoubt(text);
    }
}
