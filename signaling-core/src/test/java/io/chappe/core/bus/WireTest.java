package io.chappe.core.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.Roster;
import io.chappe.core.model.TenantId;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bytes come from another node: the message that was sent, or a {@link WireException}. */
class WireTest {
    private static final int RANDOM_MESSAGES = 20_000;

    static Stream<WireSamples.Sample> samples() {
        return WireSamples.all();
    }

    static Stream<Function<Buffer, ?>> decoders() {
        return WireSamples.decoders();
    }

    @Test
    void everyKindOfMessageHasASample() {
        // Given
        Stream<Class<?>> sealed = Stream.of(
                GatewayMessage.class, RoomRequest.class, RoomAnswer.class, PresenceRequest.class, PresenceAnswer.class);

        // When
        Set<Class<?>> sampled =
                samples().map(sample -> sample.message().getClass()).collect(Collectors.toSet());

        // Then
        assertThat(sealed.flatMap(type -> Arrays.stream(type.getPermittedSubclasses())))
                .filteredOn(Class::isRecord)
                .isSubsetOf(sampled);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aMessageComesBackAsItWasSent(WireSamples.Sample sample) {
        // When
        Object decoded = sample.decode().apply(sample.encoded());

        // Then
        assertThat(comparable(decoded)).isEqualTo(comparable(sample.message()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aMessageThatIsCutOffAnywhereIsRefused(WireSamples.Sample sample) {
        // Given
        int length = sample.encoded().length();
        int step = Math.max(1, length / 1_000);

        // When
        Stream<Throwable> failures = Stream.iterate(0, end -> end < length, end -> end + step)
                .map(end -> catchThrowable(
                        () -> sample.decode().apply(sample.encoded().getBuffer(0, end))));

        // Then
        assertThat(failures).allSatisfy(failure -> assertThat(failure).isInstanceOf(WireException.class));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aMessageWithBytesToSpareIsRefused(WireSamples.Sample sample) {
        // Given
        Buffer longer = sample.encoded().copy().appendByte((byte) 0);

        // Then
        assertThatThrownBy(() -> sample.decode().apply(longer)).isInstanceOf(WireException.class);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aMessageOfTheNextVersionIsReadWithoutWhatItHasMore(WireSamples.Sample sample) {
        // Given
        Buffer next = sample.encoded()
                .copy()
                .setByte(0, (byte) (WireVersion.newest() + 1))
                .appendString("more");

        // When
        Object decoded = sample.decode().apply(next);

        // Then
        assertThat(comparable(decoded)).isEqualTo(comparable(sample.message()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aMessageWithAChangedByteIsReadOrRefusedAndNothingElse(WireSamples.Sample sample) {
        // Given
        Random random = new Random(1);
        byte[] bytes = sample.encoded().getBytes();

        // When
        Stream<Throwable> failures = Stream.generate(() -> changed(bytes, random))
                .limit(500)
                .map(changed -> catchThrowable(() -> sample.decode().apply(Buffer.buffer(changed))));

        // Then
        assertThat(failures.filter(failure -> failure != null))
                .allSatisfy(failure -> assertThat(failure).isInstanceOf(WireException.class));
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void randomBytesAreReadOrRefusedAndNothingElse(Function<Buffer, ?> decoder) {
        // Given
        Random random = new Random(2);

        // When
        Stream<Throwable> failures = Stream.generate(() -> randomMessage(random))
                .limit(RANDOM_MESSAGES)
                .map(message -> catchThrowable(() -> decoder.apply(message)));

        // Then
        assertThat(failures.filter(failure -> failure != null))
                .allSatisfy(failure -> assertThat(failure).isInstanceOf(WireException.class));
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void anotherVersionIsRefusedByItsNumber(Function<Buffer, ?> decoder) {
        // Given
        Buffer future = Buffer.buffer(new byte[] {9, 1});

        // Then
        assertThatThrownBy(() -> decoder.apply(future))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("version 9");
    }

    @Test
    void numbersKeepTheirValue() {
        // Given
        List<Long> numbers =
                List.of(0L, 1L, 127L, 128L, 16_383L, 16_384L, 1L << 53, Long.MAX_VALUE, -1L, Long.MIN_VALUE);
        WireWriter out = new WireWriter(0);

        // When
        numbers.forEach(number -> out.number(number).fixed64(number));

        // Then
        WireReader in = new WireReader(out.toBuffer());
        assertThat(numbers).allSatisfy(number -> {
            assertThat(in.number()).isEqualTo(number);
            assertThat(in.fixed64()).isEqualTo(number);
        });
    }

    @Test
    void anItemThatIsNotKnownCostsTheOthersNothing() {
        // Given
        Bundle.Item last = new Bundle.Answered(1, Delivery.ONE);
        WireWriter out = Wire.begin(Bundle.KIND, 64)
                .text("a")
                .number(3)
                .sized(item -> item.octet(1).number(5).text("cut off"))
                .sized(item -> item.octet(99).text("of the next version"))
                .sized(item -> item.octet(2)
                        .number(1)
                        .number(1)
                        .number(0)
                        .number(0)
                        .number(0)
                        .text(""));

        // When
        Bundle bundle = (Bundle) GatewayMessage.decode(out.toBuffer());

        // Then
        assertThat(bundle.items()).containsExactly(new Bundle.Unreadable(), new Bundle.Unreadable(), last);
    }

    @Test
    void aNumberThatNeverEndsIsRefused() {
        // Given
        byte[] endless = new byte[64];
        Arrays.fill(endless, (byte) 0x80);

        // Then
        assertThatThrownBy(() -> new WireReader(Buffer.buffer(endless)).number())
                .isInstanceOf(WireException.class);
    }

    @Test
    void aCountThatIsNoCountIsRefused() {
        // Given
        Buffer tooMany = new WireWriter(8).number(1L << 31).toBuffer();

        // Then
        assertThatThrownBy(() -> new WireReader(tooMany).count()).isInstanceOf(WireException.class);
    }

    @Test
    void textThatIsNotUtf8IsRefusedRatherThanChanged() {
        // Given
        Buffer overlong = Buffer.buffer(new byte[] {2, (byte) 0xc0, (byte) 0x80});

        // Then
        assertThatThrownBy(() -> new WireReader(overlong).text()).isInstanceOf(WireException.class);
    }

    @Test
    void theReplacementCharacterIsText() {
        // Given
        Buffer written = new WireWriter(8).text("\uFFFD").toBuffer();

        // Then
        assertThat(new WireReader(written).text()).isEqualTo("\uFFFD");
    }

    /** Rosters have no equality of their own: nothing but their tests wants it. */
    private static Object comparable(Object message) {
        if (message instanceof RoomAnswer.Joined joined) {
            return comparable(joined.roster());
        } else if (message instanceof RoomAnswer.Found found && found.roster() != null) {
            return comparable(found.roster());
        }
        return message;
    }

    private static Object comparable(Roster roster) {
        return List.of(roster.stamp(), Set.copyOf(roster.members()));
    }

    private static byte[] changed(byte[] bytes, Random random) {
        byte[] changed = bytes.clone();
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        return changed;
    }

    /** With the right beginning, or hardly any would be read past its version. */
    private static Buffer randomMessage(Random random) {
        byte[] bytes = new byte[2 + random.nextInt(64)];
        random.nextBytes(bytes);
        for (int i = 2; i < bytes.length; i += 1 + random.nextInt(6)) {
            bytes[i] = (byte) random.nextInt(8);
        }
        if (random.nextInt(4) > 0) {
            bytes[0] = (byte) WireVersion.newest();
            bytes[1] = (byte) (1 + random.nextInt(12));
        }
        return Buffer.buffer(bytes);
    }

    @Test
    void aReportHasSoManyTenantsAndNoMore() {
        // Given
        TenantUsage usage = new TenantUsage(new TenantId("t"), 1, 2, 3, 4);
        WireWriter out = Wire.begin(UsageReport.KIND, 64)
                .text("a")
                .list(Collections.nCopies(UsageReport.MOST + 1, usage), (list, next) -> list.sized(next::write));

        // Then
        assertThatThrownBy(() -> GatewayMessage.decode(out.toBuffer()))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("257 tenants");
    }

    @Test
    void aReportWithMoreFieldsIsReadWithoutThem() {
        // Given
        NodeReport report = new NodeReport("1.0", 1, 2, 3, 4, true, new NodeReport.Traffic(5, 6, 7));
        NodeLife home = new NodeLife(new NodeId("a"), 1);
        WireWriter out = renewal(home).number(1).sized(longer -> {
            report.write(longer);
            longer.text("of a later build");
        });

        // When
        PresenceRequest decoded = PresenceRequest.decode(out.toBuffer());

        // Then
        assertThat(decoded).isEqualTo(new PresenceRequest.RenewLease(home, 1, 2, report));
    }

    @Test
    void aReportOfAnOlderBuildTellsOfNoTraffic() {
        // Given
        NodeLife home = new NodeLife(new NodeId("a"), 1);
        WireWriter out = renewal(home)
                .number(1)
                .sized(older -> older.text("1.0")
                        .number(1)
                        .number(2)
                        .number(3)
                        .number(4)
                        .octet(1));

        // When
        PresenceRequest decoded = PresenceRequest.decode(out.toBuffer());

        // Then
        NodeReport report = new NodeReport("1.0", 1, 2, 3, 4, true, NodeReport.Traffic.UNTOLD);
        assertThat(decoded).isEqualTo(new PresenceRequest.RenewLease(home, 1, 2, report));
    }

    @Test
    void aRenewalOfAnOlderBuildHasNoReport() {
        // Given
        NodeLife home = new NodeLife(new NodeId("a"), 1);
        Buffer older = renewal(home).toBuffer().setByte(0, (byte) (WireVersion.NODE_REPORTS - 1));

        // When
        PresenceRequest decoded = PresenceRequest.decode(older);

        // Then
        assertThat(decoded).isEqualTo(new PresenceRequest.RenewLease(home, 1, 2, null));
    }

    @Test
    void anOlderBuildIsSentNoReport() {
        // Given
        NodeLife home = new NodeLife(new NodeId("a"), 1);
        PresenceRequest renewal = new PresenceRequest.RenewLease(
                home, 1, 2, new NodeReport("1.0", 1, 2, 3, 4, true, new NodeReport.Traffic(5, 6, 7)));

        // When
        Buffer sent;
        WireVersion.agreeOn(WireVersion.NODE_REPORTS - 1);
        try {
            sent = renewal.encode();
        } finally {
            WireVersion.agreeOn(WireVersion.newest());
        }

        // Then
        assertThat(sent).isEqualTo(renewal(home).toBuffer().setByte(0, (byte) (WireVersion.NODE_REPORTS - 1)));
    }

    private static WireWriter renewal(NodeLife home) {
        WireWriter out = Wire.begin(2, 64);
        Wire.life(out, home);
        return out.fixed64(1).number(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, TenantUsage.MOST + 1})
    void aReportBeyondAllSumsIsRefused(long sessions) {
        // Given
        WireWriter out = renewal(new NodeLife(new NodeId("a"), 1))
                .number(1)
                .sized(report -> report.text("")
                        .number(0)
                        .number(sessions)
                        .number(0)
                        .number(0)
                        .octet(0));

        // Then
        assertThatThrownBy(() -> PresenceRequest.decode(out.toBuffer()))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("a report of");
    }

    @Test
    void aReportOfAnEndlessVersionIsRefused() {
        // Given
        WireWriter out = renewal(new NodeLife(new NodeId("a"), 1))
                .number(1)
                .sized(report -> report.text("v".repeat(65))
                        .number(0)
                        .number(0)
                        .number(0)
                        .number(0)
                        .octet(0));

        // Then
        assertThatThrownBy(() -> PresenceRequest.decode(out.toBuffer()))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("65 characters");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, TenantUsage.MOST + 1})
    void aUsageBeyondAllSumsIsRefused(long sessions) {
        // Given
        WireWriter out = Wire.begin(UsageReport.KIND, 64)
                .text("a")
                .number(1)
                .sized(usage ->
                        usage.text("t").number(sessions).number(0).number(0).number(0));

        // Then
        assertThatThrownBy(() -> GatewayMessage.decode(out.toBuffer()))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("a usage of");
    }
}
