// The same promises as job.py, typed into spark-shell.
import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions.{col, concat, lit}
import scala.util.{Failure, Success, Try}

val JOB = sys.env("JOB")
val EMULATOR = sys.env("EMULATOR")

def check(name: String)(promise: => Unit): Unit = Try(promise) match {
  case Success(_) => println(s"\ncheck|$name|ok")
  case Failure(e) => println(s"\ncheck|$name|FAIL|" + e.toString.replaceAll("[\\s|]+", " ").take(300))
}

def refused(words: String*)(action: => Unit): Unit = Try(action) match {
  case Success(_) => throw new AssertionError("it was not refused")
  case Failure(e) => words.foreach(word => require(e.getMessage.toLowerCase.contains(word), s"the message lacks $word: ${e.getMessage}"))
}

def rows(start: Long, end: Long): DataFrame =
  spark.range(start, end, 1, 4).withColumn("prompt", concat(lit("Say the number "), col("id").cast("string")))

def save(frame: DataFrame, mode: String, options: (String, String)*): Unit = {
  val writer = frame.write.format("openai-batch").option("baseUrl", EMULATOR).option("apiToken", "sk-test").option("model", "gpt-6-luna").option("promptColumn", "prompt").options(options.toMap)
  (if (mode.isEmpty) writer else writer.mode(mode)).save(JOB)
}

def read(): DataFrame = spark.read.format("openai-batch").option("apiToken", "sk-test").option("pollInterval", "1s").load(JOB)

check("plain parquet") {
  rows(0, 200).write.mode("overwrite").parquet(JOB + "-plain")
  require(spark.read.parquet(JOB + "-plain").groupBy("prompt").count().count() == 200)
}

if (sys.env("PLAIN") != "true") {
  check("default mode makes the job") { save(rows(0, 200), "") }
  check("default mode again is refused") { refused("ignore") { save(rows(0, 200), "") } }
  check("ignore passes by") { save(rows(0, 200), "ignore") }
  check("append adds one writeId once") {
    save(rows(200, 250), "append", "writeId" -> "second")
    Try(save(rows(200, 250), "append", "writeId" -> "second")).failed.foreach(e => require(e.getMessage.contains("second"), e.getMessage))
  }
  check("append of the same rows is refused") { refused() { save(rows(0, 200), "append") } }
  check("overwrite is refused") { refused("delete") { save(rows(0, 200), "overwrite") } }
  check("every row comes back once") {
    val ids = read().select("id").collect().map(_.getLong(0)).sorted
    require(ids.toSeq == (0L until 250L), s"${ids.length} rows, ${ids.distinct.length} of them different")
  }
  check("every row has its answer") {
    require(read().where("status = 'succeeded'").count() == 250)
    require(read().where("output is null or custom_id is null").count() == 0)
  }
}

println("\ncheck|done|ok")
System.exit(0)
