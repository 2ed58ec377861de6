package io.chappe.gateway.socket;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.spi.tls.DefaultSslContextFactory;
import io.vertx.core.spi.tls.SslContextFactory;
import java.util.concurrent.Executor;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * TLS by BoringSSL, or by the JDK where BoringSSL does not run: where a gateway was lost, its clients' handshakes decide
 * how soon they are back.
 */
public final class TlsEngine extends SSLEngineOptions {
    private static final SslProvider PROVIDER = OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;

    private final SocketMeters meters;

    public TlsEngine(SocketMeters meters) {
        this.meters = meters;
    }

    /** For the log: which one, and where it is the slower one, why. */
    public static String description() {
        return PROVIDER == SslProvider.OPENSSL
                ? OpenSsl.versionString()
                : "the JDK's TLS, several times slower in handshakes; BoringSSL does not run here: "
                        + OpenSsl.unavailabilityCause();
    }

    @Override
    public TlsEngine copy() {
        return new TlsEngine(meters);
    }

    @Override
    public SslContextFactory sslContextFactory() {
        return new DefaultSslContextFactory(PROVIDER, false) {
            /** Else BoringSSL gets the key in each handshake anew, as PEM that is to be parsed. */
            @Override
            public SslContextFactory keyMananagerFactory(KeyManagerFactory keys) {
                return super.keyMananagerFactory(
                        PROVIDER == SslProvider.OPENSSL ? new OpenSslCachingX509KeyManagerFactory(keys) : keys);
            }

            @Override
            public SslContext create() throws SSLException {
                return new Context(super.create(), meters);
            }
        };
    }

    private static final class Context extends DelegatingSslContext {
        private final SocketMeters meters;

        Context(SslContext context, SocketMeters meters) {
            super(context);
            this.meters = meters;
        }

        @Override
        protected SslHandler newHandler(ByteBufAllocator alloc, boolean startTls, Executor tasks) {
            return new HttpsOnly(newEngine(alloc), startTls, tasks, meters);
        }

        @Override
        protected SslHandler newHandler(
                ByteBufAllocator alloc, String peerHost, int peerPort, boolean startTls, Executor tasks) {
            return new HttpsOnly(newEngine(alloc, peerHost, peerPort), startTls, tasks, meters);
        }

        @Override
        protected void initEngine(SSLEngine engine) {
            // Vert.x does it, in its own context around this one.
        }
    }
}
