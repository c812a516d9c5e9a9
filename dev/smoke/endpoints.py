"""A job for each endpoint, and two by a schema: 1,000 rows, typed output, and rows that fail in each known way."""

import json
import os
import urllib.request

from checks import check
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

JOB = os.environ["JOB"]
EMULATOR = os.environ["EMULATOR"]
KEY = "sk-test"
ROWS = 1000

FAULTS = [
    {"customId": ".*-200", "ending": "content_filter"},
    {"customId": ".*-300", "outputChars": 0, "ending": "length"},
    {"customId": ".*-400", "ending": "refusal"},
    {"customId": "(chat|responses)-schema-500", "ending": "invalid_output"},
]
FILTERED = {200: "content_filter", 300: "incomplete"}
REFUSED = {**FILTERED, 400: "refusal"}
INVALID = {**REFUSED, 500: "invalid_output"}

CHAT = {"endpoint": "/v1/chat/completions", "model": "gpt-6-luna"}
RESPONSES = {"endpoint": "/v1/responses", "model": "gpt-6-luna"}
EMBEDDINGS = {
    "endpoint": "/v1/embeddings",
    "model": "text-embedding-3-small",
    "body.dimensions": "8",
    "body.encoding_format": "base64",
}
MODERATIONS = {"endpoint": "/v1/moderations", "model": "omni-moderation-latest"}
GENERATIONS = {"endpoint": "/v1/images/generations", "model": "gpt-image-2"}
EDITS = {"endpoint": "/v1/images/edits", "model": "gpt-image-2"}
VIDEOS = {"endpoint": "/v1/videos", "model": "sora-2"}
SCHEMA = {"responseSchema": "label STRING NOT NULL COMMENT 'one of: good | bad', score DOUBLE, tags ARRAY<STRING>"}
STRUCT = "struct<label:string,score:double,tags:array<string>>"
IMAGES = "array<struct<data:binary,url:string,revised_prompt:string>>"
SAVED_IMAGES = "array<struct<data:binary,url:string,revised_prompt:string,path:string>>"
VIDEO = "struct<id:string,status:string,error:string,path:string>"
VERDICTS = (
    "array<struct<flagged:boolean,categories:map<string,boolean>,scores:map<string,double>,"
    "applied_input_types:map<string,array<string>>>>"
)


def text(value, row):
    return value.startswith("emulated answer to sha256:")


def vectors(value, row):
    return len(value) == 1 and abs(sum(x * x for x in value[0]) - 1) < 1e-3 and len(value[0]) == 8


def verdicts(value, row):
    flagged = row % 7 == 0
    one = value[0]
    violent = one.categories["violence"] == flagged and one.scores["violence"] < 1
    return len(value) == 1 and one.flagged == flagged and violent


def image(value, row):
    return len(value) == 1 and bytes(value[0].data).startswith(b"\x89PNG") and value[0].url is None


def begins(path, offset, mark):
    with open(path.removeprefix("file:"), "rb") as file:
        return file.read(12)[offset:].startswith(mark)


def saved(value, row):
    return len(value) == 1 and value[0].data is None and begins(value[0].path, 0, b"\x89PNG")


def video(value, row):
    return value.status == "completed" and value.error is None and begins(value.path, 4, b"ftyp")


def struct(value, row):
    tags = value.tags[0].startswith("emulated tags")
    return tags and value.label in ("good", "bad") and isinstance(value.score, float)


MESSAGES = "struct(array(struct('user' AS role, prompt AS content)) AS messages)"
INPUT = "struct(prompt AS input)"
VIOLENT_INPUT = "struct(if(id % 7 = 0, concat('kill ', prompt), prompt) AS input)"
EDIT = "struct(prompt, array(struct('https://example.com/a.png' AS image_url)) AS images)"
SPOILT_MESSAGES = "'{\"messages\": 7}'"
SPOILT_INPUT = "'{\"input\": 7}'"
SPOILT_PROMPT = "'{\"prompt\": 7}'"
SPOILT_EDIT = "'{\"prompt\": \"x\", \"images\": []}'"

# Name, options, body, the body that the server refuses (row 100), type of output, its test, the other rows that fail.
JOBS = [
    ("chat", CHAT, MESSAGES, SPOILT_MESSAGES, "string", text, REFUSED),
    ("responses", RESPONSES, INPUT, SPOILT_INPUT, "string", text, REFUSED),
    ("completions", {**CHAT, "endpoint": "/v1/completions"}, "struct(prompt)", SPOILT_PROMPT, "string", text, FILTERED),
    ("embeddings", EMBEDDINGS, INPUT, SPOILT_INPUT, "array<array<float>>", vectors, {}),
    ("moderations", MODERATIONS, VIOLENT_INPUT, SPOILT_INPUT, VERDICTS, verdicts, {}),
    ("generations", GENERATIONS, "struct(prompt)", SPOILT_PROMPT, IMAGES, image, {}),
    ("edits", EDITS, EDIT, SPOILT_EDIT, IMAGES, image, {}),
    ("saved", {**GENERATIONS, "saveAssets": "true"}, "struct(prompt)", SPOILT_PROMPT, SAVED_IMAGES, saved, {}),
    ("videos", VIDEOS, "struct(prompt)", SPOILT_PROMPT, VIDEO, video, {}),
    ("chat-schema", {**CHAT, **SCHEMA}, MESSAGES, SPOILT_MESSAGES, STRUCT, struct, INVALID),
    ("responses-schema", {**RESPONSES, **SCHEMA}, INPUT, SPOILT_INPUT, STRUCT, struct, INVALID),
]

spark = SparkSession.builder.getOrCreate()


def round_trip(name, options, body, spoilt, kind, fits, failures):
    job = f"{JOB}-{name}"
    rows = (
        spark.range(0, ROWS, 1, 4)
        .selectExpr("id", "concat('prompt ', id) AS prompt", f"concat('{name}-', id) AS custom_id")
        .withColumn("asked", F.expr(f"if(id = 100, {spoilt}, to_json({body}))"))
    )
    rows.write.format("openai-batch").options(baseUrl=EMULATOR, apiToken=KEY, bodyColumn="asked", **options).save(job)
    table = spark.read.format("openai-batch").options(apiToken=KEY, pollInterval="200ms").load(job)
    seen = table.schema["output"].dataType.simpleString()
    assert seen == kind, seen
    answers = table.select("id", "status", "output", "error", "usage", "response").collect()
    assert [row.id for row in answers] == list(range(ROWS)), "another order"
    for row in answers:
        code = failures.get(row.id)
        failed = row.id == 100 or code is not None
        assert row.status == ("failed" if failed else "succeeded"), row
        assert (row.output is None) == failed and (row.error is not None) == failed, row
        assert row.response, row
        if row.id == 100:
            assert row.error.http_status == 400 and row.error.code and row.usage is None, row
        elif failed:
            assert row.error.code == code, row
        else:
            assert fits(row.output, row.id), row
        if row.id != 100 and name not in ("moderations", "videos"):
            assert row.usage.total_tokens > 0, row


def fault(method, script=None):
    request = urllib.request.Request(EMULATOR.removesuffix("/v1") + "/emulator/faults", script, method=method)
    urllib.request.urlopen(request, timeout=30).close()


fault("POST", json.dumps({"lines": FAULTS}).encode())
for job in JOBS:
    check(f"{job[0]}: typed, in order, with reasons", lambda job=job: round_trip(*job))
fault("DELETE")
print("check|done|ok", flush=True)
spark.stop()
