package io.chappe.gateway.quota;

/**
 * The part of a tenant's allowance that is one gateway's to give out. Each gateway works it out alone: where all know the same,
 * the parts are one whole together.
 */
final class Share {
    /** By what is asked for; the rest is the same for all, so that who comes to a quiet gateway is not told to wait. */
    private static final double BY_DEMAND = 0.9;

    private Share() {}

    /**
     * From 0 to 1.
     *
     * @param own demand of this gateway
     * @param others all other gateways' demand
     * @param gateways in the cluster, with this one
     */
    static double of(long own, long others, int gateways) {
        double equal = 1.0 / Math.max(1, gateways);
        double all = (double) own + others;
        return gateways <= 1 ? 1 : all == 0 ? equal : BY_DEMAND * own / all + (1 - BY_DEMAND) * equal;
    }
}
