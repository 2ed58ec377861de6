package io.chappe.gateway.listener;

import io.chappe.gateway.socket.ClientAddress;
import io.chappe.node.logging.About;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The proxies in front of a listener. Of them, and of nobody else, it believes where a client is. Of one event loop. */
final class Proxies {
    static final String HEADER = "X-Forwarded-For";
    private static final Logger LOG = LoggerFactory.getLogger(Proxies.class);

    private final List<AddressRange> ranges;
    private boolean told;

    Proxies(List<String> ranges) {
        this.ranges = ranges.stream().map(AddressRange::parse).toList();
    }

    /**
     * Where a client is. Each proxy adds the address that it has seen to the end; so the last one that is no proxy's is the
     * client's, and what stands before it is a stranger's word.
     *
     * @param connection the other end of the connection
     * @param forwarded the header's values, in their order
     */
    ClientAddress client(ClientAddress connection, List<String> forwarded) {
        if (!forwarded.isEmpty() && !isProxy(connection)) {
            tell(connection);
        }
        List<String> hops = forwarded.isEmpty() ? List.of() : hops(forwarded);
        ClientAddress client = connection;
        for (int last = hops.size() - 1; last >= 0 && isProxy(client); last--) {
            ClientAddress before = ClientAddress.parse(withoutPort(hops.get(last)));
            if (before == null) {
                return client;
            }
            client = before;
        }
        return client;
    }

    private boolean isProxy(ClientAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address.address()));
    }

    private static List<String> hops(List<String> forwarded) {
        List<String> hops = new ArrayList<>();
        forwarded.forEach(
                value -> Arrays.stream(value.split(",", -1)).map(String::trim).forEach(hops::add));
        return hops;
    }

    /** Some proxies say it with the port: {@code 192.0.2.1:4711}, {@code [2001:db8::1]:4711}. */
    private static String withoutPort(String hop) {
        int bracket = hop.indexOf(']');
        if (hop.startsWith("[") && bracket > 0) {
            return hop.substring(1, bracket);
        }
        int colon = hop.indexOf(':');
        return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }

    /** A proxy that nobody has told us of makes one client of all of its clients. It is near; a stranger is not. */
    private void tell(ClientAddress connection) {
        if (!told && connection.isPrivate()) {
            told = true;
            About.address(LOG.atWarn(), connection)
                    .log(
                            "{} from this address is not believed; if that is a proxy of yours, add it to"
                                    + " listeners[].proxies: limits by address see all of its clients as one",
                            HEADER);
        }
    }
}
