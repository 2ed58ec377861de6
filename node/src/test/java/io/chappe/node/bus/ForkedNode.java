package io.chappe.node.bus;

import io.chappe.node.config.ClusterConfig;
import io.chappe.node.config.ConfigLoader;
import io.vertx.core.eventbus.DeliveryOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A node in a JVM of its own that does as its standard input says: a node's id and a time-out make it ask that node over the bus. */
final class ForkedNode {
    private static final Duration START = Duration.ofSeconds(30);

    private final Process process;
    private final Path log;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> logged = new LinkedBlockingQueue<>();
    private final Writer orders;
    final String id;

    private ForkedNode(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "forked-node-" + process.pid());
        reader.setDaemon(true);
        reader.start();
        this.id = await("ready ", START).substring("ready ".length());
    }

    static ForkedNode start(Role role, String yaml, Path log) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ForkedNode.class.getName(),
                        role.name(),
                        yaml)
                .redirectError(log.toFile())
                .start();
        return new ForkedNode(process, log);
    }

    /** The other's answer: {@code ok}, or the failure; a cold JVM on a busy machine has its time. */
    String ask(String other) throws IOException {
        return ask(other, Duration.ofSeconds(10));
    }

    String ask(String other, Duration timeout) throws IOException {
        orders.append("%s %d%n".formatted(other, timeout.toMillis()));
        orders.flush();
        return await("asked ", timeout.plusSeconds(10)).substring("asked ".length());
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
    }

    private String await(String start, Duration limit) {
        try {
            String line = lines.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (line == null || !line.startsWith(start)) {
                throw new AssertionError("expected '%s', the node said %s; its log:%n%s%n%s"
                        .formatted(start, line, String.join(System.lineSeparator(), logged), Files.readString(log)));
            }
            return line;
        } catch (InterruptedException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private void read() {
        process.inputReader(StandardCharsets.UTF_8)
                .lines()
                .forEach(line -> (isAnswer(line) ? lines : logged).add(line));
    }

    private static boolean isAnswer(String line) {
        return line.startsWith("ready ") || line.startsWith("asked ");
    }

    public static void main(String[] args) throws Exception {
        ClusterConfig config = ConfigLoader.parse(ClusterConfig.class, args[1]);
        ClusterNode node = ClusterNode.join(config, Role.valueOf(args[0])).await(30, TimeUnit.SECONDS);
        node.vertx()
                .eventBus()
                .<String>consumer("gateway." + node.id() + ".7", message -> message.reply("ok"))
                .completion()
                .await(5, TimeUnit.SECONDS);
        System.out.println("ready " + node.id());
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ", 2);
            node.vertx()
                    .eventBus()
                    .<String>request(
                            "gateway." + words[0] + ".7",
                            "?",
                            new DeliveryOptions().setSendTimeout(Long.parseLong(words[1])))
                    .onComplete(
                            reply -> System.out.println("asked " + reply.body()),
                            failure -> System.out.println("asked " + failure));
        }
    }
}
