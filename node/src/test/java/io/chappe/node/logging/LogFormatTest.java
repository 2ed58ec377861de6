package io.chappe.node.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.read.ListAppender;
import ch.qos.logback.core.status.Status;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;

/** What the configuration of the log makes of an event. */
class LogFormatTest {
    private static final String VERTX_BUS = "io.vertx.core.eventbus.impl.clustered";
    private static final SessionId SESSION = new SessionId("s1");

    private final LoggerContext context = new LoggerContext();

    private static PeerKey peer(String name) {
        return new PeerKey(new TenantId("acme"), new PeerId(name));
    }

    private void configure(String format) throws JoranException {
        context.putProperty("CHAPPE_LOG_FORMAT", format);
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LogFormatTest.class.getResource("/logback.xml"));
    }

    /** As an appender of the configuration writes it. */
    @SuppressWarnings("unchecked")
    private String written(String appenders, Consumer<Logger> logging) {
        ListAppender<ILoggingEvent> events = new ListAppender<>();
        events.start();
        ch.qos.logback.classic.Logger logger = context.getLogger("io.chappe.gateway.Thing");
        logger.addAppender(events);
        logger.setAdditive(false);
        logging.accept(logger);
        var appender = (OutputStreamAppender<ILoggingEvent>)
                context.getLogger(appenders).iteratorForAppenders().next();
        return new String(appender.getEncoder().encode(events.list.get(0)), StandardCharsets.UTF_8);
    }

    private static Throwable failure() {
        return new IllegalStateException(
                "first\n2026-01-01T00:00:00.000Z ERROR forged", new IllegalArgumentException("cause\r\nforged\u001b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "json"})
    void isUnderstood(String format) throws JoranException {
        // When
        configure(format);

        // Then
        assertThat(context.getStatusManager().getCopyOfStatusList())
                .filteredOn(status -> status.getLevel() > Status.INFO)
                .isEmpty();
    }

    @Test
    void aPlainLineEndsWithWhatItIsAbout() throws JoranException {
        // Given
        configure("plain");

        // When
        String line = written(
                Logger.ROOT_LOGGER_NAME,
                log -> About.session(log.atInfo(), peer("ann"), SESSION).log("a session has {}", "begun"));

        // Then
        assertThat(line)
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO  Thing - a session has begun"
                        + " tenant=\"acme\" peer=\"ann\" session=\"s1\"\n");
    }

    @Test
    void aPlainLineIsNotForged() throws JoranException {
        // Given
        configure("plain");

        // When
        String line = written(
                Logger.ROOT_LOGGER_NAME,
                log -> About.peer(log.atWarn(), peer("a\" tenant=\"other"))
                        .addKeyValue("reason", "one\r\ntwo")
                        .log("it said {}", "x\r\n2026 ERROR y\u001b[2J\u2028z"));

        // Then
        assertThat(line)
                .endsWith("it said x??2026 ERROR y?[2J?z tenant=\"acme\" peer=\"a\\\" tenant=\\\"other\""
                        + " reason=\"one\\r\\ntwo\"\n")
                .hasLineCount(1);
    }

    @Test
    void aPlainStackTraceIsReadableAndForgesNoLine() throws JoranException {
        // Given
        configure("plain");

        // When
        String text = written(Logger.ROOT_LOGGER_NAME, log -> log.error("it failed", failure()));

        // Then
        assertThat(text.lines().skip(1))
                .hasSizeGreaterThan(4)
                .allMatch(line -> line.startsWith("\tat ")
                        || line.startsWith("\t...")
                        || line.startsWith("Wrapped by: java.lang.IllegalStateException: first?2026-")
                        || line.equals("java.lang.IllegalArgumentException: cause?forged?"));
    }

    @Test
    void aBriefPlainLineHasNoStackTrace() throws JoranException {
        // Given
        configure("plain");

        // When
        String line = written(VERTX_BUS, log -> log.warn("no connection", failure()));

        // Then
        assertThat(line)
                .endsWith("WARN  Thing - no connection java.lang.IllegalArgumentException: cause\n")
                .hasLineCount(1);
    }

    @Test
    void aJsonLineIsOneObjectWhateverIsInIt() throws JoranException {
        // Given
        configure("json");

        // When
        String line = written(
                Logger.ROOT_LOGGER_NAME,
                log -> About.session(log.atError(), peer("a\"\u2028"), SESSION)
                        .addKeyValue("reason", "half\ud800")
                        .setCause(failure())
                        .log("line\r\nbreak \u001b{}", "x".repeat(JsonEncoder.LONGEST)));

        // Then
        JsonObject json = new JsonObject(line);
        assertThat(line).hasLineCount(1).endsWith("}\n").doesNotContain("\u2028", "\u001b");
        assertThat(json.getString("@timestamp")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(json.getString("log.level")).isEqualTo("ERROR");
        assertThat(json.getString("log.logger")).isEqualTo("io.chappe.gateway.Thing");
        assertThat(json.getString("message"))
                .startsWith("line\r\nbreak \u001bx")
                .hasSize(JsonEncoder.LONGEST + 3);
        assertThat(json.getString("tenant")).isEqualTo("acme");
        assertThat(json.getString("peer")).isEqualTo("a\"\u2028");
        assertThat(json.getString("session")).isEqualTo("s1");
        assertThat(json.getString("reason")).isEqualTo("half?");
        assertThat(json.getString("error.type")).isEqualTo("java.lang.IllegalStateException");
        assertThat(json.getString("error.message")).startsWith("first\n");
        assertThat(json.getString("error.stack_trace"))
                .startsWith("java.lang.IllegalArgumentException: cause\r\n")
                .contains("Wrapped by: ");
    }

    @Test
    void aBriefJsonLineHasNoStackTrace() throws JoranException {
        // Given
        configure("json");

        // When
        JsonObject line = new JsonObject(written(VERTX_BUS, log -> log.warn("no connection", failure())));

        // Then
        assertThat(line.fieldNames())
                .containsExactly(
                        "@timestamp",
                        "log.level",
                        "message",
                        "ecs.version",
                        "log.logger",
                        "error.type",
                        "error.message");
    }

    @Test
    void nothingIsMadeOfALineThatIsOff() throws JoranException {
        // Given
        configure("plain");
        ch.qos.logback.classic.Logger logger = context.getLogger("io.chappe.gateway.Thing");
        Object dear = new Object() {
            @Override
            public String toString() {
                throw new AssertionError("it was written");
            }
        };

        // When
        var line = About.address(logger.atDebug(), dear);

        // Then
        assertThat(line).isSameAs(org.slf4j.spi.NOPLoggingEventBuilder.singleton());
    }
}
