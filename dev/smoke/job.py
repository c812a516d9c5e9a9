"""One job through every save mode, on whatever Spark the environment names (SPARK_REMOTE: Spark Connect)."""

import os

from checks import check
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

JOB = os.environ["JOB"]
EMULATOR = os.environ["EMULATOR"]
CONNECTION = {"baseUrl": EMULATOR, "apiToken": "sk-test"}


def refused(action, *words):
    """The action fails, and its message has all the words that tell a user how to go on."""
    try:
        action()
    except Exception as e:
        missing = [word for word in words if word.lower() not in str(e).lower()]
        assert not missing, f"the message lacks {missing}: {e}"
        return
    raise AssertionError("it was not refused")


spark = SparkSession.builder.getOrCreate()


def rows(start, end):
    return (
        spark.range(start, end, 1, 4)
        .withColumn("prompt", F.concat(F.lit("Say the number "), F.col("id").cast("string")))
    )


def save(frame, mode=None, **options):
    writer = frame.write.format("openai-batch").options(**CONNECTION, **options)
    writer = writer.option("model", "gpt-6-luna").option("promptColumn", "prompt")
    (writer if mode is None else writer.mode(mode)).save(JOB)


def read(**options):
    return spark.read.format("openai-batch").option("apiToken", "sk-test").options(**options).load(JOB)


def plain():
    rows(0, 200).write.mode("overwrite").parquet(JOB + "-plain")
    assert spark.read.parquet(JOB + "-plain").groupBy("prompt").count().count() == 200


def append_twice():
    save(rows(200, 250), "append", writeId="second")
    try:
        save(rows(200, 250), "append", writeId="second")
    except Exception as e:
        assert "second" in str(e), f"the message does not name the writeId: {e}"


def every_row_once():
    table = read(pollInterval="1s")
    ids = sorted(row["id"] for row in table.select("id").collect())
    assert ids == list(range(250)), f"{len(ids)} rows, {len(set(ids))} of them different"


def every_row_answered():
    table = read(pollInterval="1s")
    assert table.where("status = 'succeeded'").count() == 250, table.groupBy("status").count().collect()
    assert table.where("output is null or custom_id is null").count() == 0


def the_snapshot_joins():
    joined = read(pollInterval="1s").join(rows(0, 250).select("id"), "id")
    assert joined.select("id", "output", "usage.total_tokens").distinct().count() == 250


check("plain parquet", plain)
if os.environ["PLAIN"] != "true":
    check("default mode makes the job", lambda: save(rows(0, 200)))
    check("default mode again is refused", lambda: refused(lambda: save(rows(0, 200)), "ignore"))
    check("ignore passes by", lambda: save(rows(0, 200), "ignore"))
    check("append adds one writeId once", append_twice)
    check("append of the same rows is refused", lambda: refused(lambda: save(rows(0, 200), "append")))
    check("overwrite is refused", lambda: refused(lambda: save(rows(0, 200), "overwrite"), "delete"))
    check("every row comes back once", every_row_once)
    check("every row has its answer", every_row_answered)
    check("the result joins", the_snapshot_joins)
print("check|done|ok", flush=True)
spark.stop()
