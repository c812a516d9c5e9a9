package io.github.batchferry.faults;

import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.BatchPage;
import io.github.batchferry.batch.CreateBatch;
import io.github.batchferry.batch.InputFile;
import io.github.batchferry.batch.Model;
import io.github.batchferry.batch.Purchase;
import io.github.batchferry.batch.RemoteFile;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/** Lets something happen right before each purchase. */
record Before(BatchApi api, Runnable event) implements BatchApi {
    @Override
    public Purchase create(CreateBatch request) {
        event.run();
        return api.create(request);
    }

    @Override
    public RemoteFile upload(InputFile file) {
        return api.upload(file);
    }

    @Override
    public Optional<RemoteFile> file(String fileId) {
        return api.file(fileId);
    }

    @Override
    public Optional<Long> download(String fileId, OutputStream sink) {
        return api.download(fileId, sink);
    }

    @Override
    public Optional<Long> video(String videoId, OutputStream sink) {
        return api.video(videoId, sink);
    }

    @Override
    public void deleteFile(String fileId) {
        api.deleteFile(fileId);
    }

    @Override
    public Duration createTimeout() {
        return api.createTimeout();
    }

    @Override
    public Optional<Batch> batch(String batchId) {
        return api.batch(batchId);
    }

    @Override
    public BatchPage list(String after, int limit) {
        return api.list(after, limit);
    }

    @Override
    public Optional<Batch> cancel(String batchId) {
        return api.cancel(batchId);
    }

    @Override
    public Optional<Model> model(String id) {
        return api.model(id);
    }

    @Override
    public void close() {
        api.close();
    }
}
