package io.github.batchferry.emulator.dialect;

import io.github.batchferry.emulator.wire.Windows;
import io.github.batchferry.emulator.wire.Windows.Unit;
import java.util.List;

/** The dialects of those who have files and batches in OpenAI's shape. */
final class Providers {
    private static final String CHAT = "/v1/chat/completions";
    private static final String RESPONSES = "/v1/responses";
    private static final String COMPLETIONS = "/v1/completions";
    private static final String EMBEDDINGS = "/v1/embeddings";
    private static final long MEGABYTE = 1_000_000;

    /** Each from the provider's own documentation, unless its quirk is said to be seen by others. */
    static final List<Dialect> ALL = List.of(
            Dialect.of(
                    "azure",
                    "Azure OpenAI; learn.microsoft.com, how-to/batch",
                    "path=azure,status=capital,counts=late,times=iso-offset,endpoint=null,codes=azure,"
                            + "file=processed-first,expires=dots,error-file=always,expiry=never",
                    ways -> ways.at("/openai/v1")
                            .with(ways.endpoints()
                                    .only(List.of(CHAT, RESPONSES))
                                    .moved(CHAT, List.of(CHAT, "/chat/completions")))
                            .with(ways.limits().withRequests(100_000))),
            Dialect.of(
                    "together",
                    "Together; docs.together.ai, batch-create and batch-cancel",
                    "ids=uuid,upload=path,lines=id-and-body,status=upper-canceling,shape=job,times=iso,create=job,list=array",
                    ways -> sized(served(ways, CHAT), 50_000, 100)),
            Dialect.of(
                    "groq",
                    "Groq; console.groq.com, docs/batch",
                    "errors=array,list=cursor,models=several",
                    ways -> served(ways, CHAT).at("/openai/v1").with(new Windows(24, 168, Unit.HOURS_OR_DAYS, null))),
            Dialect.of(
                    "deepinfra",
                    "DeepInfra; its codes by others",
                    "codes=deepinfra",
                    ways -> served(ways, CHAT, COMPLETIONS, EMBEDDINGS).at("/v1/openai")),
            Dialect.of(
                    "siliconflow",
                    "SiliconFlow; docs.siliconflow.cn, guides/batch and batch/upload-file",
                    "upload=data,lines=id-and-body,error=flat",
                    ways -> sized(served(ways, CHAT), 5000, 1000).with(new Windows(24, 336, Unit.HOURS, null))),
            Dialect.of(
                    "alibaba",
                    "Alibaba Cloud Model Studio; its batch interface of files",
                    "file=uploaded,kept=for-ever",
                    ways -> sized(served(ways, CHAT, EMBEDDINGS), 50_000, 500)
                            .at("/compatible-mode/v1")
                            .with(new Windows(24, 336, Unit.HOURS_OR_DAYS, null))),
            Dialect.of(
                    "zhipu",
                    "Zhipu; docs.bigmodel.cn, batch API",
                    "chat=v4,window=optional",
                    ways -> sized(served(ways, CHAT), 50_000, 100).at("/api/paas/v4")),
            Dialect.of(
                    "moonshot",
                    "Moonshot; platform.moonshot.cn, docs/api/batch",
                    "cancel=400,list=no-ids",
                    ways -> served(ways, CHAT).with(new Windows(12, 168, Unit.HOURS_OR_DAYS, null))),
            Dialect.of(
                    "novita",
                    "Novita; novita.ai, docs/guides/llm-batch-api and list-batches",
                    "status=progress,errors=text,shape=flat,times=objects,kept=15d,lines=id-and-body",
                    ways -> served(ways, CHAT, COMPLETIONS)
                            .at("/openai/v1")
                            .with(new Windows(24, 48, Unit.HOURS, null))),
            Dialect.of("ovh", "OVHcloud AI Endpoints", "status=canceled", ways -> served(ways, CHAT, EMBEDDINGS)),
            Dialect.of(
                    "doubleword",
                    "Doubleword, by its repository",
                    "ids=uuid",
                    ways -> ways.with(new Windows(1, 24, Unit.HOURS, null))),
            Dialect.of(
                    "litellm",
                    "a LiteLLM proxy with managed files, by its issues",
                    "ids=long,none=empty",
                    ways -> ways),
            Dialect.of(
                    "llm-d",
                    "the batch gateway of llm-d, by its repository",
                    "list=offset",
                    ways -> ways.with(new Windows(1, 9999, Unit.HOURS, null))),
            Dialect.of(
                    "gemini-like",
                    "Gemini's ids and errors, behind a gateway that takes its files",
                    "ids=slash,key=400,error=array",
                    ways -> served(ways, CHAT, EMBEDDINGS).at("/v1beta/openai")));

    private Providers() {}

    private static Ways served(Ways ways, String... endpoints) {
        return ways.with(ways.endpoints().only(List.of(endpoints)));
    }

    private static Ways sized(Ways ways, long requests, long megabytes) {
        return ways.with(ways.limits().withRequests(requests).withBytes(megabytes * MEGABYTE));
    }
}
