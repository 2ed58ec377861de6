package io.chappe.presence.store;

/**
 * What a store says about itself.
 *
 * @param incarnation random; another one after it has lost something
 * @param looks how often services have looked at it; a store that tells fewer than before has lost its latest changes
 * @param recovering whether what it has lost is being put back, so that what it does not know may exist
 * @param steadySince since when it has been there without a break and not recovering; by its clock, in ms
 */
public record StoreMark(long incarnation, long looks, boolean recovering, long steadySince) {
    /** What somebody knows who has not seen the store yet. */
    public static final StoreMark UNSEEN = new StoreMark(0, 0, true, Long.MAX_VALUE / 2);
}
