package io.chappe.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RefusalLogTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(RefusalLog.class);
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private final AtomicLong clock = new AtomicLong();
    private final RefusalLog log = new RefusalLog(clock::get);

    @BeforeEach
    void listen() {
        written.start();
        logger.setAdditive(false);
        logger.addAppender(written);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(written);
        logger.setAdditive(true);
    }

    private void refuse(int times) {
        for (int i = 0; i < times; i++) {
            log.line().log("refused");
        }
    }

    private List<String> lines() {
        return written.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void aFloodHasTwentyLinesAndThenTenASecond() {
        // Given
        refuse(1_000);
        assertThat(lines()).hasSize(20);

        // When
        for (int ms = 0; ms < 10_000; ms++) {
            clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
            refuse(3);
        }

        // Then
        assertThat(lines()).hasSizeBetween(119, 121).containsOnly("refused");
    }

    @Test
    void whatWasNotWrittenIsToldOnce() {
        // Given
        refuse(362);
        written.list.clear();

        // When
        log.tellUnwritten();
        log.tellUnwritten();

        // Then
        assertThat(lines()).containsExactly("342 more refusals were not logged");
    }
}
