package io.posthorn.gateway.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.DamagedText;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What tables say is tested where they are taken in; this is about tables that nobody meant to write. */
class CsvShapeTest {

    /** The columns of the inventory's numbers. */
    private static CsvShape numbers() {
        var input = ApiModel.load("operator.json")
                .operation("PutNumbers")
                .orElseThrow()
                .input();
        var list = (Shape.ListOf) input.members().getFirst().shape();
        return new CsvShape((Shape.Structure) list.element());
    }

    @Test
    void neverFailsWhateverATableHolds() {
        var numbers = numbers();
        var table = "phoneNumber,isoCountryCode,numberType,numberCapabilities,carrier,monthlyLeasingPrice,withheld\r\n"
                + "+12065550100,US,TEN_DLC,SMS MMS;VOICE,\"a, \"\"b\"\"\",1.00,true\r\n# a comment\r\n+12065550101,US\n";
        DamagedText.of(table, 5_000, damaged -> {
            var read = numbers.read(damaged, name -> null);

            assertThat(read.errors()).allSatisfy(error -> {
                assertThat(error.line()).isPositive();
                assertThat(error.message()).isNotEmpty();
            });
        });
    }

    /** Whatever stands in a cell comes back, but for white space around it. */
    @Test
    void readsWhatItWrote() {
        var shape = new CsvShape(
                ApiModel.load("topics.json").operation("Publish").orElseThrow().input());
        DamagedText.of("Hello, \"world\"\n#x", 5_000, damaged -> {
            var text = damaged.replace('\u0000', ' ').replace('\uD83D', ' ').strip();
            var message = JsonMapper.shared()
                    .createObjectNode()
                    .put("TopicArn", "arn:aws:sns:us-east-1:111122223333:news")
                    .put("Message", text);

            var read = shape.read(shape.write(List.<ObjectNode>of(message)), name -> null);

            if (!text.isEmpty()) {
                assertThat(read.entries()).singleElement().returns(message, CsvShape.Entry::input);
            }
        });
    }
}
