package io.github.batchferry.spark;

import java.util.LinkedHashMap;
import java.util.Map;
import scala.Tuple2;
import scala.collection.Iterator;

/** The one class where Scala types are taken apart. No signature of it differs between Scala 2.12 and 2.13. */
final class ScalaDoor {
    private ScalaDoor() {}

    static Map<String, String> toJava(scala.collection.immutable.Map<String, String> map) {
        Map<String, String> copy = new LinkedHashMap<>();
        Iterator<Tuple2<String, String>> entries = map.iterator();
        while (entries.hasNext()) {
            Tuple2<String, String> entry = entries.next();
            copy.put(entry._1(), entry._2());
        }
        return copy;
    }
}
