package io.chappe.node.logging;

import ch.qos.logback.classic.pattern.RootCauseFirstThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonpCharacterEscapes;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * A line of the log as one JSON object in one line, with the names of the Elastic Common Schema where it has some; what the line is
 * about stands beside them. No text in it is longer than {@value #LONGEST} characters.
 */
public final class JsonEncoder extends EncoderBase<ILoggingEvent> {
    static final int LONGEST = 8_000;
    private static final String FRAMES = "8";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** U+2028 and U+2029 are escaped as well, which JSON lets stand and some readers take for the end of a line. */
    private final JsonFactory json = new JsonFactoryBuilder()
            .characterEscapes(JsonpCharacterEscapes.instance())
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .build();

    private final RootCauseFirstThrowableProxyConverter stack = new RootCauseFirstThrowableProxyConverter();
    private boolean brief;

    /** Whether of an exception only its class and its message are told; false by default. */
    public void setBrief(boolean brief) {
        this.brief = brief;
    }

    @Override
    public void start() {
        stack.setOptionList(List.of(FRAMES));
        stack.start();
        super.start();
    }

    @Override
    public byte @Nullable [] headerBytes() {
        return null;
    }

    @Override
    public byte @Nullable [] footerBytes() {
        return null;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        // Characters, not bytes: half of a surrogate pair becomes a question mark and no exception.
        StringWriter line = new StringWriter();
        try (JsonGenerator object = json.createGenerator(line)) {
            object.writeStartObject();
            write(event, object);
            object.writeEndObject();
            object.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void write(ILoggingEvent event, JsonGenerator object) throws IOException {
        object.writeStringField("@timestamp", TIME.format(Instant.ofEpochMilli(event.getTimeStamp())));
        object.writeStringField("log.level", event.getLevel().toString());
        object.writeStringField("message", cut(event.getFormattedMessage()));
        object.writeStringField("ecs.version", "1.6.0");
        object.writeStringField("log.logger", event.getLoggerName());
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            for (KeyValuePair pair : pairs) {
                object.writeStringField(pair.key, cut(String.valueOf(pair.value)));
            }
        }
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            write(thrown, event, object);
        }
    }

    private void write(IThrowableProxy thrown, ILoggingEvent event, JsonGenerator object) throws IOException {
        object.writeStringField("error.type", thrown.getClassName());
        if (thrown.getMessage() != null) {
            object.writeStringField("error.message", cut(thrown.getMessage()));
        }
        if (!brief) {
            object.writeStringField("error.stack_trace", cut(stack.convert(event)));
        }
    }

    private static String cut(@Nullable String text) {
        String whole = String.valueOf(text);
        return whole.length() <= LONGEST ? whole : whole.substring(0, LONGEST) + "...";
    }
}
