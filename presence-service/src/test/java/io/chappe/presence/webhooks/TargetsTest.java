package io.chappe.presence.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.node.config.ConfigLoader;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {
    private static Targets targets(String settings) {
        return new Targets(ConfigLoader.parse(WebhooksConfig.class, settings));
    }

    private static boolean allows(String settings, String address) throws Exception {
        return targets(settings).allows(InetAddress.getByName(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.8.8.8",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "::ffff:127.0.0.1",
                "::10.0.0.1",
                "64:ff9b::10.0.0.1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "2002:a00:1::1",
                "2002:7f00:1::",
                "2001::1",
                "2001:db8::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "100::1",
                "3fff::1",
                "5f00::1"
            })
    void whatIsNotPublicIsRefused(String address) throws Exception {
        // When
        boolean isAllowed = allows("{}", address);

        // Then
        assertThat(isAllowed).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.169.0.1",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450::1",
                "64:ff9b::1.1.1.1",
                "2002:101:101::1"
            })
    void whatIsPublicIsNot(String address) throws Exception {
        // When
        boolean isAllowed = allows("{}", address);

        // Then
        assertThat(isAllowed).isTrue();
    }

    @Test
    void anOperatorAllowsANetwork() throws Exception {
        // When
        String settings = "{allowTo: [10.1.0.0/16, 'fd00::/8']}";

        // Then
        assertThat(allows(settings, "10.1.2.3")).isTrue();
        assertThat(allows(settings, "fd01::1")).isTrue();
        assertThat(allows(settings, "::ffff:10.1.2.3")).isTrue();
        assertThat(allows(settings, "10.2.0.1")).isFalse();
        assertThat(allows(settings, "127.0.0.1")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a.example/",
                "https://127.0.0.1/",
                "https://[::1]/",
                "https://[::ffff:10.0.0.1]/",
                "https://169.254.169.254/latest",
                "https://[fe80::1]/"
            })
    void anAddressThatSaysItItselfIsNotWritten(String url) {
        // When
        boolean isWrong = targets("{}").fault(url).isPresent();

        // Then
        assertThat(isWrong).isTrue();
        assertThat(targets("{}").fault("https://a.example:8443/x?y=z")).isEmpty();
        assertThat(targets("{allowHttp: true}").fault("http://a.example/")).isEmpty();
    }
}
