package io.chappe.gateway.listener;

import io.chappe.gateway.protocol.ProtocolAdapter;
import io.chappe.gateway.protocol.Resource;
import io.chappe.gateway.socket.SocketLimits;
import io.chappe.gateway.socket.SocketMeters;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * What all listeners of one event loop have in common.
 *
 * @param limits for each client
 * @param origins whether a page of this origin may open a socket; asked on the event loop. See {@link Origins}
 * @param open whether sockets are taken now
 * @param addresses one object for the process
 * @param adapters of this event loop, asked in this order
 * @param resources of this event loop
 * @param pages that a listener serves which serves pages; one object for the process
 * @param meters one object for the process
 */
public record Edge(
        SocketLimits limits,
        Predicate<String> origins,
        BooleanSupplier open,
        AddressLimits addresses,
        List<ProtocolAdapter> adapters,
        List<Resource> resources,
        Pages pages,
        SocketMeters meters) {
    public Edge {
        adapters = List.copyOf(adapters);
        resources = List.copyOf(resources);
    }
}
