package io.github.batchferry.http;

import io.github.batchferry.ExternalException;
import io.github.batchferry.UserException;
import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.BatchPage;
import io.github.batchferry.batch.Connection;
import io.github.batchferry.batch.CreateBatch;
import io.github.batchferry.batch.InputFile;
import io.github.batchferry.batch.Model;
import io.github.batchferry.batch.Purchase;
import io.github.batchferry.batch.RemoteFile;
import io.github.batchferry.batch.Time;
import io.github.batchferry.provider.Quirk;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** {@link BatchApi} over HTTP. Makes no call before it is asked to. */
public final class OkHttpBatchApi implements BatchApi {
    private static final Duration LONGEST_TRANSFER = Duration.ofHours(6);

    /** OpenAI says 409; others say 400, or have no way to cancel what has ended. */
    private static final Set<Integer> NOT_CANCELLABLE = Set.of(400, 405, 409);

    private final Target target;
    private final Calls calls;
    private final Retries retries;
    private final Redirects redirects;
    private final PurchaseCall purchases;
    private final Pages pages;
    private final Readiness readiness;
    private final Duration limit;
    private final Supplier<Pace> pace;

    /** @throws UserException where the connection cannot be used as it is given */
    public OkHttpBatchApi(Connection connection) {
        this(connection, Time.SYSTEM);
    }

    public OkHttpBatchApi(Connection connection, Time time) {
        this(connection, time, () -> ThreadLocalRandom.current().nextDouble());
    }

    /** @param chance from 0 to 1 */
    OkHttpBatchApi(Connection connection, Time time, DoubleSupplier chance) {
        Duration connect = positive("connectTimeout", connection.connectTimeout());
        Duration read = positive("readTimeout", connection.readTimeout());
        this.target = new Target(connection);
        this.pace = () -> new Pace(time.nanoTime(), read);
        this.calls = new Calls(
                connect, read, time.clock(), pace, connection.provider().refusals());
        this.redirects = new Redirects(calls);
        this.retries = new Retries(connection.maxRetries(), time.pause(), chance);
        this.limit = connect.plus(read);
        this.purchases = new PurchaseCall(target, calls, limit, time.nanoTime());
        this.pages = new Pages(connection.provider());
        this.readiness = new Readiness(this::file, time.pause());
    }

    @Override
    public RemoteFile upload(InputFile file) {
        UploadForm form = new UploadForm(file, pace);
        AtomicInteger tries = new AtomicInteger();
        RemoteFile uploaded = safely(
                () -> target.request(target.uploads(file.purpose()))
                        .post(form.of(target, tries.incrementAndGet()))
                        .build(),
                LONGEST_TRANSFER,
                response -> Nouns.file(Json.read(response), words(response)));
        return target.provider().has(Quirk.WAITS_FOR_PROCESSED) ? readiness.await(uploaded) : uploaded;
    }

    @Override
    public Optional<RemoteFile> file(String fileId) {
        return unlessGone(
                get(url(fileId, "files")), limit, response -> Nouns.file(Json.read(response), words(response)));
    }

    @Override
    public Optional<Long> download(String fileId, OutputStream sink) {
        return content(url(fileId, "files"), sink);
    }

    @Override
    public Optional<Long> video(String videoId, OutputStream sink) {
        return content(url(videoId, "videos"), sink);
    }

    private Optional<Long> content(HttpUrl.Builder of, OutputStream sink) {
        HttpUrl.Builder url = of.addPathSegment("content");
        return unlessGone(() -> retries.run(
                () -> target.request(url).header("Accept-Encoding", "identity").build(),
                request -> redirects.follow(request, LONGEST_TRANSFER, response -> new Download(sink).copy(response))));
    }

    @Override
    public void deleteFile(String fileId) {
        HttpUrl.Builder url = url(fileId, "files");
        unlessGone(() -> target.request(url).delete(OneShot.empty()).build(), limit, Nouns::deleted);
    }

    @Override
    public Purchase create(CreateBatch request) {
        return purchases.create(request.under(target.provider().pathOf(request.endpoint())));
    }

    @Override
    public Duration createTimeout() {
        return purchases.timeout();
    }

    @Override
    public Optional<Batch> batch(String batchId) {
        return unlessGone(
                get(url(batchId, "batches")), limit, response -> Nouns.batch(Json.read(response), words(response)));
    }

    @Override
    public BatchPage list(@Nullable String after, int limit) {
        HttpUrl.Builder url = target.url("batches").addQueryParameter("limit", String.valueOf(limit));
        if (after != null) {
            url.addQueryParameter(pages.parameter(), after);
        }
        return safely(get(url), this.limit, response -> pages.page(Json.read(response), after, words(response)));
    }

    @Override
    public Optional<Batch> cancel(String batchId) {
        HttpUrl.Builder url = url(batchId, "batches").addPathSegment("cancel");
        try {
            return unlessGone(
                    () -> target.request(url).post(OneShot.empty()).build(),
                    limit,
                    response -> Nouns.batch(Json.read(response), words(response)));
        } catch (ExternalException e) {
            if (!NOT_CANCELLABLE.contains(e.status())) {
                throw e;
            }
            return batch(batchId);
        }
    }

    @Override
    public Optional<Model> model(String id) {
        return unlessGone(
                get(target.url("models", id)), limit, response -> Nouns.model(Json.read(response), words(response)));
    }

    @Override
    public void close() {
        calls.close();
    }

    private static Wording words(Response response) {
        return Wording.of(response.request());
    }

    private Supplier<Request> get(HttpUrl.Builder url) {
        return () -> target.request(url).build();
    }

    private <T> Optional<T> unlessGone(Supplier<Request> request, Duration limit, Calls.Reader<T> reader) {
        return unlessGone(() -> safely(request, limit, reader));
    }

    private static <T> Optional<T> unlessGone(Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (ExternalException e) {
            if (e.status() != 404) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private <T> T safely(Supplier<Request> request, Duration limit, Calls.Reader<T> reader) {
        return retries.run(request, now -> calls.run(now, limit, reader));
    }

    private HttpUrl.Builder url(String id, String collection) {
        if (!Json.isId(id)) {
            throw ExternalException.unasked(
                    "'" + Wording.clean(id) + "' is not an id that can be asked for under /" + collection + ".");
        }
        return target.url(collection, id);
    }

    private static Duration positive(String option, Duration timeout) {
        if (timeout.toMillis() < 1) {
            throw new UserException(
                    option + " is " + timeout + ". It must be at least a millisecond, so that every" + " call ends.");
        }
        return timeout;
    }
}
