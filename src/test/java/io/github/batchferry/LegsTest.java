package io.github.batchferry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Integration tests are compiled by the pom of the build and run by those of the legs. */
class LegsTest {
    @Test
    void aLegRunsWithTheVersionsAndFlagsOfTheBuild() throws Exception {
        Map<String, String> build = properties(Path.of("pom.xml"));
        Map<String, String> shared = new TreeMap<>();
        for (Path leg : legs()) {
            properties(leg).forEach((name, value) -> {
                if (build.containsKey(name)) {
                    assertThat(value).as("%s in %s", name, leg).isEqualTo(build.get(name));
                    shared.put(name, value);
                }
            });
        }
        assertThat(shared)
                .containsKeys(
                        "assertj.version",
                        "junit.version",
                        "junit4.version",
                        "second.leg.leaves.out",
                        "spark-testing-base.version",
                        "spark.opens",
                        "surefire.version");
    }

    private static List<Path> legs() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("dev/legs"))) {
            return files.sorted().toList();
        }
    }

    private static Map<String, String> properties(Path pom) throws Exception {
        Element project = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(pom.toFile())
                .getDocumentElement();
        Map<String, String> properties = new TreeMap<>();
        for (Node part : children(project)) {
            if (part.getNodeName().equals("properties")) {
                children(part).forEach(property -> properties.put(property.getNodeName(), property.getTextContent()));
            }
        }
        return properties;
    }

    private static List<Node> children(Node parent) {
        NodeList all = parent.getChildNodes();
        return Stream.iterate(0, i -> i < all.getLength(), i -> i + 1)
                .map(all::item)
                .filter(Element.class::isInstance)
                .toList();
    }
}
