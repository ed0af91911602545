package dev.resendmcp.client.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers are read as far as they make sense, and what one answer leaves out stays as it was told before. */
class AccountLimitsTest {

    @ParameterizedTest
    @CsvSource({"10, 10", "' 10 ', 10", "'10, 10;w=1', 10", "0, 0"})
    void numbers(String header, long value) {
        assertThat(AccountLimits.read(name -> header).limit()).hasValue(value);
    }

    @ParameterizedTest
    @CsvSource(
            value = {"null", "''", "many", "-1", "1e9", "99999999999999999999"},
            nullValues = "null")
    void nonsenseCountsAsNothingSaid(String header) {
        assertThat(AccountLimits.read(name -> header)).isEqualTo(AccountLimits.NOTHING);
    }

    @Test
    void answerWithoutQuotaLeavesTheQuotaAsItWas() {
        AccountLimits first =
                AccountLimits.read(Map.of("ratelimit-remaining", "9", "x-resend-monthly-quota", "420")::get);
        AccountLimits second = AccountLimits.read(Map.of("ratelimit-remaining", "8")::get);
        assertThat(second.over(first).remaining()).hasValue(8);
        assertThat(second.over(first).monthlyUsed()).hasValue(420);
    }
}
