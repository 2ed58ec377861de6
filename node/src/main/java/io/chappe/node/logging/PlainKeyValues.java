package io.chappe.node.logging;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/**
 * What a plain line is about, each with a space before it. A value is written as in JSON: a peer may have a quotation mark in its
 * name, and must not say with it what else the line is about.
 */
public final class PlainKeyValues extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs == null) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (KeyValuePair pair : pairs) {
            text.append(' ').append(pair.key).append("=\"");
            JsonStringEncoder.getInstance().quoteAsString(String.valueOf(pair.value), text);
            text.append('"');
        }
        return text.toString();
    }
}
