package io.github.batchferry.price;

import static io.github.batchferry.ledger.Sample.batch;
import static io.github.batchferry.ledger.Sample.created;
import static io.github.batchferry.ledger.Sample.intended;
import static io.github.batchferry.ledger.Sample.lines;
import static io.github.batchferry.ledger.Sample.planned;
import static io.github.batchferry.ledger.Sample.sealed;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.batch.BatchUsage;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.JobState;
import io.github.batchferry.ledger.Reason;
import io.github.batchferry.ledger.Sample;
import io.github.batchferry.result.OutcomeCounts;
import io.github.batchferry.result.Spent;
import io.github.batchferry.result.TokenSums;
import io.github.batchferry.result.answer.RowStatus;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobBillTest {
    private static final TokenSums FOUR_AND_TWO = new TokenSums(2, 4, 0, 0, 2, 1, 6, 0, 0);
    private static final OutcomeCounts ANSWERED = counts(2, 0, 0, 0, Map.of(Spent.ANSWERS, FOUR_AND_TWO));
    private static final ProviderPrices PRICES = prices("1", "10");

    @Test
    void aBatchCostsWhatItsLinesSayWithFailuresApart() {
        BatchBill bill = bill(
                counts(1, 1, 0, 0, Map.of(Spent.ANSWERS, FOUR_AND_TWO, Spent.FAILURES, FOUR_AND_TWO)), null, PRICES);

        assertThat(bill.cost().batch()).isEqualByComparingTo("48");
        assertThat(bill.cost().realTime()).isEqualByComparingTo("96");
        assertThat(bill.failures().batch()).isEqualByComparingTo("24");
    }

    @Test
    void aModelWithoutAPriceIsUnknownAndNotFree() {
        BatchBill bill = bill(ANSWERED, null, ProviderPrices.NONE);

        assertThat(bill.cost()).isNull();
        assertThat(bill.failures()).isNull();
    }

    @Test
    void anAnswerThatDoesNotSayWhatItUsedMakesItsBatchUnknownUnlessTheModelIsFree() {
        OutcomeCounts silent = counts(3, 0, 0, 1, Map.of(Spent.ANSWERS, FOUR_AND_TWO));

        assertThat(bill(silent, null, PRICES).cost()).isNull();
        assertThat(bill(silent, null, prices("0", "0")).cost()).isEqualTo(Cost.ZERO);
    }

    @Test
    void lostLinesThatWerePerhapsPaidMakeTheirBatchUnknown() {
        OutcomeCounts lost = counts(2, 0, 1, 0, Map.of(Spent.ANSWERS, FOUR_AND_TWO));

        assertThat(bill(lost, Reason.of(RowStatus.FAILED, Reason.RESULT_INCOMPLETE, "lost"), PRICES)
                        .cost())
                .isNull();
        assertThat(bill(lost, Reason.of(RowStatus.EXPIRED, "batch_expired", "late"), PRICES)
                        .cost()
                        .batch())
                .isEqualByComparingTo("24");
    }

    @Test
    void aBatchOfWhichNothingRanCostsNothingWhateverTheModel() {
        assertThat(bill(null, null, ProviderPrices.NONE).cost()).isEqualTo(Cost.ZERO);
    }

    @Test
    void aJobSumsUpWhatIsKnownAndCountsTheRest() {
        JobBill bill = JobBill.of(
                job(
                        collected(1, ANSWERED, null),
                        collected(2, counts(2, 0, 0, 2, Map.of()), null),
                        intended(3),
                        created(3, "batch_3")),
                PRICES);

        assertThat(bill.batches()).hasSize(2);
        assertThat(bill.open()).isEqualTo(1);
        assertThat(bill.total().known().batch()).isEqualByComparingTo("24");
        assertThat(bill.total().unknown()).isEqualTo(1);
        assertThat(bill.total().isUnknown()).isFalse();
        assertThat(bill.models()).containsOnlyKeys("m");
    }

    @Test
    void whatTheServerSaysOfTheWholeBatchIsHeldAgainstItsLines() {
        assertThat(UsageDifference.of(ANSWERED, null)).isNull();
        assertThat(UsageDifference.of(ANSWERED, new BatchUsage(4, 0, 2, 1))).isNull();
        assertThat(UsageDifference.of(ANSWERED, new BatchUsage(4, -1, 2, -1))).isNull();
        assertThat(UsageDifference.of(ANSWERED, new BatchUsage(5, 0, 2, 0)))
                .isEqualTo("input tokens: 4 by its lines, 5 by the batch, reasoning tokens: 1 by its lines, 0 by the"
                        + " batch");
    }

    private static BatchBill bill(OutcomeCounts counts, Reason absent, ProviderPrices prices) {
        return JobBill.of(job(collected(1, counts, absent)), prices).batches().get(0);
    }

    private static JobState job(Event... events) {
        JobState job = Sample.fold(
                sealed("w1", 2, 2, 2),
                planned(batch(1, lines("w1", 0, 0, 2)), batch(2, lines("w1", 1, 0, 2)), batch(3, lines("w1", 2, 0, 2))),
                intended(1),
                created(1, "batch_1"),
                intended(2),
                created(2, "batch_2"));
        Sample.apply(job, events);
        return job;
    }

    private static Event.Collected collected(int number, OutcomeCounts counts, Reason absent) {
        return new Event.Collected(
                number,
                "batch_" + number,
                "completed",
                "d",
                null,
                null,
                null,
                counts,
                null,
                absent,
                Map.of(),
                List.of(),
                Map.of(),
                null);
    }

    private static OutcomeCounts counts(
            int succeeded, int failed, int missing, int silent, Map<Spent, TokenSums> tokens) {
        return new OutcomeCounts(succeeded, failed, 0, 0, missing, 0, 0, 0, 0, 0, silent, tokens);
    }

    private static ProviderPrices prices(String input, String output) {
        Rates batch = rates(input, output, 1);
        RatePair pair = new RatePair(batch, rates(input, output, 2));
        return new ProviderPrices(
                Map.of("m", new ModelPrice(new PriceOrigin("2026-01-31", "test"), pair, null, List.of())));
    }

    private static Rates rates(String input, String output, int factor) {
        return new Rates(times(input, factor), null, null, times(output, factor), null, null);
    }

    private static BigDecimal times(String price, int factor) {
        return new BigDecimal(price).multiply(BigDecimal.valueOf(factor));
    }
}
