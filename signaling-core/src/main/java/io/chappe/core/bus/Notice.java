package io.chappe.core.bus;

/**
 * Something that every gateway must know, whatever sessions it has.
 *
 * @param subject what it is about; a later notice of the same subject takes its place
 * @param content as its subject wants it; empty for what holds no more
 * @param writtenAt by the store's clock, in ms
 * @param until when it may be forgotten, by the same clock; {@link #FOR_EVER}
 */
public record Notice(String subject, String content, long writtenAt, long until) {
    public static final long FOR_EVER = 0;

    /** In characters. */
    public static final int LONGEST_CONTENT = 16 << 10;

    /** Whether it may be forgotten. */
    public boolean isOver(long now) {
        return until != FOR_EVER && until <= now;
    }

    public void write(WireWriter out) {
        WireWriter block = new WireWriter(64 + subject.length() + content.length());
        block.text(subject).text(content).number(writtenAt).number(until);
        out.block(block.toBytes());
    }

    public static Notice read(WireReader in) {
        WireReader block = in.block();
        return new Notice(block.text(), block.text(), block.number(), block.number());
    }

    /** Without the content: there may be keys in it. */
    @Override
    public String toString() {
        return "Notice[" + subject + ", " + content.length() + " characters, " + writtenAt + ", " + until + "]";
    }
}
