package io.chappe.node.config;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/**
 * An address that a process is going to listen on. It is tried before anything is started, because a library that finds
 * a taken port in the middle of its start says so in its own words, at length, and names no setting.
 */
public final class ListenAddress {
    private ListenAddress() {}

    /**
     * Listens for a moment; blocks for a name's resolution, so not for an event loop.
     *
     * @param portPath the setting that holds the port, {@code cluster.busPort}
     * @throws ConfigException when the port is taken, or the host not this machine's
     */
    public static void requireFree(String host, int port, String portPath) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (UnknownHostException e) {
            throw new ConfigException("%s is not known as a host of this machine".formatted(host));
        } catch (BindException e) {
            throw new ConfigException(
                    "cannot listen on %s port %d (%s): end the process that has the port, or set %s or %s"
                            .formatted(host, port, e.getMessage(), portPath, Paths.environmentName(portPath)));
        } catch (IOException e) {
            throw new ConfigException("cannot listen on %s port %d: %s".formatted(host, port, e.getMessage()));
        }
    }
}
